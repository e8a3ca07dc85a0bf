import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { monthOf, partsOf, shiftMonth, weekday, type LocalDate } from '#kernel/date.ts';
import { toHijri } from '#kernel/hijri.ts';
import { weekdayNames } from '#kernel/month-names.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import './calendar.css';
import { dayByKey, isWeekend, weeksOf } from './calendar-month.ts';

export interface CalendarProps {
  readonly value: LocalDate | null;
  readonly today: LocalDate;
  readonly onPick: (day: LocalDate) => void;
}

/** A month of days, each with its Hijri day below it; the week begins on Saturday. */
export function Calendar({ value, today, onPick }: CalendarProps) {
  const text = useText();
  const writer = useDisplay();
  const [cursor, setCursor] = useState(value ?? today);
  const grid = useRef<HTMLTableElement>(null);
  const month = monthOf(cursor);
  const weeks = weeksOf(month);

  useEffect(() => {
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }, [cursor]);

  const turn = (months: number): void => setCursor(dayIn(cursor, shiftMonth(month, months)));
  return (
    <div className="kit-calendar">
      <header className="kit-calendar-head">
        <Button
          type="text"
          size="small"
          aria-label={text('kit.calendar.previous')}
          icon={<Icon name="back" />}
          onClick={() => turn(-1)}
        />
        <strong aria-live="polite">{writer.month(month)}</strong>
        <Button
          type="text"
          size="small"
          aria-label={text('kit.calendar.next')}
          icon={<Icon name="forward" />}
          onClick={() => turn(1)}
        />
      </header>
      <p className="kit-calendar-hijri">
        {hijriMonths(
          weeks.flat().filter((day) => monthOf(day) === month),
          writer.hijri,
        )}
      </p>
      <table
        ref={grid}
        role="grid"
        aria-label={writer.month(month)}
        onKeyDown={(event) => {
          const next = dayByKey(cursor, event.key, writer.direction);
          if (!next) return;
          event.preventDefault();
          setCursor(next);
        }}
      >
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col">
                {weekdayNames[writer.language][weekday(day)]?.slice(0, writer.language === 'en' ? 2 : undefined)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <DayCell
                  key={day}
                  day={day}
                  isOutside={monthOf(day) !== month}
                  isPicked={day === value}
                  isToday={day === today}
                  isCursor={day === cursor}
                  onPick={onPick}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <footer className="kit-calendar-foot">
        <Button size="small" onClick={() => onPick(today)}>
          {text('kit.calendar.today')}
        </Button>
      </footer>
    </div>
  );
}

interface DayCellProps {
  readonly day: LocalDate;
  readonly isOutside: boolean;
  readonly isPicked: boolean;
  readonly isToday: boolean;
  readonly isCursor: boolean;
  readonly onPick: (day: LocalDate) => void;
}

function DayCell({ day, isOutside, isPicked, isToday, isCursor, onPick }: DayCellProps) {
  const writer = useDisplay();
  const hijri = toHijri(day);
  const marks = [isOutside && 'outside', isPicked && 'picked', isToday && 'today', isWeekend(day) && 'weekend'];
  const className = marks.filter(Boolean).map((mark) => `kit-day-${String(mark)}`);
  return (
    <td role="gridcell" aria-selected={isPicked}>
      <button
        type="button"
        className={['kit-day', ...className].join(' ')}
        tabIndex={isCursor ? 0 : -1}
        aria-label={`${writer.fullDate(day)} ${writer.hijri(day)}`}
        {...(isToday && { 'aria-current': 'date' })}
        onClick={() => onPick(day)}
      >
        <span>{writer.number(partsOf(day).day)}</span>
        {hijri.ok && <small>{writer.number(hijri.value.day)}</small>}
      </button>
    </td>
  );
}

/** The same day of another month, or its last one. */
function dayIn(day: LocalDate, month: ReturnType<typeof monthOf>): LocalDate {
  const days = weeksOf(month)
    .flat()
    .filter((each) => monthOf(each) === month);
  return days[partsOf(day).day - 1] ?? days.at(-1) ?? day;
}

/** The Hijri months that a Gregorian one touches: شعبان – رمضان 1447. */
function hijriMonths(days: readonly LocalDate[], write: (day: LocalDate) => string): string {
  const ends = [days[0], days.at(-1)]
    .filter((day) => day !== undefined)
    .map((day) => write(day).replace(/^[\d٠-٩]+\s/u, ''));
  return [...new Set(ends)].filter(Boolean).join(' – ');
}
