import { useMemo } from 'react';
import { isLocalDate } from '#kernel/date.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useFieldLabel, useText } from '#renderer/locale/text.ts';
import type { ImportFile, ImportOutcome, ImportRequest } from './adapter.ts';
import { knownBy } from './import-rows.ts';

/** More than these nobody reads one by one: the fields are counted above them. */
const SHOWN = 500;

/** What the rows change of records that are known, old and new side by side: nothing changes unseen. */
export function ChangedRows(props: {
  readonly outcome: ImportOutcome;
  readonly request: ImportRequest;
  readonly columns: ImportFile['columns'];
  readonly module: string;
}) {
  const { outcome, request, columns } = props;
  const text = useText();
  const fieldLabel = useFieldLabel(props.module);
  const { shortDate, number } = useDisplay();
  const changes = useMemo(
    () => (outcome.changed ?? []).flatMap(({ row, changes: made }) => made.map((change) => ({ row, ...change }))),
    [outcome],
  );
  const fields = useMemo(() => [...Map.groupBy(changes, ({ field }) => field)], [changes]);
  if (changes.length === 0) return null;
  const said = (value: string): string => {
    if (value === '') return text('kit.import.empty');
    return isLocalDate(value) ? shortDate(value) : value;
  };
  return (
    <details className="kit-import-changed" open>
      <summary>
        {text('kit.import.changed', {
          fields: fields.map(([field, alike]) => `${fieldLabel(field)} (${number(alike.length)})`).join(' · '),
        })}
      </summary>
      <div className="kit-import-changes">
        <table>
          <thead>
            <tr>
              <th>{text('kit.import.row')}</th>
              <th>{text('kit.import.record')}</th>
              <th>{text('kit.import.field')}</th>
              <th>{text('kit.import.before')}</th>
              <th>{text('kit.import.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, SHOWN).map(({ row, field, from, to }) => (
              <tr key={`${row} ${field}`}>
                <td>{number(request.rowNumbers[row] ?? row)}</td>
                <td>{knownBy(columns, request, row)}</td>
                <td>{fieldLabel(field)}</td>
                <td>
                  <bdi>{said(from)}</bdi>
                </td>
                <td>
                  <bdi>{said(to)}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {changes.length > SHOWN && <p>{text('kit.import.moreChanges', { count: changes.length - SHOWN })}</p>}
    </details>
  );
}
