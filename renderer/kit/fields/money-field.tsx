import { Button, Tooltip } from 'antd';
import { useId, useState } from 'react';
import { amountInWords } from '#kernel/words/amount.ts';
import { isCalculation, parseMoney } from '#kernel/money-input.ts';
import { isMoney, money, type Money } from '#kernel/money.ts';
import type { Problem } from '#kernel/verdict.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { coveredAmount, useHiddenAmounts } from '../hide-amounts.tsx';
import { Icon } from '../icon.tsx';
import { FieldFrame, useField, type ControlProps, type FieldProps } from './field.tsx';
import { useLtrStyle } from './ltr-field.tsx';
import { freeControl, TypedInput } from './typed-input.tsx';
import './money-field.css';

export interface MoneyFieldProps extends FieldProps {
  /** The amount in words below the field from the start. */
  readonly showWords?: boolean;
}

/** Whole dinars. Takes sums such as `1500+250`, shows the amount in words on demand. */
export function MoneyField(props: MoneyFieldProps) {
  const field = useField(props);
  const value = typeof field.value === 'number' && isMoney(field.value) ? field.value : null;
  const change = (amount: Money | null, problem: Problem | null): void => {
    field.setInputProblem(problem);
    field.change(amount);
  };
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span}>
      <MoneyControl value={value} onChange={change} control={field.control} showWords={props.showWords === true} />
    </FieldFrame>
  );
}

/** The same outside a form. @public for screens */
export function MoneyInput(props: {
  readonly value: Money | null;
  readonly onChange: (value: Money | null, problem: Problem | null) => void;
  readonly label: string;
}) {
  const id = useId();
  return <MoneyControl {...props} control={{ ...freeControl, id }} showWords={null} />;
}

interface MoneyControlProps {
  readonly value: Money | null;
  readonly onChange: (value: Money | null, problem: Problem | null) => void;
  readonly control: ControlProps;
  readonly label?: string;
  /** Null where the words are not even offered. */
  readonly showWords: boolean | null;
}

function MoneyControl({ value, onChange, control, label, showWords }: MoneyControlProps) {
  const text = useText();
  const writer = useDisplay();
  const style = useLtrStyle();
  const { isHidden } = useHiddenAmounts();
  const [isInWords, setInWords] = useState(showWords === true);
  if (isHidden)
    return (
      <output className="kit-money-covered" id={control.id}>
        {coveredAmount}
      </output>
    );
  const preview = (draft: string) => {
    const verdict = isCalculation(draft) ? parseMoney(draft) : null;
    return verdict?.ok === true ? <bdi className="kit-soft">= {writer.amount(verdict.value)}</bdi> : null;
  };
  return (
    <>
      <div className="kit-money">
        <TypedInput
          value={value}
          onChange={onChange}
          parse={parseMoney}
          write={writer.amount}
          control={control}
          style={style}
          preview={preview}
          suffix={<span className="kit-soft">{text('kit.money.currency')}</span>}
          {...(label !== undefined && { label })}
        />
        {showWords !== null && (
          <Tooltip title={text('kit.money.inWords')}>
            <Button
              type="text"
              aria-label={text('kit.money.inWords')}
              aria-pressed={isInWords}
              icon={<Icon name="info" />}
              tabIndex={-1}
              onClick={() => setInWords(!isInWords)}
            />
          </Tooltip>
        )}
      </div>
      {isInWords && value !== null && <AmountInWords value={value} />}
    </>
  );
}

/** An amount as it is written out on a document. */
export function AmountInWords({ value }: { value: Money }) {
  const { language } = useDisplay();
  const text = useText();
  const words = amountInWords(money(Math.abs(value)), language, { adjective: true, suffix: true });
  if (!words.ok) return null;
  return (
    <span className="kit-field-hint">{value < 0 ? `${text('kit.money.minus')} ${words.value}` : words.value}</span>
  );
}
