import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { addDays, daysBetween, isLocalDate, type LocalDate } from '#kernel/date.ts';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { useField } from '#renderer/kit/fields/field.tsx';
import { NumberInput } from '#renderer/kit/fields/number-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection, useFormValues } from '#renderer/kit/form/form.tsx';
import { Problems } from '#renderer/kit/problems.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { leaveInput, type AwayRow } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { useCodeOptions, useLeaveNames, useStaff } from '../lookups.ts';
import './leave-request.css';

/** A leave is asked for: beside it the balance, and what speaks against it before it is sent. */
export function LeaveRequest(props: {
  /** Chosen already where the form is opened from his file. */
  readonly employeeId: string | null;
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}) {
  const text = useText();
  const done = useCommandDone();
  return (
    <SideDrawer isOpen title={text('hr.leave.new')} width={720} onClose={props.onClose}>
      <Form
        schema={leaveInput}
        values={{ employeeId: props.employeeId, type: null, fromDate: null, toDate: null, reason: null }}
        module="hr"
        submitLabel={text('hr.leave.request')}
        onCancel={props.onClose}
        onSubmit={async (input) => {
          const { id } = await call.leave.request(input);
          props.onMade(id);
          await done('hr.leave.request');
        }}
      >
        <Fields />
        <Preview />
      </Form>
    </SideDrawer>
  );
}

function Fields() {
  const text = useText();
  const staff = useStaff();
  const people = useMemo(
    () =>
      staff
        .filter(({ isInService }) => isInService)
        .map(({ id, fullName, number }) => ({
          value: id,
          label: number === null ? fullName : `${fullName} — ${number}`,
        })),
    [staff],
  );
  return (
    <FormSection title={text('hr.leave.asked')}>
      <SelectField name="employeeId" options={people} span={2} />
      <SelectField name="type" label={text('hr.field.leaveType')} options={useCodeOptions('LEAVE')} />
      <DateField name="fromDate" />
      <Days />
      <DateField name="toDate" />
      <TextField name="reason" span={3} />
    </FormSection>
  );
}

/** The length of the leave: typing it writes its last day. */
function Days() {
  const text = useText();
  const { fromDate } = useFormValues();
  const last = useField({ name: 'toDate' });
  const from = dayOf(fromDate);
  const to = dayOf(last.value);
  return (
    <div className="kit-field">
      <span className="kit-field-label">{text('hr.field.days')}</span>
      <NumberInput
        label={text('hr.field.days')}
        value={from !== null && to !== null && from <= to ? daysBetween(from, to) + 1 : null}
        onChange={(days) => {
          if (from !== null && days !== null && days >= 1 && days <= LONGEST) last.change(addDays(from, days - 1));
        }}
      />
    </div>
  );
}

/** Five years and a day. */
const LONGEST = 1827;

/** The balance, and whatever speaks against the leave, as soon as it is known who, what and when. */
function Preview() {
  const text = useText();
  const { number } = useDisplay();
  const { employeeId, type, fromDate, toDate } = useFormValues();
  const from = dayOf(fromDate);
  const to = dayOf(toDate);
  const isAsked = typeof employeeId === 'string' && typeof type === 'string' && from !== null && to !== null;
  const { data } = useQuery({
    ...query.leave.preview.queryOptions({
      input: {
        ...{ employeeId: String(employeeId), type: String(type) },
        ...{ fromDate: from ?? NO_DAY, toDate: to ?? NO_DAY },
      },
    }),
    enabled: isAsked,
    // Why it cannot be, the form says when it is sent.
    throwOnError: false,
  });
  if (!isAsked || !data) return <p className="kit-soft">{text('hr.leave.preview.hint')}</p>;
  return (
    <section aria-label={text('hr.leave.preview')} className="hr-leave-preview" aria-live="polite">
      <dl className="hr-leave-figures">
        <Figure label={text('hr.field.days')} value={number(data.days)} />
        {data.balance === null ? (
          <Figure label={text('hr.field.balance')} value={text('hr.leave.noBalance')} />
        ) : (
          <>
            <Figure label={text('hr.leave.balanceToday')} value={number(data.balance)} />
            <Figure label={text('hr.leave.balanceThen')} value={number(data.balanceThen ?? 0)} />
            <Figure label={text('hr.leave.balanceAfter')} value={number((data.balanceThen ?? 0) - data.days)} />
          </>
        )}
      </dl>
      <Problems problems={data.problems.map(({ code, params }) => ({ code, ...(params && { params }) }))} module="hr" />
      {data.problems.length === 0 && <p className="hr-leave-free">{text('hr.leave.preview.free')}</p>}
      <Colleagues away={data.away} />
    </section>
  );
}

// Only stands where nothing is asked yet; the query is not sent then.
const NO_DAY = '2000-01-01' as LocalDate;

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}

const COLLEAGUES_SHOWN = 8;

/** Who else of his unit is away then: for whoever asks and for whoever grants. */
function Colleagues({ away }: { readonly away: readonly AwayRow[] }) {
  const text = useText();
  const { shortDate } = useDisplay();
  const leaveName = useLeaveNames();
  if (away.length === 0) return <p className="kit-soft">{text('hr.leave.preview.nobody')}</p>;
  return (
    <>
      <p>{text('hr.leave.preview.away', { count: away.length })}</p>
      <ul className="hr-leave-away">
        {away.slice(0, COLLEAGUES_SHOWN).map((row) => (
          <li key={`${row.employeeId} ${row.from}`}>
            <bdi>{row.fullName}</bdi>
            {': '}
            {row.to === null
              ? text('hr.leave.away.open', { type: leaveName(row.type), from: shortDate(row.from) })
              : text('hr.leave.away.period', {
                  ...{ type: leaveName(row.type), from: shortDate(row.from), to: shortDate(row.to) },
                })}
            {!row.isGranted && ` (${text('hr.option.leaveState.requested')})`}
          </li>
        ))}
      </ul>
    </>
  );
}

function dayOf(value: unknown): LocalDate | null {
  return typeof value === 'string' && isLocalDate(value) ? value : null;
}
