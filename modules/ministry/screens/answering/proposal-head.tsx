import type { Action } from '#renderer/kit/actions.tsx';
import { Facts } from '#renderer/kit/facts.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { ProposalDetail } from '../../contract/index.ts';
import { standingOf, standingTones } from './standing.ts';

type Said = readonly (readonly [field: string, value: string | null])[];

/** The head of a proposal's page: what it is, how it stands, when it came, what it says, and what was answered. */
export function ProposalHead(props: {
  readonly proposal: Pick<ProposalDetail, 'proposedAt' | 'decision'>;
  /** Already translated, like the subtitle. */
  readonly title: string;
  readonly subtitle: string;
  readonly actions: readonly Action[];
  /** What only proposals of this kind say; nothing is shown of what is null. */
  readonly said: Said;
}) {
  const text = useText();
  const { moment } = useDisplay();
  const { proposal, title, subtitle, actions } = props;
  const { proposedAt, decision } = proposal;
  const standing = standingOf(proposal);
  const said: Said = [
    ['proposedAt', moment(proposedAt)],
    ...props.said,
    ['decidedBy', decision && decision.decidedBy],
    ['decidedAt', decision && moment(decision.decidedAt)],
    ['reason', decision && decision.reason],
  ];
  return (
    <>
      <PageHeader
        title={title}
        subtitle={subtitle}
        status={<StatusTag tone={standingTones[standing]}>{text(`ministry.proposal.${standing}`)}</StatusTag>}
        actions={actions}
        module="ministry"
      />
      <Facts
        isWide
        facts={said.flatMap(([field, value]) => (value === null ? [] : [[text(`ministry.field.${field}`), value]]))}
      />
    </>
  );
}

/** The office that proposes, by its name; by its number where the data centre has none. */
export function useOfficeName(): (of: Pick<ProposalDetail, 'office' | 'officeName'>) => string {
  const text = useText();
  return ({ office, officeName }) => officeName ?? text('ministry.twice.office', { office });
}
