import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { Problem } from '#kernel/verdict.ts';
import { failureOf } from '#renderer/failure.ts';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import { Loading } from '../loading.tsx';
import { Problems } from '../problems.tsx';
import { SideDrawer } from '../side-drawer.tsx';
import { previewOf, type AttachmentItem } from './attachment.ts';

interface FilePreviewProps {
  /** Null while nothing is looked at. */
  readonly item: AttachmentItem | null;
  readonly read: (item: AttachmentItem) => Promise<Blob>;
  readonly onClose: () => void;
}

/** A picture or PDF in the drawer. The bytes come through the office, never by an address. */
export function FilePreview({ item, read, onClose }: FilePreviewProps) {
  return (
    <SideDrawer isOpen={item !== null} title={item?.fileName ?? ''} width={860} onClose={onClose}>
      {item && <Content key={item.id} item={item} read={read} />}
    </SideDrawer>
  );
}

const SMALLEST = 0.25;
const LARGEST = 4;

function Content({ item, read }: { item: AttachmentItem; read: FilePreviewProps['read'] }) {
  const text = useText();
  const [address, setAddress] = useState<string | null>(null);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [zoom, setZoom] = useState(1);
  useEffect(() => {
    let made: string | null = null;
    let isGone = false;
    read(item).then(
      (blob) => {
        if (isGone) return;
        made = URL.createObjectURL(blob);
        setAddress(made);
      },
      (error: unknown) => {
        const failure = failureOf(error);
        setProblems(
          failure.kind === 'refused'
            ? failure.problems
            : [{ code: failure.kind === 'offline' ? 'OFFLINE' : 'INTERNAL' }],
        );
      },
    );
    return () => {
      isGone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [item, read]);

  if (problems.length > 0) return <Problems problems={problems} module="files" />;
  if (address === null) return <Loading />;
  // The browser's own viewer draws it. The blob is a PDF by its type, which the office found out itself, so no script of it runs here.
  if (previewOf(item.contentType) === 'pdf')
    return <iframe className="kit-files-pdf" src={address} title={item.fileName} />;
  const zoomed = (by: number): void => setZoom(Math.max(SMALLEST, Math.min(LARGEST, zoom * by)));
  return (
    <>
      <div className="kit-row">
        <Button aria-label={text('kit.files.larger')} icon={<Icon name="plus" />} onClick={() => zoomed(1.25)} />
        <Button aria-label={text('kit.files.smaller')} icon={<Icon name="minus" />} onClick={() => zoomed(0.8)} />
      </div>
      <div className="kit-files-picture">
        <img src={address} alt={item.fileName} style={{ inlineSize: `${zoom * 100}%` }} />
      </div>
    </>
  );
}
