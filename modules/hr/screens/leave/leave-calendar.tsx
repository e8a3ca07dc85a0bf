import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { monthOf, partsOf, weekday, type LocalDate, type Month } from '#kernel/date.ts';
import { weekdayNames } from '#kernel/month-names.ts';
import { daysOf, rangeOfMonth } from '#kernel/range.ts';
import { IRAQI_WEEKEND } from '#kernel/working-days.ts';
import { MonthInput } from '#renderer/kit/fields/month-field.tsx';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { AwayRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useLeaveNames } from '../lookups.ts';
import '../month.css';
import './leave-calendar.css';

/** Beyond so many people the list with its filters serves better than a calendar. */
const PEOPLE_SHOWN = 200;

/** Who is away on which day of a month: granted leaves, suspensions and absences, and what is asked for. */
export function LeaveCalendar() {
  const text = useText();
  const { today } = useDesk();
  const [month, setMonth] = useState<Month>(monthOf(today));
  const { data } = useQuery(query.leave.away.queryOptions({ input: { month } }));
  return (
    <section className="hr-away">
      <div className="kit-row">
        <div className="hr-month">
          <MonthInput
            value={month}
            label={text('hr.leave.month')}
            onChange={(value) => {
              if (value !== null) setMonth(value);
            }}
          />
        </div>
        <span className="hr-away-key hr-away-granted">{text('hr.leave.away.granted')}</span>
        <span className="hr-away-key hr-away-asked">{text('hr.leave.away.asked')}</span>
      </div>
      {!data && <Loading lines={6} />}
      {data?.length === 0 && <EmptyState icon="calendar" title={text('hr.leave.away.nobody')} />}
      {data !== undefined && data.length > 0 && <Month month={month} rows={data} />}
    </section>
  );
}

function Month({ month, rows }: { readonly month: Month; readonly rows: readonly AwayRow[] }) {
  const text = useText();
  const { language, number, digits, month: monthName } = useDisplay();
  const { today } = useDesk();
  const days = useMemo(() => daysOf(rangeOfMonth(month)), [month]);
  const people = useMemo(() => [...Map.groupBy(rows, ({ employeeId }) => employeeId).values()], [rows]);
  const awayOn = (day: LocalDate): number =>
    people.filter((own) => own.some((row) => row.isGranted && covers(row, day))).length;
  const headOf = (day: LocalDate): string =>
    [IRAQI_WEEKEND.includes(weekday(day)) && 'hr-away-off', day === today && 'hr-away-today'].filter(Boolean).join(' ');
  return (
    <div className="hr-away-scroller" tabIndex={0} role="region" aria-label={text('hr.leave.calendar')}>
      <table className="hr-away-month">
        <caption className="kit-visually-hidden">{monthName(month)}</caption>
        <thead>
          <tr>
            <th scope="col">{text('hr.field.fullName')}</th>
            {days.map((day) => (
              <th key={day} scope="col" className={headOf(day)}>
                <span>{shortWeekday(weekdayNames[language][weekday(day)] ?? '')}</span>
                {digits(String(partsOf(day).day))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.slice(0, PEOPLE_SHOWN).map((own) => (
            <Person key={own[0]?.employeeId ?? ''} own={own} days={days} headOf={headOf} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text('hr.leave.away.count')}</th>
            {days.map((day) => (
              <td key={day} className={headOf(day)}>
                {awayOn(day) === 0 ? '' : number(awayOn(day))}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      {people.length > PEOPLE_SHOWN && (
        <p className="kit-soft">{text('hr.leave.away.more', { count: people.length - PEOPLE_SHOWN })}</p>
      )}
    </div>
  );
}

/** Three letters of the name of a day; the article that all Arabic ones share says nothing. */
function shortWeekday(name: string): string {
  return name.replace(/^ال/u, '').slice(0, 3);
}

function Person(props: {
  readonly own: readonly AwayRow[];
  readonly days: readonly LocalDate[];
  readonly headOf: (day: LocalDate) => string;
}) {
  const { own, days, headOf } = props;
  const text = useText();
  const { shortDate } = useDisplay();
  const leaveName = useLeaveNames();
  const [first] = own;
  if (first === undefined) return null;
  const saying = ({ type, from, to }: AwayRow): string =>
    to === null
      ? text('hr.leave.away.open', { type: leaveName(type), from: shortDate(from) })
      : text('hr.leave.away.period', { type: leaveName(type), from: shortDate(from), to: shortDate(to) });
  return (
    <tr>
      <th scope="row">
        <Link to={`/hr/employees/${first.employeeId}`}>
          <bdi>{first.fullName}</bdi>
        </Link>
      </th>
      {days.map((day) => {
        const row = own.find((each) => each.isGranted && covers(each, day)) ?? own.find((each) => covers(each, day));
        const mark = row && (row.isGranted ? 'hr-away-granted' : 'hr-away-asked');
        return (
          <td key={day} className={[headOf(day), mark].filter(Boolean).join(' ')} title={row && saying(row)}>
            {row && <span className="kit-visually-hidden">{saying(row)}</span>}
          </td>
        );
      })}
    </tr>
  );
}

function covers({ from, to }: AwayRow, day: LocalDate): boolean {
  return from <= day && (to === null || day <= to);
}
