import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from '#renderer/kit/grid/column.ts';
import type { StatusTone } from '#renderer/kit/status-tag.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { DoubleFileNotice, DoubleFileState } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useOfficeName } from '../handover/office-name.ts';

const tones: Readonly<Record<DoubleFileState, StatusTone>> = {
  toClose: 'warn',
  closed: 'good',
  kept: 'good',
  otherPerson: 'plain',
};

const none: readonly DoubleFileNotice[] = [];

/** What the data centre decided on files of this office that another one has too; a line opens the file. */
export function DoubleFileGrid({ height }: { readonly height: string }) {
  const text = useText();
  const navigate = useNavigate();
  const officeName = useOfficeName();
  const { data = none, isPending } = useQuery(query.doubleFile.list.queryOptions());
  const columns = useMemo<readonly Column<DoubleFileNotice>[]>(() => {
    const title = (key: string): string => text(`hr.field.${key}`);
    return [
      {
        ...{ key: 'fullName', title: title('fullName'), kind: 'text', width: 240, pin: 'start' },
        value: (row) => row.fullName,
      },
      {
        ...{ key: 'state', title: title('state'), kind: 'enum', width: 130 },
        options: Object.entries(tones).map(([value, tone]) => ({
          ...{ value, tone, label: text(`hr.option.doubleFileState.${value}`) },
        })),
        value: (row) => row.state,
      },
      {
        ...{ key: 'what', title: text('hr.doubleFile.what'), kind: 'text', width: 420 },
        value: (row) => text(`hr.doubleFile.told.${row.state}`, { office: officeName(row) }),
      },
      { key: 'reason', title: title('reason'), kind: 'text', width: 240, value: (row) => row.reason },
      { key: 'decidedBy', title: title('decidedBy'), kind: 'text', width: 160, value: (row) => row.decidedBy },
      { key: 'decidedAt', title: title('decidedAt'), kind: 'moment', width: 160, value: (row) => row.decidedAt },
    ];
  }, [text, officeName]);
  return (
    <Listing
      id="hr.doubleFiles"
      label={text('hr.doubleFile.part')}
      rows={data}
      columns={columns}
      rowKey={({ id }) => id}
      isLoading={isPending}
      onOpen={({ employeeId }) => void navigate(`/hr/employees/${employeeId}`)}
      empty={{ title: text('hr.doubleFile.empty') }}
      height={height}
    />
  );
}
