import { useMemo } from 'react';
import { z } from 'zod';
import { zId } from '#modules/contract.ts';
import { RefusedHere } from '#renderer/failure.ts';
import { TreeField, type TreeNode } from '#renderer/kit/fields/tree-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import type { PersonRow } from '../../contract/index.ts';
import { directionOf, signedAmount } from '../../rules/adjustment.ts';
import { call } from '../client.ts';
import { EmployeeField } from '../employee-field.tsx';
import { useStaff, useUnitNodes } from '../lookups.ts';
import { AdjustmentFields, enteredAmount } from './adjustment-fields.tsx';

const given = enteredAmount.extend({ employeeIds: z.array(zId).max(5_000), unitId: zId.nullable() });
/** The most that one command writes. */
const AT_ONCE = 500;

/** The same amount for one person, for several, or for everybody in a unit and the units below it: a bonus. */
export function NewAdjustments({ runId, onClose }: { readonly runId: string; readonly onClose: () => void }) {
  const text = useText();
  const done = useCommandDone();
  const staff = useStaff();
  const nodes = useUnitNodes();
  const begin = useMemo(
    () => ({
      ...{ code: 'BONUS', amount: null, reason: '', orderNumber: null, employeeIds: [], unitId: null },
    }),
    [],
  );
  return (
    <Form
      schema={given}
      values={begin}
      module="payroll"
      onCancel={onClose}
      onSubmit={async ({ employeeIds, unitId, ...entered }) => {
        const amount = signedAmount(entered.amount, directionOf(entered.code) ?? 'ADDS');
        const adjustment = { ...entered, amount };
        const chosen = [...new Set([...employeeIds, ...(unitId === null ? [] : staffOf(unitId, staff, nodes))])];
        const [first] = chosen;
        if (first === undefined) throw new RefusedHere([{ code: 'NOBODY_CHOSEN', field: 'employeeIds' }]);
        if (chosen.length === 1) await call.adjustment.create({ ...adjustment, runId, employeeId: first });
        else {
          for (let from = 0; from < chosen.length; from += AT_ONCE) {
            const part = chosen.slice(from, from + AT_ONCE);
            await call.adjustment.createMany({ ...adjustment, runId, employeeIds: part });
          }
        }
        onClose();
        await done(chosen.length === 1 ? 'payroll.adjustment.create' : 'payroll.adjustment.create_many');
      }}
    >
      <AdjustmentFields direction="ADDS" />
      <FormSection title={text('payroll.adjustment.whom')}>
        <EmployeeField name="employeeIds" isMultiple isRequired={false} span={3} />
        <TreeField name="unitId" nodes={nodes} span={3} hint={text('payroll.adjustment.unitHint')} />
      </FormSection>
    </Form>
  );
}

/** Who serves in a unit or below it. */
function staffOf(unitId: string, staff: readonly PersonRow[], nodes: readonly TreeNode[]): readonly string[] {
  const parents = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  const isWithin = (id: string | null | undefined): boolean =>
    id === unitId || (id !== null && id !== undefined && isWithin(parents.get(id)));
  return staff.filter((row) => row.isInService && isWithin(row.unitId)).map(({ id }) => id);
}
