import { useMemo } from 'react';
import type { EntryColumn } from '#renderer/kit/entry-grid/entry-column.ts';
import { EntryGrid } from '#renderer/kit/entry-grid/entry-grid.tsx';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { useField } from '#renderer/kit/fields/field.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { memberInput } from '../../contract.ts';
import './committees.css';
import { useSeatOptions, useUnitNodes, useUserOptions } from '../lookups.ts';

/** The fields of a committee: the order that forms it, its period, its members. */
export function CommitteeFields({ isNew = false }: { readonly isNew?: boolean }) {
  const text = useText();
  const nodes = useUnitNodes();
  return (
    <>
      <FormSection title={text('org.committee.names')}>
        <TextField name="nameAr" />
        <TextField name="nameCkb" />
        <TextField name="nameEn" />
        <TreeField name="unitId" nodes={nodes} span={2} />
        <TextAreaField name="purpose" span={3} />
      </FormSection>
      <FormSection title={text('org.committee.order')}>
        <LtrField name="orderNumber" />
        <DateField name="orderDate" />
        <DateField name="validFrom" />
        {isNew && <DateField name="validTo" />}
      </FormSection>
      <Members />
    </>
  );
}

/** The members, row by row, as fast as a sheet. */
function Members() {
  const text = useText();
  const seats = useSeatOptions();
  const users = useUserOptions();
  const { value, change, control, label } = useField({ name: 'members' });
  const columns = useMemo<readonly EntryColumn[]>(
    () => [
      { key: 'personName', title: text('org.field.personName'), kind: 'text', width: 260 },
      { key: 'jobTitle', title: text('org.field.jobTitle'), kind: 'text', width: 180 },
      { key: 'seat', title: text('org.field.seat'), kind: 'enum', width: 130, options: seats },
      { key: 'userId', title: text('org.field.userId'), kind: 'enum', width: 260, options: users },
    ],
    [text, seats, users],
  );
  return (
    <section className="org-members">
      <h2>{text('org.committee.members')}</h2>
      <EntryGrid
        label={label}
        module="org"
        columns={columns}
        schema={memberInput}
        rows={Array.isArray(value) ? value : []}
        onChange={change}
        newRow={() => ({ personName: '', jobTitle: null, userId: null, seat: 'member' })}
        isReadOnly={control.isReadOnly}
      />
    </section>
  );
}
