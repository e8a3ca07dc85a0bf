import { Input } from 'antd';
import type { CSSProperties } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { FieldFrame, textOf, useField, type FieldProps } from './field.tsx';

export interface LtrFieldProps extends FieldProps {
  /** Covered letters, with a switch to see them. */
  readonly isPassword?: boolean;
  readonly maxLength?: number;
  readonly autoComplete?: string;
}

/**
 * The style of figures and codes: written from the left, standing at the side where the page begins. antd ignores
 * `dir` on an input, so that the direction must be a style.
 */
export function useLtrStyle(): CSSProperties {
  const { direction } = useDisplay();
  return direction === 'rtl' ? fromLeftAtRight : fromLeftAtLeft;
}

const fromLeftAtRight: CSSProperties = { direction: 'ltr', textAlign: 'end' };
const fromLeftAtLeft: CSSProperties = { direction: 'ltr', textAlign: 'start' };

/** What is written from the left in every language: codes, user names, telephone numbers, addresses. */
export function LtrField(props: LtrFieldProps) {
  const field = useField(props);
  const style = useLtrStyle();
  const { control } = field;
  const Control = props.isPassword === true ? Input.Password : Input;
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span}>
      <Control
        id={control.id}
        ref={(element) => control.attach(element)}
        value={textOf(field.value)}
        status={control.status}
        readOnly={control.isReadOnly}
        styles={{ input: style }}
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
