import type { SyncView } from '#office/contract/index.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';

/** On a PC whose place another one took: what it had not sent, and what becomes of that. */
export function LateNotice({ view: { late } }: { readonly view: SyncView }) {
  const text = useText();
  const { moment } = useDisplay();
  if (late === null) return null;
  const { state, reason, changes: count, since } = late;
  const changes = text('platform.sync.waiting', { count });
  return (
    <div className="sync-release" role="status">
      <strong>{text('platform.late.title')}</strong>
      {since !== null && <p>{text('platform.late.unsent', { changes, since: moment(since) })}</p>}
      <p>{text(`platform.late.state.${state}`, { reason: reason ?? '' })}</p>
    </div>
  );
}
