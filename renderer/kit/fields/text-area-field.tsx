import { Input } from 'antd';
import { FieldFrame, textOf, useField, type FieldProps } from './field.tsx';

export interface TextAreaFieldProps extends FieldProps {
  readonly maxLength?: number;
  readonly rows?: number;
}

/** Text of several lines; grows with what is in it. */
export function TextAreaField(props: TextAreaFieldProps) {
  const field = useField(props);
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span ?? 3}>
      <Area field={field} value={textOf(field.value)} change={field.change} {...areaProps(props)} />
    </FieldFrame>
  );
}

/** A list of lines, such as those of the letterhead: one entry a line. */
export function LinesField(props: TextAreaFieldProps) {
  const field = useField(props);
  const lines = Array.isArray(field.value) ? field.value.map(textOf) : [];
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span ?? 3}>
      <Area
        field={field}
        value={lines.join('\n')}
        change={(text) => field.change(text === '' ? [] : text.split('\n'))}
        {...areaProps(props)}
      />
    </FieldFrame>
  );
}

interface AreaProps {
  readonly field: ReturnType<typeof useField>;
  readonly value: string;
  readonly change: (text: string) => void;
  readonly rows: number;
  readonly maxLength?: number;
}

function Area({ field, value, change, rows, maxLength }: AreaProps) {
  const { control } = field;
  return (
    <Input.TextArea
      id={control.id}
      ref={(element) => control.attach(element)}
      value={value}
      status={control.status}
      readOnly={control.isReadOnly}
      dir="auto"
      autoSize={{ minRows: rows, maxRows: 12 }}
      {...(maxLength !== undefined && { maxLength })}
      {...control.aria}
      onBlur={control.onBlur}
      onChange={(event) => change(event.target.value)}
    />
  );
}

function areaProps({ rows = 3, maxLength }: TextAreaFieldProps) {
  return { rows, ...(maxLength !== undefined && { maxLength }) };
}
