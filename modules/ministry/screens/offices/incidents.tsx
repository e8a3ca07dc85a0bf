import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { commandKey } from '#renderer/record/labels.ts';
import type { OfficeDetail } from '../../contract/index.ts';

type Incident = OfficeDetail['incidentList'][number];
type Missing = NonNullable<Incident['missing']>;

/** What happened to an office's log, and by name what is missing since the data centre was put back. */
export function IncidentList({ incidents }: { readonly incidents: readonly Incident[] }) {
  const text = useText();
  const { moment } = useDisplay();
  return (
    <ul>
      {incidents.map(({ no, kind, at, missing }) => (
        <li key={no}>
          <bdi>{moment(at)}</bdi> — {text(`ministry.incident.${kind}`)}
          {missing && (missing.named > 0 || missing.others.length > 0) && <MissingOps missing={missing} />}
        </li>
      ))}
    </ul>
  );
}

function MissingOps({ missing: { from, to, named, list, others } }: { readonly missing: Missing }) {
  const text = useText();
  const { moment, number } = useDisplay();
  return (
    <>
      <p className="kit-soft">{text('ministry.missing.places', { from, to })}</p>
      <ul>
        {list.map((op) => (
          <li key={op.seq}>
            {op.number !== null && (
              <>
                <bdi dir="ltr">{op.number}</bdi> —{' '}
              </>
            )}
            {text(commandKey(op.command))}
            {op.byName !== null && <> — {op.byName}</>} — <bdi>{moment(op.at)}</bdi>
            {op.toOffices.map((office) => (
              <span key={office}> — {text('ministry.missing.mayHave', { office })}</span>
            ))}
          </li>
        ))}
        {named > list.length && <li>{text('ministry.missing.more', { count: named - list.length })}</li>}
        {others.map(({ command, count }) => (
          <li key={command}>
            {text(commandKey(command))} — <bdi>{number(count)}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}
