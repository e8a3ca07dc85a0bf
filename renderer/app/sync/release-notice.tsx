import { Button } from 'antd';
import type { SyncView } from '#office/contract/index.ts';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { ProgressBar } from '#renderer/kit/progress-bar.tsx';
import { useToast } from '#renderer/kit/toast.tsx';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import { shell } from '#renderer/shell.ts';

/**
 * The newer program that the data centre offers: on its way, ready, or why it is not taken. It is installed on the PC
 * that holds the office, when the program there is closed or by the button; a browser can only say so.
 */
export function ReleaseNotice({ view: { release } }: { readonly view: SyncView }) {
  const text = useText();
  const problemText = useProblemText('platform');
  if (release === null) return null;
  const { version, bytes, done, isReady, problem } = release;
  if (problem !== null) {
    return (
      <p className="sync-release sync-warn" role="status">
        {problemText({ code: problem })}
      </p>
    );
  }
  if (!isReady) {
    const label = text('platform.release.coming', { version: version ?? '' });
    return <ProgressBar label={label} value={bytes === 0 ? null : done / bytes} />;
  }
  return (
    <div className="sync-release" role="status">
      <strong>{text('platform.release.ready', { version: version ?? '' })}</strong>
      <p>{text(shell ? 'platform.release.readyHere' : 'platform.release.readyElsewhere')}</p>
      {shell && <InstallButton install={() => shell?.installUpdate() ?? Promise.resolve(false)} />}
    </div>
  );
}

function InstallButton({ install }: { readonly install: () => Promise<boolean> }) {
  const text = useText();
  const confirm = useConfirm();
  const toast = useToast();
  const ask = async (): Promise<void> => {
    const isSure = await confirm({
      ...{ title: text('platform.release.install'), text: text('platform.release.installAsk') },
      confirm: text('platform.release.install'),
    });
    if (isSure && !(await install())) toast.failed(text('platform.release.notReady'));
  };
  return (
    <Button type="primary" icon={<Icon name="refresh" />} onClick={() => void ask()}>
      {text('platform.release.install')}
    </Button>
  );
}
