import { useQuery } from '@tanstack/react-query';
import { PaperMarks, SignatureBlocks } from '#renderer/kit/print/letterhead.tsx';
import { PrintTable } from '#renderer/kit/print/print-table.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Paper } from '#renderer/record/paper.tsx';
import { query } from '../client.ts';
import { useFactColumns } from './career.tsx';
import { Photo } from './photo.tsx';

/** The service record (خلاصة الخدمة): who he is, and all that is in force of him. */
export function ServiceRecord(props: {
  readonly employee: {
    readonly id: string;
    readonly fullName: string;
    readonly nationalCard: string | null;
    readonly photoId: string | null;
    readonly numbers: readonly { readonly number: string }[];
  };
  readonly onClose: () => void;
}) {
  const text = useText();
  const { digits } = useDisplay();
  const { may } = useDesk();
  const { employee } = props;
  const columns = useFactColumns().filter(({ key }) => !['knownAt', 'retracted'].includes(key));
  const { data } = useQuery(query.employee.career.queryOptions({ input: { id: employee.id } }));
  const facts = data?.facts.filter(({ retractedAt }) => retractedAt === null) ?? [];
  return (
    <Paper title={text('hr.employee.print.title')} subtitle={employee.fullName} onClose={props.onClose}>
      {employee.photoId !== null && may('files.attachment.view') && (
        <Photo photoId={employee.photoId} name={employee.fullName} size="print" />
      )}
      <PaperMarks
        marks={[
          { label: text('hr.field.officeNumber'), value: digits(employee.numbers[0]?.number ?? '') },
          { label: text('hr.field.nationalCard'), value: digits(employee.nationalCard ?? '') },
        ].filter(({ value }) => value !== '')}
      />
      <PrintTable columns={columns} rows={facts} rowKey={({ id }) => id} />
      <SignatureBlocks
        blocks={[{ role: text('hr.employee.print.clerk') }, { role: text('hr.order.print.signature') }]}
      />
    </Paper>
  );
}
