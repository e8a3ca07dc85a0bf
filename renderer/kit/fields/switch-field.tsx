import { Switch } from 'antd';
import { useText } from '#renderer/locale/text.ts';
import { FieldFrame, useField, type FieldProps } from './field.tsx';

/** Yes or no. */
export function SwitchField(props: FieldProps) {
  const field = useField(props);
  const text = useText();
  const { control } = field;
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span}>
      <span>
        <Switch
          id={control.id}
          ref={(element) => control.attach(element)}
          checked={field.value === true}
          disabled={control.isReadOnly}
          checkedChildren={text('kit.yes')}
          unCheckedChildren={text('kit.no')}
          {...control.aria}
          onChange={(isOn) => field.change(isOn)}
        />
      </span>
    </FieldFrame>
  );
}
