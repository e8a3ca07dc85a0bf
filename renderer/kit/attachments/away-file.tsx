import { Button } from 'antd';
import { useState } from 'react';
import type { Problem } from '#kernel/verdict.ts';
import { failureOf } from '#renderer/failure.ts';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import { Problems } from '../problems.tsx';
import { StatusTag } from '../status-tag.tsx';
import type { AttachmentItem } from './attachment.ts';

interface AwayFileProps {
  readonly item: AttachmentItem;
  readonly module: string;
  readonly onFetch?: (item: AttachmentItem) => Promise<void>;
}

/** Of a file whose record is here and whose content is not: that it has not come yet, and the way to have it now. */
export function AwayFile({ item, module, onFetch }: AwayFileProps) {
  const text = useText();
  const [isComing, setIsComing] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const fetchNow = async (): Promise<void> => {
    setIsComing(true);
    setProblems([]);
    try {
      await onFetch?.(item);
    } catch (error) {
      const failure = failureOf(error);
      setProblems(
        failure.kind === 'refused' ? failure.problems : [{ code: failure.kind === 'offline' ? 'OFFLINE' : 'INTERNAL' }],
      );
    } finally {
      setIsComing(false);
    }
  };
  return (
    <div className="kit-row">
      <StatusTag tone={isComing ? 'busy' : 'warn'}>{text(isComing ? 'kit.files.coming' : 'kit.files.away')}</StatusTag>
      {onFetch && (
        <Button
          icon={<Icon name="download" />}
          loading={isComing}
          aria-label={text('kit.files.fetchOne', { name: item.fileName })}
          onClick={() => void fetchNow()}
        >
          {text('kit.files.fetch')}
        </Button>
      )}
      {problems.length > 0 && <Problems problems={problems} module={module} onClose={() => setProblems([])} />}
    </div>
  );
}
