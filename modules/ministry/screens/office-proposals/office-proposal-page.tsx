import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useCallback, useState } from 'react';
import { Link, useParams } from 'react-router';
import { SideBySide } from '#modules/structure/screens/for-others.ts';
import { Loading } from '#renderer/kit/loading.tsx';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { OfficeProposalDetail } from '../../contract/index.ts';
import { RefuseProposal, useAnswers } from '../answering/answers.tsx';
import { ProposalHead, useOfficeName } from '../answering/proposal-head.tsx';
import { call, query } from '../client.ts';
import '../ministry.css';
import { AcceptOffice } from './accept-office.tsx';

/** One proposed change of the tree: the office as it stands in the register beside what is proposed, and the two answers. */
export default function OfficeProposalPage() {
  const text = useText();
  const officeName = useOfficeName();
  const { office = '', id = '' } = useParams();
  const { data, error } = useQuery({
    ...query.officeProposal.get.queryOptions({ input: { office: Number(office), id } }),
    // The register may have changed since this was looked at last.
    refetchOnMount: 'always',
  });
  const [dialog, setDialog] = useState<'accept' | 'refuse' | null>(null);
  const close = useCallback(() => setDialog(null), []);
  const actions = useAnswers(data, {
    ...{ kind: 'officeProposal', isReadable: data?.fits.ok === true },
    accept: useCallback(() => setDialog('accept'), []),
    refuse: useCallback(() => setDialog('refuse'), []),
  });
  if (error) throw error;
  if (!data) return <Loading lines={8} />;
  const { nameAr, change, reason } = data;
  const asked = { office: data.office, id: data.id, revision: data.revision };
  return (
    <>
      <ProposalHead
        proposal={data}
        title={nameAr}
        subtitle={text('ministry.officeProposal.of', {
          office: officeName(data),
          change: change === null ? text('ministry.officeProposal.unknown') : text(`structure.option.change.${change}`),
        })}
        actions={actions}
        said={[['proposalReason', reason]]}
      />
      <Notices of={data} />
      <Sides of={data} />
      {dialog === 'accept' && <AcceptOffice proposal={data} onClose={close} />}
      {dialog === 'refuse' && (
        <RefuseProposal
          kind="officeProposal"
          title={nameAr}
          send={(why) => call.officeProposal.refuse({ ...asked, reason: why })}
          onClose={close}
        />
      )}
    </>
  );
}

const openTexts = {
  add: 'ministry.officeProposal.open',
  reword: 'ministry.officeProposal.openReworded',
  close: 'ministry.officeProposal.openClosed',
} as const;

/** What else waits about the same office: the two may contradict each other. */
function Others({ of: { id, office, aboutOffice } }: { readonly of: OfficeProposalDetail }) {
  const text = useText();
  const officeName = useOfficeName();
  const { data = [] } = useQuery(query.officeProposal.list.queryOptions({ input: {}, throwOnError: false }));
  const others = data.filter(
    (each) =>
      each.aboutOffice === aboutOffice &&
      aboutOffice !== null &&
      each.decision === null &&
      !(each.id === id && each.office === office),
  );
  if (others.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={text('ministry.officeProposal.others')}
      description={
        <ul>
          {others.map((each) => (
            <li key={`${each.office} ${each.id}`}>
              <Link to={`/ministry/office-proposals/${each.office}/${each.id}`}>
                {text('ministry.officeProposal.other', {
                  ...{ name: each.nameAr, by: officeName(each) },
                  change: text(
                    each.change === null ? 'ministry.officeProposal.unknown' : `structure.option.change.${each.change}`,
                  ),
                })}
              </Link>
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** What whoever decides must know first: why it cannot be accepted, what has changed since, and where it stands already. */
function Notices({ of }: { readonly of: OfficeProposalDetail }) {
  const text = useText();
  const problemText = useProblemText('ministry');
  const { may } = useDesk();
  const { decision, fits, seen, standsAs, change } = of;
  if (decision?.isAccepted === true) {
    return standsAs !== null && may('ministry.office.view') ? (
      <p>
        <Link to={`/ministry/offices/${standsAs}`}>{text(openTexts[change ?? 'reword'])}</Link>
      </p>
    ) : null;
  }
  return (
    <div className="ministry-notices">
      {/* Of one that was answered, nobody asks whether it fits. */}
      {decision === null &&
        !fits.ok &&
        fits.problems.map((problem) => (
          <Alert key={problem.code} type="warning" showIcon title={problemText(problem)} />
        ))}
      {decision === null && <Others of={of} />}
      {seen !== null && <Alert type="info" showIcon title={text('ministry.officeProposal.changedSince')} />}
      {standsAs !== null && <Alert type="info" showIcon title={text('ministry.officeProposal.stands')} />}
    </div>
  );
}

/**
 * As it stands in the register beside what is proposed. Where the register has changed since, also as its sender saw it,
 * and then what would come of both.
 */
function Sides({ of }: { readonly of: OfficeProposalDetail }) {
  const text = useText();
  const { proposed, registered, becomes, nameAr, decision } = of;
  if (proposed === null) return null;
  const seen = decision?.isAccepted === true ? null : of.seen;
  const side = (key: string, standing: OfficeProposalDetail['seen']) =>
    standing === null ? [] : [{ key, title: text(`ministry.officeProposal.${key}`), standing }];
  const title = text(registered === null ? 'ministry.officeProposal.new' : 'ministry.officeProposal.sides');
  return (
    <section>
      <h2 className="ministry-part">{title}</h2>
      <SideBySide
        title={title}
        of={nameAr}
        sides={[
          ...[...side('registered', registered), ...side('seen', seen), ...side('proposed', proposed)],
          ...side('becomes', seen === null ? null : becomes),
        ]}
      />
    </section>
  );
}
