import { useState } from 'react';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { SwitchField } from '#renderer/kit/fields/switch-field.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { useSettled } from '#renderer/kit/fields/use-settled.ts';
import { FormSection, useFormValues } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { itemFlags, itemStatuses, unitCodes, units, type ItemInput, type Unit } from '../contract/index.ts';
import { useItemOptions, useOptions } from './lookups.ts';

/** An item of which nothing is said yet. */
export const blankItem: Omit<ItemInput, 'unit'> & { readonly unit: null } = {
  ...{ nameAr: '', nameCkb: null, nameEn: null, synonyms: null, specification: null, externalCode: null, unit: null },
  ...{ hasBatch: false, hasExpiry: false, hasSerial: false, isHazardous: false },
  ...{ isControlled: false, isCustody: false, isCapitalisable: false, status: 'active', replacedBy: null },
};

/** What is written of an item, in the catalogue and in a proposal. */
export function ItemFields() {
  const text = useText();
  const values = useFormValues();
  const unitOptions = useOptions(unitCodes, 'unit');
  const statusOptions = useOptions(itemStatuses, 'status');
  const unit = unitCodes.find((each) => each === values['unit']);
  return (
    <>
      <FormSection title={text('items.form.names')}>
        <TextField name="nameAr" span={2} />
        <LtrField name="externalCode" hint={text('items.form.externalCodeHint')} />
        <TextField name="synonyms" span={2} hint={text('items.form.synonymsHint')} />
        <SelectField name="unit" options={unitOptions} hint={text(unitHint(unit))} />
        <TextField name="nameCkb" />
        <TextField name="nameEn" />
        <TextAreaField name="specification" span={3} rows={2} maxLength={2_000} />
      </FormSection>
      <FormSection title={text('items.form.kept')}>
        {itemFlags.map((flag) => (
          <SwitchField key={flag} name={flag} />
        ))}
      </FormSection>
      <FormSection title={text('items.form.standing')}>
        <SelectField name="status" options={statusOptions} />
        {values['status'] === 'replaced' && <ReplacementField chosen={values['replacedBy']} />}
      </FormSection>
    </>
  );
}

/** The item that takes its place, found by typing: a catalogue has more than a list can hold. */
function ReplacementField({ chosen }: { readonly chosen: unknown }) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const options = useItemOptions({
    words: useSettled(typed),
    chosen: typeof chosen === 'string' ? chosen : null,
  });
  return (
    <SelectField
      name="replacedBy"
      options={options}
      onSearch={setTyped}
      isRequired
      span={2}
      hint={text('items.form.replacedByHint')}
    />
  );
}

function unitHint(unit: Unit | undefined): string {
  if (unit === undefined) return 'items.form.unitHint';
  return units[unit].mayBeSplit ? 'items.form.split' : 'items.form.notSplit';
}
