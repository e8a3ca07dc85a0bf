import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { DifferenceList, useItemWords } from '#modules/items/screens/for-others.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import { Facts } from '#renderer/kit/facts.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { ReasonDialog } from '#renderer/record/reason-dialog.tsx';
import type { ItemProposalDetail } from '../../contract.ts';
import { call, query } from '../client.ts';
import '../ministry.css';
import { standingOf, standingTones } from '../proposals/standing.ts';
import { AcceptItem } from './accept-item.tsx';

/** One proposed item: what it would be, beside what is in force, and the two answers that can be given. */
export default function ItemProposalPage() {
  const text = useText();
  const { office = '', id = '' } = useParams();
  const { data, error } = useQuery(query.itemProposal.get.queryOptions({ input: { office: Number(office), id } }));
  const [dialog, setDialog] = useState<'accept' | 'refuse' | null>(null);
  const actions = useAnswers(data, setDialog);
  if (error) throw error;
  if (!data) return <Loading lines={8} />;
  const standing = standingOf(data);
  const officeName = data.officeName ?? text('ministry.twice.office', { office: data.office });
  return (
    <>
      <PageHeader
        title={data.nameAr}
        subtitle={
          data.itemCode === null
            ? text('ministry.itemProposal.newOf', { office: officeName })
            : text('ministry.itemProposal.changeOf', { office: officeName, code: data.itemCode })
        }
        status={<StatusTag tone={standingTones[standing]}>{text(`ministry.proposal.${standing}`)}</StatusTag>}
        actions={actions}
        module="ministry"
      />
      <ProposalFacts proposal={data} />
      {data.itemCode === null ? <NewItemFacts proposal={data} /> : <Changes proposal={data} />}
      {dialog === 'accept' && <AcceptItem proposal={data} onClose={() => setDialog(null)} />}
      {dialog === 'refuse' && (
        <ReasonDialog
          title={text('ministry.proposal.refuseOf', { title: data.nameAr })}
          label={text('ministry.field.reason')}
          submitLabel={text('ministry.proposal.refuse')}
          module="ministry"
          maxLength={500}
          command="ministry.itemProposal.refuse"
          send={(reason) =>
            call.itemProposal.refuse({ office: data.office, id: data.id, revision: data.revision, reason })
          }
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

function ProposalFacts({
  proposal: { reason, decision, proposedAt, kindCode },
}: {
  readonly proposal: ItemProposalDetail;
}) {
  const text = useText();
  const { moment } = useDisplay();
  const facts: readonly (readonly [string, string])[] = [
    ['proposedAt', moment(proposedAt)],
    ['proposalReason', reason],
    ...(kindCode === null ? [] : [['proposedKind', kindCode] as const]),
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

/** Of a new item all is new: what is said of it is shown as it stands. */
function NewItemFacts({ proposal: { proposed, nameAr } }: { readonly proposal: ItemProposalDetail }) {
  const text = useText();
  const { value } = useItemWords();
  if (proposed === null) return <p>{text('ministry.problem.ITEM_UNREADABLE', { name: nameAr })}</p>;
  const said = Object.entries(proposed).filter(([, each]) => each !== null && each !== false);
  return (
    <section>
      <h2 className="ministry-part">{text('ministry.itemProposal.asProposed')}</h2>
      <Facts isWide facts={said.map(([field, each]) => [text(`items.field.${field}`), value(field, each)])} />
    </section>
  );
}

function Changes({ proposal: { proposed, inForce, nameAr, differences } }: { readonly proposal: ItemProposalDetail }) {
  const text = useText();
  const title =
    proposed === null
      ? text('ministry.problem.ITEM_UNREADABLE', { name: nameAr })
      : text(inForce === null ? 'ministry.itemProposal.gone' : 'ministry.itemProposal.same');
  return (
    <section>
      <h2 className="ministry-part">{text('items.compare.title')}</h2>
      <DifferenceList differences={differences} empty={{ title }} />
    </section>
  );
}

function useAnswers(
  proposal: ItemProposalDetail | undefined,
  open: (dialog: 'accept' | 'refuse') => void,
): readonly Action[] {
  const { may } = useDesk();
  const mayDecide = may('ministry.itemProposal.decide');
  return useMemo<readonly Action[]>(() => {
    if (!proposal || proposal.decision?.isAccepted === true || !mayDecide) return [];
    return [
      {
        ...{ id: 'ministry.itemProposal.accept', title: 'ministry.proposal.accept', icon: 'check', tone: 'primary' },
        isVisible: proposal.proposed !== null,
        perform: () => open('accept'),
      },
      {
        ...{ id: 'ministry.itemProposal.refuse', title: 'ministry.proposal.refuse', icon: 'close', tone: 'danger' },
        isVisible: proposal.decision === null,
        perform: () => open('refuse'),
      },
    ];
  }, [proposal, mayDecide, open]);
}
