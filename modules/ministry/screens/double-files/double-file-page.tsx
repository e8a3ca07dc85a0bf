import { useSearchParams } from 'react-router';
import { Parts } from '#renderer/desk/parts.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { DecisionList } from './decision-list.tsx';
import { WaitingPairs } from './waiting-pairs.tsx';

/** Files of two offices that may be one person's: those that wait for a decision, and what was decided. */
export default function DoubleFilePage() {
  const text = useText();
  const [params, setParams] = useSearchParams();
  const part = params.get('part') ?? 'waiting';
  return (
    <>
      <PageHeader
        title={text('ministry.doubleFiles.title')}
        subtitle={text('ministry.doubleFiles.body')}
        module="ministry"
      />
      <Parts
        label={text('ministry.doubleFiles.title')}
        current={part}
        onChange={(key) => setParams({ part: key }, { replace: true })}
        parts={[
          {
            ...{ key: 'waiting', label: text('ministry.doubleFiles.waiting') },
            content: part === 'waiting' && <WaitingPairs />,
          },
          {
            ...{ key: 'decided', label: text('ministry.doubleFiles.decided') },
            content: part === 'decided' && <DecisionList />,
          },
        ]}
      />
    </>
  );
}
