import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { DoubleFileDecision } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useOfficeName } from './side-words.ts';

/** What was decided on two files each, the latest first. */
export function DecisionList() {
  const text = useText();
  const navigate = useNavigate();
  const officeName = useOfficeName();
  const { list } = useDisplay();
  const { data = [], isPending } = useQuery(query.doubleFile.decided.queryOptions({ input: {} }));
  const columns = useMemo<readonly Column<DoubleFileDecision>[]>(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return [
      {
        ...{ key: 'fullName', title: title('fullName'), kind: 'text', width: 250, pin: 'start' },
        value: ({ first }) => first.fullName,
      },
      {
        ...{ key: 'offices', title: title('bothOffices'), kind: 'text', width: 250 },
        value: ({ first, second }) => list([first, second].map(officeName)),
      },
      {
        ...{ key: 'verdict', title: title('verdict'), kind: 'text', width: 280 },
        value: (row) =>
          row.keepsOffice === null
            ? text('ministry.doubleFile.twoPersons')
            : text('ministry.doubleFile.onePersonIn', { office: officeName(sidesOf(row)[0]) }),
      },
      { key: 'decidedAt', title: title('decidedAt'), kind: 'moment', width: 160, value: (row) => row.decidedAt },
      { key: 'decidedBy', title: title('decidedBy'), kind: 'text', width: 170, value: (row) => row.decidedBy },
      { key: 'reason', title: title('reason'), kind: 'text', width: 260, value: (row) => row.reason },
    ];
  }, [text, officeName, list]);
  return (
    <Listing
      id="ministry.doubleFiles"
      label={text('ministry.doubleFiles.decided')}
      rows={data}
      columns={columns}
      rowKey={({ id }) => id}
      isLoading={isPending}
      onOpen={({ id }) => void navigate(`/ministry/double-files/${id}`)}
      empty={{ title: text('ministry.doubleFiles.noneDecided') }}
      height="calc(100dvh - 264px)"
    />
  );
}

/** The file that stays and the other one; of two persons each is the other. */
export function sidesOf({ first, second, keepsOffice }: DoubleFileDecision) {
  return keepsOffice === second.office ? ([second, first] as const) : ([first, second] as const);
}
