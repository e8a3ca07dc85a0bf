import { Button, Popover } from 'antd';
import { useId, useState } from 'react';
import { fromMoment, isLocalDate, type LocalDate } from '#kernel/date.ts';
import type { Problem } from '#kernel/verdict.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useDisplaySettings } from '#renderer/locale/display-settings.ts';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import { Calendar } from './calendar.tsx';
import './date-field.css';
import { parseDay } from './day-input.ts';
import { FieldFrame, useField, type ControlProps, type FieldProps } from './field.tsx';
import { useLtrStyle } from './ltr-field.tsx';
import { freeControl, TypedInput } from './typed-input.tsx';

/** A day, typed in any written form of either calendar or picked. */
export function DateField(props: FieldProps) {
  const field = useField(props);
  const value = typeof field.value === 'string' && isLocalDate(field.value) ? field.value : null;
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span}>
      <DateControl
        value={value}
        control={field.control}
        onChange={(day, problem) => {
          field.setInputProblem(problem);
          field.change(day);
        }}
      />
    </FieldFrame>
  );
}

/** The same outside a form. */
export function DateInput(props: {
  readonly value: LocalDate | null;
  readonly onChange: (value: LocalDate | null, problem: Problem | null) => void;
  readonly label: string;
}) {
  const id = useId();
  return <DateControl {...props} control={{ ...freeControl, id }} />;
}

interface DateControlProps {
  readonly value: LocalDate | null;
  readonly onChange: (value: LocalDate | null, problem: Problem | null) => void;
  readonly control: ControlProps;
  readonly label?: string;
}

function DateControl({ value, onChange, control, label }: DateControlProps) {
  const text = useText();
  const writer = useDisplay();
  const style = useLtrStyle();
  const settings = useDisplaySettings();
  const [isOpen, setOpen] = useState(false);
  // A new key throws away what was typed when a day is picked over it.
  const [picks, setPicks] = useState(0);
  const [ownToday] = useState(() => fromMoment(Date.now()));
  const today = settings.today ?? ownToday;
  const hijri = value !== null && settings.showHijri ? writer.hijri(value) : '';
  const pick = (day: LocalDate): void => {
    onChange(day, null);
    setPicks(picks + 1);
    setOpen(false);
  };
  return (
    <div className="kit-date">
      <TypedInput
        key={picks}
        value={value}
        onChange={onChange}
        parse={parseDay}
        write={writer.shortDate}
        control={control}
        style={style}
        placeholder={text('kit.date.placeholder')}
        suffix={hijri !== '' && <span className="kit-date-hijri">{hijri}</span>}
        {...(label !== undefined && { label })}
        onKeyDown={(event) => {
          if (event.altKey && event.key === 'ArrowDown') setOpen(true);
        }}
      />
      <Popover
        open={isOpen && !control.isReadOnly}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomRight"
        destroyOnHidden
        content={<Calendar value={value} today={today} onPick={pick} />}
      >
        <Button
          type="text"
          disabled={control.isReadOnly}
          tabIndex={-1}
          aria-label={text('kit.date.open')}
          aria-expanded={isOpen}
          icon={<Icon name="calendar" />}
        />
      </Popover>
    </div>
  );
}
