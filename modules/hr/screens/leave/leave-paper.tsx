import type { LocalDate } from '#kernel/date.ts';
import { PaperMarks, SignatureBlocks } from '#renderer/kit/print/letterhead.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Paper } from '#renderer/record/paper.tsx';
import type { LeaveState } from '../../contract/index.ts';
import { useLeaveNames, useUnitNames } from '../lookups.ts';

/** The leave as it is signed: by who asks, by who replaces him, and by who grants it. */
export function LeavePaper(props: {
  readonly leave: {
    readonly fullName: string;
    readonly number: string | null;
    readonly unitId: string;
    readonly type: string;
    readonly fromDate: LocalDate;
    readonly toDate: LocalDate;
    readonly days: number;
    readonly state: LeaveState;
    readonly reason: string | null;
    readonly balance: number | null;
    readonly orderNumber: string | null;
    readonly orderDate: LocalDate | null;
  };
  readonly onClose: () => void;
}) {
  const text = useText();
  const { date, number, digits } = useDisplay();
  const unitName = useUnitNames();
  const leaveName = useLeaveNames();
  const { leave } = props;
  const rows: readonly (readonly [label: string, value: string | null])[] = [
    [text('hr.field.fullName'), leave.fullName],
    [text('hr.field.officeNumber'), leave.number === null ? null : digits(leave.number)],
    [text('hr.field.unitId'), unitName(leave.unitId)],
    [text('hr.field.leaveType'), leaveName(leave.type)],
    [text('hr.field.fromDate'), date(leave.fromDate)],
    [text('hr.field.toDate'), date(leave.toDate)],
    [text('hr.field.days'), number(leave.days)],
    [text('hr.field.balance'), leave.balance === null ? null : number(leave.balance)],
    [text('hr.field.reason'), leave.reason],
    [text('hr.field.state'), text(`hr.option.leaveState.${leave.state}`)],
  ];
  return (
    <Paper title={text('hr.leave.paper')} subtitle={leaveName(leave.type)} onClose={props.onClose}>
      {leave.orderNumber !== null && leave.orderDate !== null && (
        <PaperMarks
          marks={[
            { label: text('hr.field.number'), value: leave.orderNumber },
            { label: text('hr.field.orderDate'), value: date(leave.orderDate) },
          ]}
        />
      )}
      <table className="kit-print-table">
        <tbody>
          {rows.map(
            ([label, value]) =>
              value !== null && (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>
                    <bdi>{value}</bdi>
                  </td>
                </tr>
              ),
          )}
        </tbody>
      </table>
      <SignatureBlocks
        blocks={[
          { role: text('hr.leave.paper.asker'), name: leave.fullName },
          { role: text('hr.leave.paper.substitute') },
          { role: text('hr.leave.paper.head') },
          { role: text('hr.order.print.signature') },
        ]}
      />
    </Paper>
  );
}
