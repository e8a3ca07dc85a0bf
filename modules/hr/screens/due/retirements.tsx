import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { RetirementRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useUnitNames } from '../lookups.ts';

/** Beside 3, 6 and 12 months: the day has come. */
const OVERDUE = '0';

/** Who retires within 3, 6 or 12 months. */
export function Retirements() {
  const text = useText();
  const navigate = useNavigate();
  const { today } = useDesk();
  const unitName = useUnitNames();
  const { data = [], isPending } = useQuery(query.due.retirements.queryOptions({ input: { asOf: today } }));
  const columns = useMemo<readonly Column<RetirementRow>[]>(() => {
    const title = (key: string): string => text(`hr.field.${key}`);
    return [
      {
        key: 'number',
        title: title('officeNumber'),
        kind: 'text',
        width: 110,
        isLtr: true,
        value: (row) => row.number,
      },
      { key: 'fullName', title: title('fullName'), kind: 'text', width: 260, value: (row) => row.fullName },
      { key: 'unitId', title: title('unitId'), kind: 'text', width: 220, value: (row) => unitName(row.unitId) },
      { key: 'birthDate', title: title('birthDate'), kind: 'date', value: (row) => row.birthDate },
      {
        key: 'isBirthDayAssumed',
        title: title('isBirthDayAssumed'),
        kind: 'boolean',
        width: 170,
        value: (row) => row.isBirthDayAssumed,
      },
      { key: 'retiresOn', title: title('retiresOn'), kind: 'date', value: (row) => row.retiresOn },
      {
        ...{ key: 'within', title: title('within'), kind: 'enum' },
        options: [
          { value: OVERDUE, label: text('hr.due.overdue'), tone: 'bad' },
          ...[3, 6, 12].map((count) => ({ value: String(count), label: text('hr.due.within', { count }) })),
        ],
        value: (row) => (row.retiresOn <= today ? OVERDUE : String(row.within)),
      },
    ];
  }, [text, unitName, today]);
  return (
    <Listing
      id="hr.retirements"
      label={text('hr.due.retirements')}
      rows={data}
      columns={columns}
      rowKey={({ employeeId }) => employeeId}
      isLoading={isPending}
      height="calc(100dvh - 260px)"
      onOpen={({ employeeId }) => void navigate(`/hr/employees/${employeeId}`)}
      empty={{ title: text('hr.due.noRetirements') }}
    />
  );
}
