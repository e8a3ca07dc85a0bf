import { Input } from 'antd';
import { useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import type { Problem, Verdict } from '#kernel/verdict.ts';
import type { ControlProps } from './field.tsx';

/** A control of its own, outside a form. */
export const freeControl: Omit<ControlProps, 'id'> = {
  isReadOnly: false,
  status: '',
  onBlur: () => undefined,
  attach: () => undefined,
  aria: { 'aria-required': false, 'aria-invalid': false, 'aria-describedby': undefined },
};

export interface TypedInputProps<Value extends string | number> {
  readonly value: Value | null;
  /** Null for an empty field; a problem where the text could not be read. */
  readonly onChange: (value: Value | null, problem: Problem | null) => void;
  readonly parse: (text: string) => Verdict<Value>;
  /** How the value stands in the field when nobody is typing. */
  readonly write: (value: Value) => string;
  readonly control: ControlProps;
  readonly label?: string;
  readonly style?: CSSProperties;
  readonly placeholder?: string;
  readonly suffix?: ReactNode;
  /** Shown while the typed text can be read. */
  readonly preview?: (text: string) => ReactNode;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/**
 * A field for values that people write in many ways. While they type, the text is theirs; when they leave, it is
 * rewritten as the office writes such values, or stays as it is with its problem.
 */
export function TypedInput<Value extends string | number>(props: TypedInputProps<Value>) {
  const { value, onChange, parse, write, control, label, style, placeholder, suffix, preview, onKeyDown } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? (value === null ? '' : write(value));

  const typed = (text: string): void => {
    setDraft(text);
    if (text.trim() === '') return onChange(null, null);
    const verdict = parse(text);
    if (verdict.ok) onChange(verdict.value, null);
    else onChange(null, verdict.problems[0] ?? { code: 'VALUE_FORM' });
  };

  return (
    <Input
      id={control.id}
      ref={(element) => control.attach(element)}
      value={shown}
      status={control.status}
      readOnly={control.isReadOnly}
      autoComplete="off"
      spellCheck={false}
      suffix={(draft !== null && preview?.(draft)) || suffix || <span />}
      {...(style && { styles: { input: style } })}
      {...(placeholder !== undefined && { placeholder })}
      {...(label !== undefined && { 'aria-label': label })}
      {...control.aria}
      onChange={(event) => typed(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        // What could not be read stays, so that it can be mended.
        if (draft !== null && (draft.trim() === '' || parse(draft).ok)) setDraft(null);
        control.onBlur();
      }}
    />
  );
}
