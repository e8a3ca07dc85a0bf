import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { ProposalRow } from '../../contract/index.ts';
import { standingOf, standings, standingTones } from './standing.ts';

type Proposed = Pick<ProposalRow, 'office' | 'officeName' | 'id' | 'proposedAt' | 'decision'>;

/** What the offices propose of one kind: what waits for an answer, and what was answered. */
export function ProposedList<Row extends Proposed>(props: {
  /** The list by its texts: `ministry.<name>.title` and so on. */
  readonly name: 'proposals' | 'itemProposals' | 'officeProposals';
  /** Where the list is, and below it each proposal. */
  readonly path: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly isLoading: boolean;
}) {
  const text = useText();
  const navigate = useNavigate();
  const { name, path, rows, columns, isLoading } = props;
  const title = text(`ministry.${name}.title`);
  return (
    <>
      <PageHeader title={title} subtitle={text(`ministry.${name}.body`)} module="ministry" />
      <Listing
        id={`ministry.${name}`}
        label={title}
        rows={rows}
        columns={columns}
        rowKey={({ office, id }) => `${office} ${id}`}
        isLoading={isLoading}
        onOpen={({ office, id }) => void navigate(`${path}/${office}/${id}`)}
        empty={{ title: text(`ministry.${name}.empty`), hint: text(`ministry.${name}.emptyHint`) }}
      />
    </>
  );
}

/** What every such list says: who proposes, since when, and how it stands. */
export function useProposedColumns<Row extends Proposed>(): Readonly<
  Record<'office' | 'proposedAt' | 'standing', Column<Row>>
> {
  const text = useText();
  return useMemo(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return {
      office: {
        ...{ key: 'officeName', title: title('nameAr'), kind: 'text', width: 240 },
        value: ({ office, officeName }) => officeName ?? text('ministry.twice.office', { office }),
      },
      proposedAt: {
        ...{ key: 'proposedAt', title: title('proposedAt'), kind: 'moment', width: 170 },
        value: ({ proposedAt }) => proposedAt,
      },
      standing: {
        ...{ key: 'standing', title: title('state'), kind: 'enum', width: 130 },
        options: standings.map((value) => ({
          ...{ value, tone: standingTones[value] },
          label: text(`ministry.proposal.${value}`),
        })),
        value: standingOf,
      },
    };
  }, [text]);
}
