import { useMemo, useState } from 'react';
import type { z } from 'zod';
import { demandHere } from '#renderer/failure.ts';
import { ActionButton } from '#renderer/kit/actions.tsx';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Grid } from '#renderer/kit/grid/grid.tsx';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import type { Answer } from '#modules/contract.ts';
import { assignmentInput, type assignmentRow, type UserRow } from '../../contract.ts';
import { isInForce, judgePeriod } from '../../rules/index.ts';
import { call } from '../client.ts';
import { useRoles, useUnitNames, useUnitNodes } from '../lookups.ts';
import { OnDay } from '../on-day.tsx';

type Assignment = z.infer<typeof assignmentRow>;
interface Holder extends UserRow {
  readonly assignments: readonly Assignment[];
  readonly can: { readonly assign: Answer };
}

/** Which roles a user holds, over which units, from when to when. */
export function Assignments({ user }: { readonly user: Holder }) {
  const text = useText();
  const columns = useColumns();
  const roleName = useRoleNames();
  const { today } = useDesk();
  const [isNew, setIsNew] = useState(false);
  const [ending, setEnding] = useState<Assignment | null>(null);
  return (
    <>
      <p>
        <ActionButton
          module="org"
          action={{
            ...{ id: 'org.user.assign', title: 'org.user.assign', icon: 'plus', tone: 'primary' },
            answer: user.can.assign,
            perform: () => setIsNew(true),
          }}
        />
      </p>
      <Grid
        id="org.assignments"
        label={text('org.user.assignments')}
        height="320px"
        rows={user.assignments}
        columns={columns}
        rowKey={({ id }) => id}
        empty={{ title: text('org.user.assignments.empty') }}
        actions={([chosen, ...others]) =>
          chosen &&
          others.length === 0 && (
            <ActionButton
              module="org"
              action={{
                ...{ id: 'org.user.endAssignment', title: 'org.user.endAssignment', answer: user.can.assign },
                isVisible: isInForce(chosen, today) || chosen.validFrom > today,
                perform: () => setEnding(chosen),
              }}
            />
          )
        }
      />
      {isNew && <NewAssignment userId={user.id} unitId={user.unitId} onClose={() => setIsNew(false)} />}
      {ending && (
        <OnDay
          title={text('org.user.endAssignment.title', { role: roleName(ending.roleId) })}
          label={text('org.user.endAssignment.on')}
          submitLabel={text('org.user.endAssignment')}
          command="org.user.endAssignment"
          end={(validTo) => call.user.endAssignment({ id: ending.id, revision: ending.revision, validTo })}
          onClose={() => setEnding(null)}
        />
      )}
    </>
  );
}

function NewAssignment(props: { readonly userId: string; readonly unitId: string; readonly onClose: () => void }) {
  const text = useText();
  const language = useLanguage();
  const { today } = useDesk();
  const roles = useRoles();
  const nodes = useUnitNodes();
  const done = useCommandDone();
  return (
    <Dialog title={text('org.user.assign')} onClose={props.onClose} width={640}>
      <Form
        schema={assignmentInput}
        values={{ userId: props.userId, roleId: null, unitId: props.unitId, validFrom: today, validTo: null }}
        module="org"
        onCancel={props.onClose}
        onSubmit={async (input) => {
          demandHere(judgePeriod(input));
          await call.user.assign(input);
          props.onClose();
          await done('org.user.assign');
        }}
      >
        <FormSection>
          <SelectField
            name="roleId"
            options={roles.map((role) => ({ value: role.id, label: nameIn(language, role) }))}
            span={3}
          />
          <TreeField name="unitId" nodes={nodes} label={text('org.user.overUnit')} span={3} />
          <DateField name="validFrom" />
          <DateField name="validTo" />
        </FormSection>
      </Form>
    </Dialog>
  );
}

function useRoleNames(): (id: string) => string {
  const roles = useRoles();
  const language = useLanguage();
  return useMemo(() => {
    const names = new Map(roles.map((role) => [role.id, nameIn(language, role)]));
    return (id) => names.get(id) ?? '';
  }, [roles, language]);
}

function useColumns(): readonly Column<Assignment>[] {
  const text = useText();
  const roleName = useRoleNames();
  const unitName = useUnitNames();
  const { today } = useDesk();
  return useMemo(
    () => [
      {
        key: 'roleId',
        title: text('org.field.roleId'),
        kind: 'text',
        width: 200,
        value: ({ roleId }) => roleName(roleId),
      },
      {
        key: 'unitId',
        title: text('org.user.overUnit'),
        kind: 'text',
        width: 260,
        value: ({ unitId }) => unitName(unitId),
      },
      { key: 'validFrom', title: text('org.field.validFrom'), kind: 'date', value: ({ validFrom }) => validFrom },
      { key: 'validTo', title: text('org.field.validTo'), kind: 'date', value: ({ validTo }) => validTo },
      {
        ...{ key: 'state', title: text('org.field.state'), kind: 'enum' },
        options: [
          { value: 'running', label: text('org.delegation.state.running'), tone: 'good' },
          { value: 'coming', label: text('org.delegation.state.coming'), tone: 'busy' },
          { value: 'over', label: text('org.delegation.state.over'), tone: 'plain' },
        ],
        value: (row) => periodState(row, today),
      },
    ],
    [text, roleName, unitName, today],
  );
}

/** Is a period running, still to come, or over? */
export function periodState(
  period: Pick<Assignment, 'validFrom' | 'validTo'>,
  today: Assignment['validFrom'],
): 'running' | 'coming' | 'over' {
  if (isInForce(period, today)) return 'running';
  return period.validFrom > today ? 'coming' : 'over';
}
