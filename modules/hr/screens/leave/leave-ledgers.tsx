import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { z } from 'zod';
import { zDate, zOptionalText } from '#modules/contract.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { ActionButton } from '#renderer/kit/actions.tsx';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { NumberField } from '#renderer/kit/fields/number-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Loading } from '#renderer/kit/loading.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { leaveEntryKinds, type LeaveBalance } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { useLeaveNames, useOptions } from '../lookups.ts';

/** The ledger of each kind of leave of one employee: what came in, what went out, and what is left. */
export function LeaveLedgers(props: {
  readonly employeeId: string;
  /** What else can be done here, before the entry by hand. */
  readonly action?: ReactNode;
}) {
  const { employeeId, action } = props;
  const text = useText();
  const { may } = useDesk();
  const { data } = useQuery(query.leave.balances.queryOptions({ input: { employeeId } }));
  const [isEntering, setIsEntering] = useState(false);
  if (!data) return <Loading lines={5} />;
  return (
    <>
      <div className="kit-row">
        {action}
        {may('hr.leave.approve') && data.length > 0 && (
          <ActionButton
            action={{
              ...{ id: 'hr.leave.enter', title: 'hr.leave.enter', icon: 'plus' },
              perform: () => setIsEntering(true),
            }}
          />
        )}
      </div>
      {data.map((ledger) => (
        <Ledger key={ledger.type} ledger={ledger} />
      ))}
      {isEntering && <NewEntry employeeId={employeeId} ledgers={data} onClose={() => setIsEntering(false)} />}
      {data.length === 0 && <p className="kit-soft">{text('hr.leave.noBalance')}</p>}
    </>
  );
}

type Entry = LeaveBalance['entries'][number] & { readonly position: number };

function Ledger({ ledger }: { readonly ledger: LeaveBalance }) {
  const text = useText();
  const { number } = useDisplay();
  const leaveName = useLeaveNames();
  const kinds = useOptions(leaveEntryKinds, 'leaveEntry');
  const rows = useMemo(
    () => ledger.entries.map((entry, position): Entry => ({ ...entry, position })).toReversed(),
    [ledger],
  );
  const columns = useMemo<readonly Column<Entry>[]>(() => {
    const title = (key: string): string => text(`hr.field.${key}`);
    return [
      { key: 'onDate', title: title('onDate'), kind: 'date', width: 130, value: (entry) => entry.onDate },
      { key: 'kind', title: title('kind'), kind: 'enum', width: 160, options: kinds, value: (entry) => entry.kind },
      {
        ...{ key: 'in', title: title('daysIn'), kind: 'number', width: 100 },
        value: (entry) => (entry.days > 0 ? entry.days : null),
      },
      {
        ...{ key: 'out', title: title('daysOut'), kind: 'number', width: 100 },
        value: (entry) => (entry.days < 0 ? -entry.days : null),
      },
      { key: 'balance', title: title('balance'), kind: 'number', width: 110, value: (entry) => entry.balance },
      { key: 'note', title: title('note'), kind: 'text', width: 260, value: (entry) => entry.note },
    ];
  }, [text, kinds]);
  return (
    <section aria-label={leaveName(ledger.type)}>
      <h2>{text('hr.leave.ledger', { type: leaveName(ledger.type), balance: number(ledger.balance) })}</h2>
      <Listing
        id="hr.leave.ledger"
        label={leaveName(ledger.type)}
        rows={rows}
        columns={columns}
        rowKey={({ position }) => String(position)}
        height="320px"
        empty={{ title: text('hr.leave.ledger.empty') }}
      />
    </section>
  );
}

const entry = z.object({
  type: z.string(),
  kind: z.enum(['OPENING', 'PAYOUT']),
  onDate: zDate,
  days: z.number().int().min(1).max(1000),
  note: zOptionalText(300),
});

/** The balance that the old papers say, or days that are paid out. */
function NewEntry(props: {
  readonly employeeId: string;
  readonly ledgers: readonly LeaveBalance[];
  readonly onClose: () => void;
}) {
  const text = useText();
  const { today } = useDesk();
  const done = useCommandDone();
  const leaveName = useLeaveNames();
  const { employeeId, ledgers, onClose } = props;
  return (
    <Dialog title={text('hr.leave.enter')} width={700} onClose={onClose}>
      <Form
        schema={entry}
        values={{ type: ledgers[0]?.type ?? null, kind: 'OPENING', onDate: today, days: null, note: null }}
        module="hr"
        onCancel={onClose}
        onSubmit={async (input) => {
          await call.leave.enter({ ...input, employeeId });
          onClose();
          await done('hr.leave.enter');
        }}
      >
        <FormSection>
          <SelectField
            name="type"
            label={text('hr.field.leaveType')}
            options={ledgers.map(({ type }) => ({ value: type, label: leaveName(type) }))}
          />
          <SelectField name="kind" options={useOptions(['OPENING', 'PAYOUT'], 'leaveEntry')} />
          <DateField name="onDate" />
          <NumberField name="days" min={1} max={1000} />
          <TextField name="note" span={2} />
        </FormSection>
      </Form>
    </Dialog>
  );
}
