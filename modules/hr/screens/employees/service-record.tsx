import { useQuery } from '@tanstack/react-query';
import type { LocalDate } from '#kernel/date.ts';
import { PaperMarks, SignatureBlocks } from '#renderer/kit/print/letterhead.tsx';
import { PrintTable } from '#renderer/kit/print/print-table.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Paper } from '#renderer/record/paper.tsx';
import { query } from '../client.ts';
import type { FactRow, TotalService } from '../../contract/index.ts';
import { endsOf } from '../../rules/service-record.ts';
import { useFactColumns } from './career.tsx';
import { Photo } from './photo.tsx';

/** The service record (خلاصة الخدمة): who he is, how long he has served, and all that is in force of him with its order. */
export function ServiceRecord(props: {
  readonly employee: {
    readonly id: string;
    readonly fullName: string;
    readonly nationalCard: string | null;
    readonly birthDate: LocalDate | null;
    readonly isBirthDayAssumed: boolean;
    readonly photoId: string | null;
    readonly numbers: readonly { readonly number: string }[];
  };
  readonly onClose: () => void;
}) {
  const text = useText();
  const { digits, date } = useDisplay();
  const { may } = useDesk();
  const serviceMarks = useServiceMarks();
  const { employee } = props;
  const { data } = useQuery(query.employee.career.queryOptions({ input: { id: employee.id } }));
  const facts = (data?.facts ?? []).filter(({ retractedAt }) => retractedAt === null);
  const ends = endsOf(facts);
  const columns = useFactColumns()
    .filter(({ key }) => !['knownAt', 'retracted'].includes(key))
    .map((column) =>
      column.key === 'validTo' ? { ...column, value: ({ id }: FactRow) => ends.get(id) ?? null } : column,
    );
  const birth = employee.birthDate === null ? '' : date(employee.birthDate);
  return (
    <Paper title={text('hr.employee.print.title')} subtitle={employee.fullName} onClose={props.onClose}>
      {employee.photoId !== null && may('files.attachment.view') && (
        <Photo photoId={employee.photoId} name={employee.fullName} size="print" />
      )}
      <PaperMarks
        marks={[
          { label: text('hr.field.officeNumber'), value: digits(employee.numbers[0]?.number ?? '') },
          { label: text('hr.field.nationalCard'), value: digits(employee.nationalCard ?? '') },
          {
            label: text('hr.field.birthDate'),
            value:
              employee.isBirthDayAssumed && birth !== '' ? text('hr.employee.print.assumed', { date: birth }) : birth,
          },
          ...serviceMarks(data?.service ?? null),
        ].filter(({ value }) => value !== '')}
      />
      <PrintTable columns={columns} rows={facts} rowKey={({ id }) => id} />
      <SignatureBlocks
        blocks={[{ role: text('hr.employee.print.clerk') }, { role: text('hr.order.print.signature') }]}
      />
    </Paper>
  );
}

/** The service in words: from when, until when, how long, and the days that are left out. */
function useServiceMarks(): (
  service: TotalService | null,
) => readonly { readonly label: string; readonly value: string }[] {
  const text = useText();
  const { date, number } = useDisplay();
  const { today } = useDesk();
  return (service) => {
    if (service === null) return [];
    const { beganOn, endedOn, total, uncountedDays } = service;
    const parts = (['years', 'months', 'days'] as const)
      .filter((unit) => total[unit] > 0)
      .map((unit) => text(`hr.duration.${unit}`, { count: total[unit] }));
    return [
      { label: text('hr.employee.print.began'), value: date(beganOn) },
      { label: text('hr.employee.print.ended'), value: endedOn === null ? '' : date(endedOn) },
      {
        label: text('hr.employee.print.total', { date: date(endedOn ?? today) }),
        value: parts.join(text('hr.duration.and')) || text('hr.duration.days', { count: 0 }),
      },
      { label: text('hr.employee.print.uncounted'), value: uncountedDays === 0 ? '' : number(uncountedDays) },
    ];
  };
}
