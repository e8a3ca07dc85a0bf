import { useMemo } from 'react';
import { SelectField, type SelectOption } from '#renderer/kit/fields/select-field.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import type { PersonRow } from '../contract/index.ts';
import { useStaff } from './lookups.ts';

interface EmployeeFieldProps {
  readonly name: string;
  readonly span?: 1 | 2 | 3;
  readonly isMultiple?: boolean;
  readonly isRequired?: boolean;
}

/** One or more of the staff, found by number or name. */
export function EmployeeField(props: EmployeeFieldProps) {
  return <SelectField {...props} options={useEmployeeOptions()} />;
}

export function useEmployeeOptions(): readonly SelectOption[] {
  const staff = useStaff();
  const { digits } = useDisplay();
  return useMemo(() => staff.map((row) => ({ value: row.id, label: labelOf(row, digits) })), [staff, digits]);
}

function labelOf({ number, fullName }: PersonRow, digits: (text: string) => string): string {
  return number === null ? fullName : `${fullName} — ${digits(number)}`;
}
