import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import { Facts } from '#renderer/kit/facts.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { PaperMarks, SignatureBlocks } from '#renderer/kit/print/letterhead.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Paper } from '#renderer/record/paper.tsx';
import type { DoubleFileDecision } from '../../contract/index.ts';
import { query } from '../client.ts';
import '../ministry.css';
import { sidesOf } from './decision-list.tsx';
import { FileComparison } from './file-comparison.tsx';
import { useOfficeName } from './side-words.ts';

/** What was decided on two files, as both stood then: the merge document where they are one person's. */
export default function DecisionPage() {
  const { id = '' } = useParams();
  const text = useText();
  const { moment } = useDisplay();
  const [isPrinting, setIsPrinting] = useState(false);
  const { data: decision, error } = useQuery(query.doubleFile.get.queryOptions({ input: { id } }));
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'ministry.doubleFile.print', title: 'ministry.doubleFile.print', icon: 'print', shortcut: 'Ctrl+P' },
        perform: () => setIsPrinting(true),
      },
    ],
    [],
  );
  if (error) throw error;
  if (!decision) return <Loading lines={8} />;
  const isOne = decision.keepsOffice !== null;
  return (
    <>
      <PageHeader
        title={decision.first.fullName}
        subtitle={text(isOne ? 'ministry.doubleFile.onePerson' : 'ministry.doubleFile.twoPersons')}
        status={
          <StatusTag tone={decision.isLatest ? 'good' : 'plain'}>
            {text(decision.isLatest ? 'ministry.doubleFile.latest' : 'ministry.doubleFile.replaced')}
          </StatusTag>
        }
        actions={actions}
        module="ministry"
      />
      <Facts
        isWide
        facts={[
          [text('ministry.field.decidedBy'), decision.decidedBy],
          [text('ministry.field.decidedAt'), moment(decision.decidedAt)],
          [text('ministry.field.reason'), decision.reason],
        ]}
      />
      <section className="ministry-pair">
        <DecidedFiles decision={decision} />
      </section>
      {isPrinting && <DecisionPaper decision={decision} onClose={() => setIsPrinting(false)} />}
    </>
  );
}

function DecidedFiles({ decision }: { readonly decision: DoubleFileDecision }) {
  const text = useText();
  const [kept, other] = sidesOf(decision);
  const heads = [
    <StatusTag key="stays" tone="good">
      {text('ministry.doubleFile.stays')}
    </StatusTag>,
    <StatusTag key="closes" tone="warn">
      {text('ministry.doubleFile.closes')}
    </StatusTag>,
  ] as const;
  return <FileComparison first={kept} second={other} {...(decision.keepsOffice !== null && { heads })} />;
}

function DecisionPaper({ decision, onClose }: { readonly decision: DoubleFileDecision; readonly onClose: () => void }) {
  const text = useText();
  const { moment } = useDisplay();
  const officeName = useOfficeName();
  const [kept, other] = sidesOf(decision);
  const isOne = decision.keepsOffice !== null;
  return (
    <Paper
      title={text(isOne ? 'ministry.doubleFile.paper.one' : 'ministry.doubleFile.paper.two')}
      subtitle={decision.first.fullName}
      onClose={onClose}
    >
      <PaperMarks marks={[{ label: text('ministry.field.decidedAt'), value: moment(decision.decidedAt) }]} />
      <p>
        {isOne
          ? text('ministry.doubleFile.paper.oneBody', { keeps: officeName(kept), closes: officeName(other) })
          : text('ministry.doubleFile.paper.twoBody')}
      </p>
      <DecidedFiles decision={decision} />
      <p>
        <strong>{text('ministry.field.reason')}:</strong> <bdi>{decision.reason}</bdi>
      </p>
      <SignatureBlocks
        blocks={[
          { role: text('ministry.doubleFile.paper.decider'), name: decision.decidedBy },
          { role: text('ministry.doubleFile.paper.head') },
        ]}
      />
    </Paper>
  );
}
