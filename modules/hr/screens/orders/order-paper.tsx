import type { LocalDate } from '#kernel/date.ts';
import { PaperMarks, SignatureBlocks } from '#renderer/kit/print/letterhead.tsx';
import { PrintTable } from '#renderer/kit/print/print-table.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Paper } from '#renderer/record/paper.tsx';
import type { OrderKind, OrderLineRow } from '../../contract/index.ts';
import { useLineColumns } from './line-columns.ts';

/** The administrative order as it is signed and sent out. */
export function OrderPaper(props: {
  readonly order: {
    readonly number: string;
    readonly orderDate: LocalDate;
    readonly effectiveDate: LocalDate;
    readonly kind: OrderKind;
    readonly subject: string | null;
    readonly issuer: string;
    readonly lines: readonly OrderLineRow[];
  };
  readonly onClose: () => void;
}) {
  const text = useText();
  const { date } = useDisplay();
  const columns = useLineColumns();
  const { order } = props;
  return (
    <Paper
      title={text('hr.table.hr_order')}
      subtitle={order.subject ?? text(`hr.option.orderKind.${order.kind}`)}
      onClose={props.onClose}
    >
      <PaperMarks
        marks={[
          { label: text('hr.field.number'), value: order.number },
          { label: text('hr.field.orderDate'), value: date(order.orderDate) },
        ]}
      />
      <p>{text('hr.order.print.body', { date: date(order.effectiveDate) })}</p>
      <PrintTable columns={columns} rows={order.lines} rowKey={({ id }) => id} />
      <SignatureBlocks blocks={[{ role: order.issuer }]} />
    </Paper>
  );
}
