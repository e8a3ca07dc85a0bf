import { nameParts } from '#kernel/text/name.ts';
import { FieldFrame, textOf, useField, type FieldProps } from './field.tsx';
import { Input } from 'antd';

/** A full name. Below it the names it is made of, so that a missing father or grandfather shows at once. */
export function PersonNameField(props: FieldProps) {
  const field = useField(props);
  const { control } = field;
  const value = textOf(field.value);
  const parts = nameParts(value);
  return (
    <FieldFrame field={field} span={props.span ?? 2} hint={parts.length > 1 ? parts.join(' · ') : props.hint}>
      <Input
        id={control.id}
        ref={(element) => control.attach(element)}
        value={value}
        status={control.status}
        readOnly={control.isReadOnly}
        dir="auto"
        autoComplete="off"
        maxLength={200}
        {...control.aria}
        onBlur={control.onBlur}
        onChange={(event) => field.change(event.target.value)}
      />
    </FieldFrame>
  );
}
