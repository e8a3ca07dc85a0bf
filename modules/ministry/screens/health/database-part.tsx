import { Facts } from '#renderer/kit/facts.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { HealthView } from '../../contract/index.ts';
import { contentsOf } from '../../rules/health.ts';
import { Part } from '../part.tsx';
import { useSpans } from './spans.ts';

type Database = NonNullable<HealthView['centre']>['database'];

/** PostgreSQL itself. What its role may not know is said to be unknown. */
export function DatabasePart(props: { readonly database: Database; readonly migration: number }) {
  const { database, migration } = props;
  const text = useText();
  const { number, bytes, digits } = useDisplay();
  const { span, orUnknown } = useSpans();
  const { connections, connectionLimit, transactionMilliseconds: open } = database;
  const facts: readonly (readonly [string, string])[] = [
    ['version', database.version === null ? text('ministry.health.unknown') : digits(database.version)],
    ['bytes', orUnknown(database.bytes, bytes)],
    [
      'connections',
      orUnknown(connections, (used) =>
        text('ministry.health.of', { number: number(used), all: orUnknown(connectionLimit, number) }),
      ),
    ],
    ['transaction', orUnknown(open, (age) => (age === 0 ? text('ministry.health.none') : span(age)))],
    ['lockWaits', orUnknown(database.lockWaits, number)],
    [
      'migration',
      text('ministry.health.migrationOf', {
        number: orUnknown(database.migration, number),
        known: number(migration),
      }),
    ],
  ];
  return (
    <Part title={text('ministry.health.database')}>
      <Facts isWide facts={facts.map(([key, value]) => [text(`ministry.health.database.${key}`), value])} />
      <Tables tables={database.tables} />
    </Part>
  );
}

function Tables({ tables }: Pick<Database, 'tables'>) {
  const text = useText();
  const { number, bytes } = useDisplay();
  if (tables === null) return <p className="kit-soft">{text('ministry.health.tablesUnknown')}</p>;
  return (
    <table className="ministry-figures">
      <caption>{text('ministry.health.tables')}</caption>
      <thead>
        <tr>
          {(['holds', 'table', 'bytes', 'rows', 'dead'] as const).map((key) => (
            <th key={key} scope="col">
              {text(`ministry.health.table.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tables.map(({ name, bytes: size, rows, deadRows }) => (
          <tr key={name}>
            <th scope="row">{text(`ministry.health.holds.${contentsOf(name)}`)}</th>
            <td>
              <bdi className="kit-ltr">{name}</bdi>
            </td>
            <td>{bytes(size)}</td>
            <td>{number(rows)}</td>
            <td>
              {text('ministry.health.percent', {
                number: number(deadRows === 0 ? 0 : Math.round((100 * deadRows) / (rows + deadRows))),
              })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
