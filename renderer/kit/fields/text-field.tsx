import { Input } from 'antd';
import { FieldFrame, textOf, useField, type FieldProps } from './field.tsx';

export interface TextFieldProps extends FieldProps {
  readonly maxLength?: number;
  readonly placeholder?: string;
}

/** A line of text. */
export function TextField(props: TextFieldProps) {
  const field = useField(props);
  const { control } = field;
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span}>
      <Input
        id={control.id}
        ref={(element) => control.attach(element)}
        value={textOf(field.value)}
        status={control.status}
        readOnly={control.isReadOnly}
        dir="auto"
        autoComplete="off"
        {...(props.maxLength !== undefined && { maxLength: props.maxLength })}
        {...(props.placeholder !== undefined && { placeholder: props.placeholder })}
        {...control.aria}
        onBlur={control.onBlur}
        onChange={(event) => field.change(event.target.value)}
      />
    </FieldFrame>
  );
}
