import { Button } from 'antd';
import { useState } from 'react';
import type { SyncView } from '#office/contract/index.ts';
import { FileButton } from '#renderer/kit/file-button.tsx';
import { handOut } from '#renderer/kit/hand-out.ts';
import { Icon } from '#renderer/kit/icon.tsx';
import { useToast } from '#renderer/kit/toast.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import { platform } from '#renderer/rpc.ts';

/** Where no line comes: a file goes to the data centre on a stick, and another one comes back. */
export function StickExchange({ lastExport }: Pick<SyncView, 'lastExport'>) {
  const text = useText();
  const run = useCommand('platform');
  const toast = useToast();
  const { number } = useDisplay();
  const { may } = useDesk();
  const [busy, setBusy] = useState<'export' | 'import' | null>(null);
  if (!may('platform.sync')) return null;
  const during = async (what: 'export' | 'import', work: () => Promise<void>): Promise<void> => {
    setBusy(what);
    await work();
    setBusy(null);
  };
  const exported = async (): Promise<void> => {
    const file = await run(() => platform.call.sync.exportFile({}), text('platform.sync.exchange.exported'));
    if (file) handOut(file, file.name);
  };
  const imported = async (file: File): Promise<void> => {
    const taken = await run(() => platform.call.sync.importFile({ file }));
    if (!taken) return;
    const { acked, received: count, isCut, isKnown } = taken;
    if (isCut) toast.failed(text('platform.sync.exchange.cut'));
    else if (isKnown) toast.done(text('platform.sync.exchange.known'));
    else toast.done(text('platform.sync.exchange.taken', { count, acked: number(acked) }));
  };
  return (
    <section className="sync-link" aria-labelledby="sync-stick">
      <h2 id="sync-stick" className="sync-title">
        {text('platform.sync.exchange.title')}
      </h2>
      <p className="kit-soft">{text('platform.sync.exchange.body')}</p>
      <div className="kit-row">
        <Button
          icon={<Icon name="download" />}
          loading={busy === 'export'}
          disabled={busy === 'import'}
          onClick={() => void during('export', exported)}
        >
          {text('platform.sync.exchange.export')}
        </Button>
        <FileButton
          label={text('platform.sync.exchange.import')}
          accept=".osx"
          isBusy={busy === 'import'}
          onFile={(file) => void during('import', () => imported(file))}
        />
      </div>
      <LastExport lastExport={lastExport} />
    </section>
  );
}

function LastExport({ lastExport }: Pick<SyncView, 'lastExport'>) {
  const text = useText();
  const { moment, number } = useDisplay();
  if (lastExport === null) return <p className="kit-soft">{text('platform.sync.exchange.none')}</p>;
  const { at, from, to } = lastExport;
  const count = Math.max(0, to - from + 1);
  return <p>{text('platform.sync.exchange.last', { count, at: moment(at), to: number(to) })}</p>;
}
