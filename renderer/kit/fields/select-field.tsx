import { Select } from 'antd';
import { matchesQuery } from '#kernel/text/highlight.ts';
import { useText } from '#renderer/locale/text.ts';
import { useClear } from './clear.tsx';
import { FieldFrame, useField, type FieldProps } from './field.tsx';

export interface SelectOption {
  readonly value: string;
  /** Already translated. */
  readonly label: string;
  readonly isDisabled?: boolean;
}

export interface SelectFieldProps extends FieldProps {
  readonly options: readonly SelectOption[];
  readonly isMultiple?: boolean;
  /** Where the options are too many to be here: hears what is typed, for others to be found. */
  readonly onSearch?: (words: string) => void;
}

/** One of a list, or several; typing finds them whatever way they are spelled, here or where `onSearch` looks. */
export function SelectField(props: SelectFieldProps) {
  const field = useField(props);
  const text = useText();
  const clear = useClear();
  const { control } = field;
  const { onSearch } = props;
  const isMultiple = props.isMultiple === true;
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span}>
      <Select
        id={control.id}
        ref={(element) => control.attach(element)}
        value={isMultiple ? selected(field.value) : (selected(field.value)[0] ?? null)}
        status={control.status}
        disabled={control.isReadOnly}
        allowClear={field.isRequired ? false : clear}
        showSearch={
          onSearch
            ? { filterOption: false, onSearch }
            : { filterOption: (input, option) => matchesQuery(option?.label ?? '', input) }
        }
        {...(isMultiple && { mode: 'multiple' as const })}
        options={props.options.map(({ value, label, isDisabled }) => ({ value, label, disabled: isDisabled === true }))}
        placeholder={field.control.isReadOnly ? '—' : text('kit.select.placeholder')}
        notFoundContent={text('kit.select.nothing')}
        className="kit-field-wide"
        {...control.aria}
        onBlur={control.onBlur}
        onChange={(value: unknown) => field.change(value ?? (isMultiple ? [] : null))}
      />
    </FieldFrame>
  );
}

function selected(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'string');
}
