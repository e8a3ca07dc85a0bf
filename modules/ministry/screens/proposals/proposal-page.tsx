import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useDifferenceColumns } from '#modules/regulation/screens/for-others.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Facts } from '#renderer/kit/facts.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { useCommand } from '#renderer/record/use-command.ts';
import type { ProposalDetail } from '../../contract.ts';
import { call, query } from '../client.ts';
import '../ministry.css';
import { RefuseProposal } from './refuse-proposal.tsx';
import { standingOf, standingTones } from './standing.ts';

/** One proposal: what it would change, rule by rule, and the two answers that can be given. */
export default function ProposalPage() {
  const text = useText();
  const { month } = useDisplay();
  const { office = '', id = '' } = useParams();
  const { data, error } = useQuery(query.proposal.get.queryOptions({ input: { office: Number(office), id } }));
  const columns = useDifferenceColumns();
  const [isRefusing, setIsRefusing] = useState(false);
  const actions = useAnswers(data, () => setIsRefusing(true));
  if (error) throw error;
  if (!data) return <Loading lines={8} />;
  const standing = standingOf(data);
  return (
    <>
      <PageHeader
        title={data.titleAr}
        subtitle={text('ministry.proposal.of', {
          office: data.officeName ?? text('ministry.twice.office', { office: data.office }),
          month: month(data.firstMonth),
        })}
        status={<StatusTag tone={standingTones[standing]}>{text(`ministry.proposal.${standing}`)}</StatusTag>}
        actions={actions}
        module="ministry"
      />
      <ProposalFacts proposal={data} />
      <Listing
        id="ministry.proposal.differences"
        label={text('ministry.proposal.differences', { title: data.comparedWith })}
        rows={data.differences}
        columns={columns}
        rowKey={({ kind, code }) => `${kind} ${code}`}
        isLoading={false}
        height="calc(100dvh - 330px)"
        empty={
          data.unreadableRule === null
            ? { title: text('ministry.proposal.same') }
            : {
                title: text('ministry.problem.PROPOSAL_UNREADABLE', { rule: data.unreadableRule }),
                hint: text('ministry.proposal.unreadableHint'),
              }
        }
      />
      {isRefusing && <RefuseProposal proposal={data} onClose={() => setIsRefusing(false)} />}
    </>
  );
}

function ProposalFacts({
  proposal: { note, decision, proposedAt, comparedWith },
}: {
  readonly proposal: ProposalDetail;
}) {
  const text = useText();
  const { moment } = useDisplay();
  const facts: readonly (readonly [string, string])[] = [
    ['proposedAt', moment(proposedAt)],
    ['comparedWith', comparedWith],
    ...(note === null ? [] : [['note', note] as const]),
    ...(decision === null
      ? []
      : [
          ['decidedBy', decision.decidedBy] as const,
          ['decidedAt', moment(decision.decidedAt)] as const,
          ...(decision.reason === null ? [] : [['reason', decision.reason] as const]),
        ]),
  ];
  return <Facts isWide facts={facts.map(([key, value]) => [text(`ministry.field.${key}`), value])} />;
}

function useAnswers(proposal: ProposalDetail | undefined, refuse: () => void): readonly Action[] {
  const text = useText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const run = useCommand('ministry');
  const { may } = useDesk();
  const mayDecide = may('ministry.proposal.decide');
  return useMemo<readonly Action[]>(() => {
    if (!proposal || proposal.decision?.isAccepted === true || !mayDecide) return [];
    const { office, id, revision, titleAr } = proposal;
    return [
      {
        ...{ id: 'ministry.proposal.accept', title: 'ministry.proposal.accept', icon: 'check', tone: 'primary' },
        isVisible: proposal.unreadableRule === null,
        perform: async () => {
          const isSure = await confirm({
            title: text('ministry.proposal.acceptAsk', { title: titleAr }),
            text: text('ministry.proposal.acceptWhat'),
            confirm: text('ministry.proposal.accept'),
          });
          if (!isSure) return;
          const made = await run(
            () => call.proposal.accept({ office, id, revision }),
            text('ministry.proposal.acceptedDone'),
          );
          if (made) void navigate(`/regulation/packages/${made.packageId}`);
        },
      },
      {
        ...{ id: 'ministry.proposal.refuse', title: 'ministry.proposal.refuse', icon: 'close', tone: 'danger' },
        isVisible: proposal.decision === null,
        perform: refuse,
      },
    ];
  }, [proposal, mayDecide, text, navigate, confirm, run, refuse]);
}
