import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useParams } from 'react-router';
import { DifferenceList, useGroupPaths, useItemWords } from '#modules/items/screens/for-others.ts';
import { Facts } from '#renderer/kit/facts.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { ItemProposalDetail } from '../../contract/index.ts';
import { RefuseProposal, useAnswers } from '../answering/answers.tsx';
import { ProposalHead, useOfficeName } from '../answering/proposal-head.tsx';
import { call, query } from '../client.ts';
import '../ministry.css';
import { AcceptItem } from './accept-item.tsx';

/** One proposed item: what it would be, beside what is in force, and the two answers that can be given. */
export default function ItemProposalPage() {
  const text = useText();
  const officeName = useOfficeName();
  const groupPath = useGroupPaths();
  const { office = '', id = '' } = useParams();
  const { data, error } = useQuery(query.itemProposal.get.queryOptions({ input: { office: Number(office), id } }));
  const [dialog, setDialog] = useState<'accept' | 'refuse' | null>(null);
  const close = useCallback(() => setDialog(null), []);
  const actions = useAnswers(data, {
    ...{ kind: 'itemProposal', isReadable: data !== undefined && data.proposed !== null },
    accept: useCallback(() => setDialog('accept'), []),
    refuse: useCallback(() => setDialog('refuse'), []),
  });
  if (error) throw error;
  if (!data) return <Loading lines={8} />;
  const { itemCode, nameAr, kindCode } = data;
  return (
    <>
      <ProposalHead
        proposal={data}
        title={nameAr}
        subtitle={
          itemCode === null
            ? text('ministry.itemProposal.newOf', { office: officeName(data) })
            : text('ministry.itemProposal.changeOf', { office: officeName(data), code: itemCode })
        }
        actions={actions}
        said={[
          ['proposalReason', data.reason],
          ['proposedKind', kindCode && text('items.catalogue.place', { code: kindCode, path: groupPath(kindCode) })],
        ]}
      />
      {itemCode === null ? <NewItemFacts proposal={data} /> : <Changes proposal={data} office={officeName(data)} />}
      {dialog === 'accept' && <AcceptItem proposal={data} onClose={close} />}
      {dialog === 'refuse' && (
        <RefuseProposal
          kind="itemProposal"
          title={nameAr}
          send={(reason) =>
            call.itemProposal.refuse({ office: data.office, id: data.id, revision: data.revision, reason })
          }
          onClose={close}
        />
      )}
    </>
  );
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

function Changes(props: { readonly proposal: ItemProposalDetail; readonly office: string }) {
  const text = useText();
  const { proposed, inForce, nameAr, differences } = props.proposal;
  const title =
    proposed === null
      ? text('ministry.problem.ITEM_UNREADABLE', { name: nameAr })
      : text(inForce === null ? 'ministry.itemProposal.gone' : 'ministry.itemProposal.same');
  return (
    <section>
      <h2 className="ministry-part">{text('items.compare.title')}</h2>
      <DifferenceList of={`${nameAr} — ${props.office}`} differences={differences} empty={{ title }} />
    </section>
  );
}
