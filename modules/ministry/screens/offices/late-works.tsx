import { Button } from 'antd';
import { useState } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { ReasonDialog } from '#renderer/record/reason-dialog.tsx';
import { useCommand } from '#renderer/record/use-command.ts';
import type { OfficeDetail } from '../../contract/index.ts';
import { call } from '../client.ts';

type Work = OfficeDetail['lateWorks'][number];

/** What PCs had not sent when others took their place, and the decision on each. */
export function LateWorks({ office: { office, lateWorks } }: { readonly office: OfficeDetail }) {
  const text = useText();
  if (lateWorks.length === 0) return null;
  return (
    <section className="ministry-section" aria-labelledby="ministry-late">
      <h2 id="ministry-late" className="sync-title">
        {text('ministry.late.title')}
      </h2>
      <p className="kit-soft">{text('ministry.late.body')}</p>
      {lateWorks.map((work) => (
        <LateWork key={work.keyId} office={office} work={work} />
      ))}
    </section>
  );
}

function LateWork({ office, work }: { readonly office: number; readonly work: Work }) {
  const text = useText();
  const { moment, number } = useDisplay();
  const { device, keyId, changes: count, since, state, stored, reason, decidedBy, decidedAt } = work;
  const changes = text('ministry.late.changes', { count });
  return (
    <article className="sync-item">
      <header>
        <strong>{text('ministry.late.of', { changes, device: device ?? keyId })}</strong>
        {since !== null && <p className="kit-soft">{text('ministry.late.since', { since: moment(since) })}</p>}
      </header>
      <p>
        {text(`ministry.late.state.${state}`, { stored: number(stored), all: number(count), reason: reason ?? '' })}
        {decidedBy !== null && decidedAt !== null && (
          <span className="kit-soft">
            {' '}
            — {text('ministry.late.decided', { name: decidedBy, at: moment(decidedAt) })}
          </span>
        )}
      </p>
      <Decision office={office} work={work} />
    </article>
  );
}

/** One click takes it in; a refusal has its reason. What is all there is on its way already. */
function Decision({
  office,
  work: { keyId, seq, state, decidedAt },
}: {
  readonly office: number;
  readonly work: Work;
}) {
  const text = useText();
  const run = useCommand('ministry');
  const { may } = useDesk();
  const [isRefusing, setIsRefusing] = useState(false);
  const [mayTake, mayRefuse] = [state === 'asked' || state === 'refused', state === 'asked' || state === 'wanted'];
  if (!may('ministry.late.decide') || !(mayTake || mayRefuse)) return null;
  const decided = { office, keyId, seq, earlierAt: decidedAt };
  return (
    <footer className="kit-row">
      {mayTake && (
        <Button type="primary" onClick={() => void run(() => call.late.take(decided), text('ministry.late.taken'))}>
          {text('ministry.late.take')}
        </Button>
      )}
      {mayRefuse && <Button onClick={() => setIsRefusing(true)}>{text('ministry.late.refuse')}</Button>}
      {isRefusing && (
        <ReasonDialog
          title={text('ministry.late.refuseTitle')}
          label={text('ministry.field.reason')}
          submitLabel={text('ministry.late.refuse')}
          module="ministry"
          maxLength={500}
          command="ministry.late.refuse"
          send={(reason) => call.late.refuse({ ...decided, reason })}
          onClose={() => setIsRefusing(false)}
        />
      )}
    </footer>
  );
}
