import { latinDigits } from '#kernel/digits.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { FieldFrame, useField, type FieldProps } from './field.tsx';
import { useLtrStyle } from './ltr-field.tsx';
import { TypedInput } from './typed-input.tsx';

/** A rate typed in per cent, with two decimals at most, and kept in basis points. */
export function PercentField(props: FieldProps) {
  const field = useField(props);
  const { digits } = useDisplay();
  const style = useLtrStyle();
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span}>
      <TypedInput
        value={typeof field.value === 'number' ? field.value : null}
        parse={parsePercent}
        write={(basisPoints) => digits(percentText(basisPoints))}
        control={field.control}
        style={style}
        suffix={<span className="kit-soft">{digits('٪')}</span>}
        onChange={(basisPoints, problem) => {
          field.setInputProblem(problem);
          field.change(basisPoints);
        }}
      />
    </FieldFrame>
  );
}

/** `2250` basis points as `22.5`. */
export function percentText(basisPoints: number): string {
  return (basisPoints / 100).toFixed(2).replace(/\.?0+$/u, '');
}

/** `22.5`, `٢٢٫٥`, `22.5%` as basis points; refuses what is finer than a hundredth of a per cent. */
export function parsePercent(text: string): Verdict<number> {
  const plain = latinDigits(text)
    .replace(/[%٪\s\u00A0\u200E\u200F]/gu, '')
    .replace(/[٫,]/gu, '.');
  if (!/^\d{1,6}(\.\d{1,2})?$/u.test(plain)) return refuse('PERCENT_FORM');
  const [whole = '0', part = ''] = plain.split('.');
  return accept(Number(whole) * 100 + Number(part.padEnd(2, '0')));
}
