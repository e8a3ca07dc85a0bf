import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useFieldArray } from 'react-hook-form';
import { useText } from '#renderer/locale/text.ts';
import { useFormFrame } from '../form/form-context.ts';
import { Icon } from '../icon.tsx';
import './field-list.css';

export interface FieldListProps {
  readonly name: string;
  readonly title: string;
  readonly newRow: () => Readonly<Record<string, unknown>>;
  /** The fields of a row; their names begin with the prefix: `${prefix}.seat`. */
  readonly renderRow: (prefix: string, index: number) => ReactNode;
  readonly most?: number;
}

/** Rows of fields that belong to the form, such as the members of a committee. */
export function FieldList({ name, title, newRow, renderRow, most = 50 }: FieldListProps) {
  const text = useText();
  const { isReadOnly } = useFormFrame();
  const { fields, append, remove } = useFieldArray({ name });
  return (
    <fieldset className="kit-form-section">
      <legend>{title}</legend>
      <ol className="kit-field-list">
        {fields.map((row, index) => (
          <li key={row.id}>
            <div className="kit-form-fields kit-grow">{renderRow(`${name}.${index}`, index)}</div>
            {!isReadOnly && (
              <Button
                type="text"
                aria-label={text('kit.list.remove', { row: index + 1 })}
                icon={<Icon name="trash" />}
                onClick={() => remove(index)}
              />
            )}
          </li>
        ))}
      </ol>
      {!isReadOnly && fields.length < most && (
        <Button icon={<Icon name="plus" />} onClick={() => append({ ...newRow() })}>
          {text('kit.list.add')}
        </Button>
      )}
    </fieldset>
  );
}
