import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useDifferenceColumns } from '#modules/regulation/screens/for-others.ts';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { useCommand } from '#renderer/record/use-command.ts';
import type { ProposalDetail } from '../../contract/index.ts';
import { RefuseProposal, useAnswering, useAnswers } from '../answering/answers.tsx';
import { ProposalHead, useOfficeName } from '../answering/proposal-head.tsx';
import { call, query } from '../client.ts';
import '../ministry.css';

/** One proposal: what it would change, rule by rule, and the two answers that can be given. */
export default function ProposalPage() {
  const text = useText();
  const { month } = useDisplay();
  const officeName = useOfficeName();
  const { office = '', id = '' } = useParams();
  const { data, error } = useQuery(query.proposal.get.queryOptions({ input: { office: Number(office), id } }));
  const columns = useDifferenceColumns();
  const [isRefusing, setIsRefusing] = useState(false);
  const refuse = useCallback(() => setIsRefusing(true), []);
  const actions = useAnswers(data, {
    ...{ kind: 'proposal', isReadable: data?.unreadableRule === null },
    ...{ accept: useAccept(data), refuse },
  });
  if (error) throw error;
  if (!data) return <Loading lines={8} />;
  const { titleAr, comparedWith, note } = data;
  return (
    <>
      <ProposalHead
        proposal={data}
        title={titleAr}
        subtitle={text('ministry.proposal.of', { office: officeName(data), month: month(data.firstMonth) })}
        actions={actions}
        said={[
          ['comparedWith', comparedWith],
          ['note', note],
        ]}
      />
      <Listing
        id="ministry.proposal.differences"
        label={text('ministry.proposal.differences', { title: comparedWith })}
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
      {isRefusing && (
        <RefuseProposal
          kind="proposal"
          title={titleAr}
          send={(reason) => call.proposal.refuse({ office: data.office, id: data.id, revision: data.revision, reason })}
          onClose={() => setIsRefusing(false)}
        />
      )}
    </>
  );
}

/** Takes it over as a draft of the data centre when the user is sure, and goes there. */
function useAccept(proposal: ProposalDetail | undefined): () => Promise<void> {
  const text = useText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const run = useCommand('ministry');
  const answering = useAnswering();
  return useCallback(async () => {
    if (!proposal) return;
    const { office, id, revision, titleAr } = proposal;
    const isSure = await confirm({
      title: text('ministry.proposal.acceptAsk', { title: titleAr }),
      text: text('ministry.proposal.acceptWhat'),
      confirm: text('ministry.proposal.accept'),
    });
    if (!isSure) return;
    const made = await run(
      () => answering(() => call.proposal.accept({ office, id, revision })),
      text('ministry.proposal.acceptedDone'),
    );
    if (made) void navigate(`/regulation/packages/${made.packageId}`);
  }, [proposal, text, navigate, confirm, run, answering]);
}
