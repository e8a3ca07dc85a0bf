import { useId } from 'react';
import { latinDigits } from '#kernel/digits.ts';
import { accept, refuse, type Problem, type Verdict } from '#kernel/verdict.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { FieldFrame, useField, type FieldProps } from './field.tsx';
import { useLtrStyle } from './ltr-field.tsx';
import { freeControl, TypedInput } from './typed-input.tsx';

export interface NumberFieldProps extends FieldProps {
  readonly min?: number;
  readonly max?: number;
  /** The word behind the number: days, MB. */
  readonly unit?: string;
}

/** A whole number, typed in any figures, moved up and down with the arrow keys. */
export function NumberField(props: NumberFieldProps) {
  const field = useField(props);
  const writer = useDisplay();
  const style = useLtrStyle();
  const value = typeof field.value === 'number' ? field.value : null;
  const step = (by: number): void => {
    const next = (value ?? 0) + by;
    field.change(Math.min(props.max ?? next, Math.max(props.min ?? next, next)));
  };
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span}>
      <TypedInput
        value={value}
        parse={(text) => parseNumber(text, props)}
        write={writer.number}
        control={field.control}
        style={style}
        suffix={props.unit !== undefined && <span className="kit-soft">{props.unit}</span>}
        onChange={(number, problem) => {
          field.setInputProblem(problem);
          field.change(number);
        }}
        onKeyDown={(event) => {
          if (field.control.isReadOnly || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
          event.preventDefault();
          step(event.key === 'ArrowUp' ? 1 : -1);
        }}
      />
    </FieldFrame>
  );
}

/** The same outside a form. */
export function NumberInput(props: {
  readonly value: number | null;
  readonly onChange: (value: number | null, problem: Problem | null) => void;
  readonly label: string;
}) {
  const id = useId();
  const writer = useDisplay();
  const style = useLtrStyle();
  return (
    <TypedInput
      {...props}
      parse={(text) => parseNumber(text, {})}
      write={writer.number}
      control={{ ...freeControl, id }}
      style={style}
    />
  );
}

/** A whole number in figures of any hand, grouped or not; refuses what lies outside its bounds. */
export function parseNumber(
  text: string,
  { min, max }: { readonly min?: number; readonly max?: number },
): Verdict<number> {
  const plain = latinDigits(text)
    .replace(/[,٬\s\u00A0\u061C\u200E\u200F]/gu, '')
    .replace('−', '-');
  if (!/^-?\d{1,15}$/u.test(plain)) return refuse('NUMBER_FORM');
  const number = Number(plain);
  if (min !== undefined && number < min) return refuse('VALUE_TOO_SMALL', { limit: min });
  if (max !== undefined && number > max) return refuse('VALUE_TOO_LARGE', { limit: max });
  return accept(number + 0);
}
