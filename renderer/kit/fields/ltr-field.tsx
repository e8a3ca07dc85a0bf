import { Input } from 'antd';
import type { CSSProperties } from 'react';
import { FieldFrame, textOf, useField, type FieldProps } from './field.tsx';

export interface LtrFieldProps extends FieldProps {
  /** Covered letters, with a switch to see them. */
  readonly isPassword?: boolean;
  readonly maxLength?: number;
  readonly autoComplete?: string;
}

/** antd ignores `dir` on an input: the direction must be a style, the side stays that of the page. */
export const leftToRight: CSSProperties = { direction: 'ltr', textAlign: 'start' };
export const leftToRightAtEnd: CSSProperties = { direction: 'ltr', textAlign: 'end' };

/** What is written from the left in every language: codes, user names, telephone numbers, addresses. */
export function LtrField(props: LtrFieldProps) {
  const field = useField(props);
  const { control } = field;
  const Control = props.isPassword === true ? Input.Password : Input;
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span}>
      <Control
        id={control.id}
        ref={control.inputRef}
        value={textOf(field.value)}
        status={control.status}
        readOnly={control.isReadOnly}
        style={leftToRight}
        spellCheck={false}
        autoComplete={props.autoComplete ?? (props.isPassword === true ? 'new-password' : 'off')}
        {...(props.maxLength !== undefined && { maxLength: props.maxLength })}
        {...control.aria}
        onBlur={control.onBlur}
        onChange={(event) => field.change(event.target.value)}
      />
    </FieldFrame>
  );
}
