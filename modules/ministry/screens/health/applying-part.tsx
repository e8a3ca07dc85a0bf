import { Link } from 'react-router';
import { Facts } from '#renderer/kit/facts.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { HealthView } from '../../contract/index.ts';
import { Part } from '../part.tsx';
import { OfficeTable } from './office-table.tsx';
import { useSpans } from './spans.ts';

type Applying = NonNullable<HealthView['centre']>['applying'];

/** How far applying is behind storing, and which offices wait longest for it. */
export function ApplyingPart({ applying }: { readonly applying: Applying }) {
  const text = useText();
  const { number, moment } = useDisplay();
  const { orUnknown } = useSpans();
  const { may } = useDesk();
  const { ops, oldestAt, held, heldSince, outbox, behind } = applying;
  const at = (value: number | null): string => (value === null ? '—' : moment(value));
  const facts: readonly (readonly [string, string])[] = [
    ['ops', number(ops)],
    ['oldestAt', at(oldestAt)],
    ['held', number(held)],
    ['heldSince', at(heldSince)],
    ['outbox', orUnknown(outbox, number)],
  ];
  return (
    <Part title={text('ministry.health.applying')}>
      <Facts isWide facts={facts.map(([key, value]) => [text(`ministry.health.applying.${key}`), value])} />
      {behind.length === 0 ? (
        <p className="kit-soft">{text('ministry.health.nobodyBehind')}</p>
      ) : (
        <OfficeTable
          caption={text('ministry.health.behind')}
          figure={text('ministry.health.applying.ops')}
          rows={behind.map(({ ops: waiting, ...office }) => ({ ...office, value: number(waiting) }))}
        />
      )}
      {may('ministry.office.view') && <Link to="/ministry/offices">{text('ministry.health.toOffices')}</Link>}
    </Part>
  );
}
