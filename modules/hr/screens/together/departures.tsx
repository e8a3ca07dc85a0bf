import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { failureOf } from '#renderer/failure.ts';
import type { Column } from '#renderer/kit/grid/column.ts';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useLanguage, useProblemText, useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { useFailureText } from '#renderer/record/use-command.ts';
import type { DepartureRow, DepartureStanding } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { useOfficeName } from '../handover/office-name.ts';
import { useUnitNames } from '../lookups.ts';
import { Counts } from './counts.tsx';
import { lookedAt, type DepartureForm } from './departure-draft.ts';
import { useAsking } from './hidden-people.ts';
import { useSlices } from './use-slices.ts';
import { WorkTogether } from './work-together.tsx';

const keyOf = ({ employeeId }: DepartureRow): string => employeeId;

/** Who of those that were chosen may go, and why the others may not; then they are sent, slice by slice. */
export function Departures(props: {
  readonly form: DepartureForm;
  readonly onChange: () => void;
  readonly onFinish: () => void;
}) {
  const { form, onChange } = props;
  const text = useText();
  const navigate = useNavigate();
  const unitName = useUnitNames();
  const { date, number, digits } = useDisplay();
  const office = useToOffice(form.toOffice);
  const [selected, setSelected] = useState<readonly DepartureRow[]>([]);
  const { setShown, ask } = useAsking(keyOf);
  const slices = useSlices<DepartureRow>(keyOf);
  // Each who is sent is a change: looked at again after each, the office would do little else.
  const { data, error, isFetching } = useQuery({
    ...query.handover.departures.queryOptions({ input: lookedAt(form) }),
    enabled: slices.progress === null,
    throwOnError: false,
  });
  const effectiveDate = data?.effectiveDate ?? form.effectiveDate;
  const rows = data?.rows ?? none;
  const staying = rows.filter(({ standing }) => standing === 'stays').length;
  const columns = useColumns(staying);
  const failureText = useFailureText('hr');
  const going = (selected.length > 0 ? selected : rows).filter(({ standing }) => standing === 'goes');
  const send = async (): Promise<void> => {
    // The preview has answered before anybody can be sent.
    if (effectiveDate === null) return;
    const { toOffice, orderNumber, orderDate, note } = form;
    const paper = { toOffice, orderNumber, orderDate, note, effectiveDate };
    const sure = { office, number: number(going.length), date: date(effectiveDate) };
    if (!(await ask(going, { deed: 'hr.together.sendNow', sure: text('hr.together.sendSure', sure) }))) return;
    await slices.start(going, (people) => call.handover.sendSlice({ ...paper, employeeIds: people.map(keyOf) }));
  };
  const isWorking = slices.progress !== null;
  const under = {
    ...{ office, number: digits(form.orderNumber) },
    date: effectiveDate === null ? '' : date(effectiveDate),
  };
  return (
    <WorkTogether
      slices={slices}
      title="hr.together.send"
      subtitle={text('hr.together.under', under)}
      working="hr.together.sending"
      actions={[
        { id: 'hr.together.back', title: 'hr.together.back', icon: 'edit', perform: onChange },
        {
          ...{ id: 'hr.together.sendNow', title: 'hr.together.sendNow', icon: 'move', tone: 'primary' },
          ...{ shortcut: 'Ctrl+Enter', isVisible: going.length > 0, perform: send },
        },
        {
          // Everybody has gone, or nobody can: the choice need not be kept.
          ...{ id: 'hr.together.finish', title: 'hr.together.finish', icon: 'check' },
          ...{ isVisible: !isFetching && going.length === 0, perform: props.onFinish },
        },
      ]}
      doneAs="sent"
      keyOf={keyOf}
      unitOf={(row) => unitName(row.unitId)}
      onFinish={props.onFinish}
    >
      {error ? (
        // Since the choice was kept, the office may have come to refuse it as a whole: it is changed, or given up.
        <Alert type="warning" showIcon title={failureText(failureOf(error))} />
      ) : (
        <>
          <DepartureCounts rows={rows} chosen={selected.length > 0 ? going.length : null} />
          {data && <Notes unseen={data.unseen} proposed={data.proposedDate} asked={form.effectiveDate} />}
          <Listing
            key={staying > 0 ? 'reasons' : 'plain'}
            id="hr.together.departures"
            label={text('hr.together.people')}
            rows={rows}
            columns={columns}
            rowKey={keyOf}
            isLoading={data === undefined && isFetching}
            isSelectable={!isWorking}
            onSelect={setSelected}
            onShown={setShown}
            onOpen={({ employeeId }) => void navigate(`/hr/employees/${employeeId}`)}
            height="calc(100dvh - 250px)"
            empty={{ title: text('hr.together.nobody') }}
          />
        </>
      )}
    </WorkTogether>
  );
}

const none: readonly DepartureRow[] = [];

function DepartureCounts({ rows, chosen }: { readonly rows: readonly DepartureRow[]; readonly chosen: number | null }) {
  const text = useText();
  const countOf = (standing: DepartureStanding): number => rows.filter((row) => row.standing === standing).length;
  const counts = (['goes', 'stays', 'gone'] as const).map((standing) => ({
    ...{ label: text(`hr.together.count.${standing}`), count: countOf(standing) },
  }));
  const ofThem = chosen === null ? [] : [{ label: text('hr.together.count.selected'), count: chosen }];
  return <Counts counts={[...counts, ...ofThem]} />;
}

/** What the grid cannot say: that there are others, and that another day would suit more of them. */
function Notes(props: {
  readonly unseen: number;
  readonly proposed: DepartureForm['effectiveDate'];
  readonly asked: DepartureForm['effectiveDate'];
}) {
  const text = useText();
  const { date, number } = useDisplay();
  const { unseen, proposed, asked } = props;
  const notes = [
    ...(asked !== null && proposed !== null && asked !== proposed
      ? [text('hr.together.otherDay', { date: date(proposed) })]
      : []),
    ...(unseen > 0 ? [text('hr.together.unseen', { number: number(unseen) })] : []),
  ];
  if (notes.length === 0) return null;
  return <Alert className="hr-together-note" type="info" showIcon title={notes.join(' ')} />;
}

function useToOffice(office: number): string {
  const language = useLanguage();
  const officeName = useOfficeName();
  const { data } = useQuery(query.handover.offices.queryOptions());
  const found = data?.find((each) => each.office === office);
  return officeName({ otherOffice: office, otherName: found === undefined ? '' : nameIn(language, found) });
}

const tones = { goes: 'good', stays: 'bad', gone: 'plain' } as const;

/** Where somebody stays the reason is read at once; otherwise it is empty and stands last. */
function useColumns(staying: number): readonly Column<DepartureRow>[] {
  const text = useText();
  const problemText = useProblemText('hr');
  const unitName = useUnitNames();
  return useMemo(() => {
    const title = (key: string): string => text(`hr.field.${key}`);
    const who: readonly Column<DepartureRow>[] = [
      {
        ...{ key: 'fullName', title: title('fullName'), kind: 'text', width: 220, pin: 'start' },
        value: (row) => row.fullName,
      },
      {
        ...{ key: 'standing', title: title('state'), kind: 'enum', width: 115 },
        options: Object.entries(tones).map(([value, tone]) => ({
          ...{ value, tone, label: text(`hr.option.departureStanding.${value}`) },
        })),
        value: (row) => row.standing,
      },
      { key: 'unitId', title: title('unitId'), kind: 'text', width: 160, value: (row) => unitName(row.unitId) },
    ];
    const reason: Column<DepartureRow> = {
      ...{ key: 'reason', title: title('reasonToStay'), kind: 'text', width: 560 },
      value: (row) => row.problems.map(problemText).join(' '),
    };
    const pay: readonly Column<DepartureRow>[] = [
      {
        ...{ key: 'lastPaidMonth', title: title('lastPaidMonth'), kind: 'month', width: 130 },
        value: (row) => row.lastPaidMonth,
      },
      { key: 'debts', title: title('debts'), kind: 'number', width: 80, value: (row) => row.debts },
      {
        ...{ key: 'number', title: title('officeNumber'), kind: 'text', width: 110, isLtr: true },
        value: (row) => row.number,
      },
    ];
    return staying > 0 ? [...who, reason, ...pay] : [...who, ...pay, reason];
  }, [text, problemText, unitName, staying]);
}
