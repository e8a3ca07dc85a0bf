import { useId } from 'react';
import { isMonth, monthParts, shiftMonth, type Month } from '#kernel/date.ts';
import { parseMonthInput } from '#kernel/display.ts';
import type { Problem } from '#kernel/verdict.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { FieldFrame, useField, type ControlProps, type FieldProps } from './field.tsx';
import { useLtrStyle } from './ltr-field.tsx';
import { freeControl, TypedInput } from './typed-input.tsx';

/** A month such as 2/2026, with its name beside it; the arrow keys go to the next and the one before. */
export function MonthField(props: FieldProps) {
  const field = useField(props);
  const value = typeof field.value === 'string' && isMonth(field.value) ? field.value : null;
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span}>
      <MonthControl
        value={value}
        control={field.control}
        onChange={(month, problem) => {
          field.setInputProblem(problem);
          field.change(month);
        }}
      />
    </FieldFrame>
  );
}

/** The same outside a form. */
export function MonthInput(props: {
  readonly value: Month | null;
  readonly onChange: (value: Month | null, problem: Problem | null) => void;
  readonly label: string;
}) {
  const id = useId();
  return <MonthControl {...props} control={{ ...freeControl, id }} />;
}

interface MonthControlProps {
  readonly value: Month | null;
  readonly onChange: (value: Month | null, problem: Problem | null) => void;
  readonly control: ControlProps;
  readonly label?: string;
}

function MonthControl({ value, onChange, control, label }: MonthControlProps) {
  const text = useText();
  const writer = useDisplay();
  const style = useLtrStyle();
  return (
    <TypedInput
      value={value}
      onChange={onChange}
      parse={parseMonthInput}
      write={(month) => writer.digits(`${String(monthParts(month).month).padStart(2, '0')}/${month.slice(0, 4)}`)}
      control={control}
      style={style}
      placeholder={text('kit.month.placeholder')}
      suffix={value !== null && <span className="kit-soft">{writer.month(value)}</span>}
      {...(label !== undefined && { label })}
      onKeyDown={(event) => {
        if (value === null || control.isReadOnly || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        onChange(shiftMonth(value, event.key === 'ArrowUp' ? 1 : -1), null);
      }}
    />
  );
}
