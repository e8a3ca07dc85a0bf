import { Facts } from '#renderer/kit/facts.tsx';
import { durationText } from '#renderer/locale/duration.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { HealthView } from '../../contract/index.ts';
import { Part } from '../part.tsx';
import { OfficeTable } from './office-table.tsx';

type Copies = NonNullable<HealthView['centre']>['copies'];

/** What would be lost with this database, and whose offices would not have it either. */
export function CopiesPart({ copies, readAt }: { readonly copies: Copies; readonly readAt: number }) {
  const text = useText();
  const { number, moment } = useDisplay();
  const { provedAt, isProved, unproved, horizonAt, backups } = copies;
  const proved = isProved ? text('ministry.health.unknown') : text('ministry.health.never');
  const facts: readonly (readonly [string, string])[] = [
    ['provedAt', provedAt === null ? proved : moment(provedAt)],
    ['unproved', number(unproved)],
    [
      'horizon',
      horizonAt === null ? text('ministry.health.none') : durationText(Math.max(0, readAt - horizonAt) / 1_000, text),
    ],
  ];
  return (
    <Part title={text('ministry.health.copies')}>
      <Facts isWide facts={facts.map(([key, value]) => [text(`ministry.health.copies.${key}`), value])} />
      {backups.length === 0 ? (
        <p className="kit-soft">{text('ministry.health.noBackups')}</p>
      ) : (
        <OfficeTable
          caption={text('ministry.health.backups')}
          figure={text('ministry.field.backup')}
          rows={backups.map(({ backupAt, ...office }) => ({
            ...office,
            value: backupAt === null ? text('ministry.backup.none') : moment(backupAt),
          }))}
        />
      )}
    </Part>
  );
}
