import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { refuse } from '#kernel/verdict.ts';
import { TreePicker } from '#renderer/kit/fields/tree-field.tsx';
import { focusFirstField } from '#renderer/kit/form/first-field.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { ArrivalRow } from '../../contract/index.ts';
import { unitFor } from '../../rules/handovers-together.ts';
import { call, query } from '../client.ts';
import { usePaidUnitNodes } from '../lookups.ts';
import { standingOf, useArrivalColumns, type ArrivalStanding, type Placed } from './arrival-columns.ts';
import { Counts } from './counts.tsx';
import { useAsking } from './hidden-people.ts';
import { OldUnits } from './old-units.tsx';
import { useSources } from './sources.ts';
import { useSlices } from './use-slices.ts';
import { WorkTogether } from './work-together.tsx';

const LIST = '/hr/handovers?part=in';
const keyOf = ({ id }: Placed): string => id;
const oldUnitOf = ({ unitName }: Placed): string => unitName;

/** Many who came together are taken into the staff together, each into the unit for his old one. */
export default function AcceptTogether() {
  const text = useText();
  const navigate = useNavigate();
  const { number } = useDisplay();
  const [asked, setAsked] = useState<Asked>({ fromOffice: null, orderNumber: null });
  const [everybody, setEverybody] = useState<string | null>(null);
  const [byOldUnit, setByOldUnit] = useState<ReadonlyMap<string, string>>(new Map());
  const [isPlacing, setIsPlacing] = useState(false);
  const [selected, setSelected] = useState<readonly Placed[]>([]);
  const { setShown, ask } = useAsking(keyOf);
  const slices = useSlices<Placed>(keyOf);
  // Each who is accepted is a change: looked at again after each, the office would do little else.
  const { data, error } = useQuery({
    ...query.handover.arrivals.queryOptions({ input: asked }),
    enabled: slices.progress === null,
  });
  const rows = useMemo(
    () => (data ?? none).map((row) => ({ ...row, unitId: unitFor(row.unitName, { everybody, byOldUnit }) })),
    [data, everybody, byOldUnit],
  );
  const refused = rows.filter(({ answer }) => !answer.ok).length;
  const columns = useArrivalColumns(refused);
  if (error) throw error;
  const isWorking = slices.progress !== null;
  const chosen = selected.length > 0 ? selectedNow(rows, selected) : rows;
  const taken = chosen.filter((row) => standingOf(row) === 'can');
  // Without a unit nobody can be taken in yet: the button is there all the same, and says what it waits for.
  const isUnplaced = taken.length === 0 && chosen.some((row) => standingOf(row) === 'noUnit');
  const accept = async (): Promise<void> => {
    const sure = text('hr.together.acceptSure', { number: number(taken.length) });
    if (!(await ask(taken, { deed: 'hr.together.acceptNow', sure }))) return;
    await slices.start(taken, (people) =>
      call.handover.acceptSlice({
        people: people.flatMap(({ id, unitId }) => (unitId === null ? [] : [{ id, unitId }])),
      }),
    );
  };
  return (
    <>
      <WorkTogether
        slices={slices}
        title="hr.together.accept"
        working="hr.together.accepting"
        actions={[
          {
            ...{ id: 'hr.together.acceptNow', title: 'hr.together.acceptNow', icon: 'check', tone: 'primary' },
            ...{ shortcut: 'Ctrl+Enter', isVisible: taken.length > 0 || isUnplaced, perform: accept },
            ...(isUnplaced && { answer: refuse('CHOOSE_UNIT') }),
          },
        ]}
        doneAs="accepted"
        keyOf={keyOf}
        unitOf={oldUnitOf}
        onFinish={() => void navigate(LIST)}
      >
        {!isWorking && (
          <Choice
            asked={asked}
            everybody={everybody}
            onAsk={(next) => {
              setAsked(next);
              setByOldUnit(new Map());
            }}
            onEverybody={setEverybody}
            onPlace={() => setIsPlacing(true)}
          />
        )}
        {isUnplaced && !isWorking && <p role="status">{text('hr.problem.CHOOSE_UNIT')}</p>}
        <ArrivalCounts rows={rows} chosen={selected.length > 0 ? taken.length : null} />
        <Listing
          key={refused > 0 ? 'reasons' : 'plain'}
          id="hr.together.arrivals"
          label={text('hr.together.arrived')}
          rows={rows}
          columns={columns}
          rowKey={keyOf}
          isLoading={data === undefined}
          isSelectable={!isWorking}
          onSelect={setSelected}
          onShown={setShown}
          onOpen={({ id }) => void navigate(`/hr/handovers/${id}`)}
          height="calc(100dvh - 290px)"
          empty={{ title: text('hr.together.nobodyArrived') }}
        />
      </WorkTogether>
      {isPlacing && (
        <OldUnits rows={rows} byOldUnit={byOldUnit} onChange={setByOldUnit} onClose={() => setIsPlacing(false)} />
      )}
    </>
  );
}

const none: readonly ArrivalRow[] = [];

interface Asked {
  readonly fromOffice: number | null;
  readonly orderNumber: string | null;
}

/** Those that were selected, in the unit that is chosen for them now. */
function selectedNow(rows: readonly Placed[], selected: readonly Placed[]): readonly Placed[] {
  const keys = new Set(selected.map(keyOf));
  return rows.filter((row) => keys.has(row.id));
}

/** From which office and by which order they came, and where they are to serve. */
function Choice(props: {
  readonly asked: Asked;
  readonly everybody: string | null;
  readonly onAsk: (asked: Asked) => void;
  readonly onEverybody: (unitId: string | null) => void;
  readonly onPlace: () => void;
}) {
  const { asked, everybody, onAsk, onEverybody, onPlace } = props;
  const text = useText();
  const nodes = usePaidUnitNodes();
  const { offices, orders } = useSources(asked.fromOffice);
  useEffect(() => focusFirstField('main .hr-together-asked'), []);
  return (
    <div className="hr-together-asked" role="group" aria-label={text('hr.together.accept')}>
      <label className="kit-field">
        {text('hr.field.fromName')}
        <Select
          aria-label={text('hr.field.fromName')}
          value={asked.fromOffice === null ? '' : String(asked.fromOffice)}
          options={[{ value: '', label: text('hr.together.allOffices') }, ...offices]}
          onChange={(office) => onAsk({ fromOffice: office === '' ? null : Number(office), orderNumber: null })}
        />
      </label>
      <label className="kit-field">
        {text('hr.field.orderNumber')}
        <Select
          aria-label={text('hr.field.orderNumber')}
          value={asked.orderNumber ?? ''}
          options={[{ value: '', label: text('hr.together.allOrders') }, ...orders]}
          onChange={(order) => onAsk({ ...asked, orderNumber: order === '' ? null : order })}
        />
      </label>
      <label className="kit-field">
        {text('hr.together.everybodyIn')}
        <TreePicker nodes={nodes} value={everybody} onChange={onEverybody} label={text('hr.together.everybodyIn')} />
      </label>
      <Button onClick={onPlace}>{text('hr.together.byOldUnit')}</Button>
    </div>
  );
}

function ArrivalCounts({ rows, chosen }: { readonly rows: readonly Placed[]; readonly chosen: number | null }) {
  const text = useText();
  const countOf = (standing: ArrivalStanding): number => rows.filter((row) => standingOf(row) === standing).length;
  return (
    <Counts
      counts={[
        { label: text('hr.together.count.can'), count: countOf('can') },
        { label: text('hr.option.arrivalStanding.noUnit'), count: countOf('noUnit') },
        { label: text('hr.together.count.cannot'), count: countOf('cannot') },
        ...(chosen === null ? [] : [{ label: text('hr.together.count.selected'), count: chosen }]),
      ]}
    />
  );
}
