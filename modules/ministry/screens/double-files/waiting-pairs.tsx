import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { DoubleFileRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import '../ministry.css';
import { DecidePair } from './decide-pair.tsx';
import { FileComparison } from './file-comparison.tsx';
import { isServing, useOfficeName } from './side-words.ts';

/** Each two files side by side, with the three answers that can be given. */
export function WaitingPairs() {
  const text = useText();
  const { data, error } = useQuery(query.doubleFile.list.queryOptions({ input: {} }));
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  if (error) throw error;
  if (!data) return <Loading lines={8} />;
  if (data.pairs.length === 0)
    return (
      <EmptyState
        icon="copy"
        title={text('ministry.doubleFiles.empty')}
        hint={text('ministry.doubleFiles.emptyHint')}
      />
    );
  return (
    <div className="ministry-pairs">
      {data.hasMore && <p role="status">{text('ministry.doubleFiles.more')}</p>}
      {data.pairs.map((pair) => (
        <Pair
          key={`${pair.first.employeeId} ${pair.second.employeeId}`}
          pair={pair}
          onDecide={(keepsOffice) => setDeciding({ pair, keepsOffice })}
        />
      ))}
      {deciding && <DecidePair {...deciding} onClose={() => setDeciding(null)} />}
    </div>
  );
}

interface Deciding {
  readonly pair: DoubleFileRow;
  readonly keepsOffice: number | null;
}

function Pair(props: { readonly pair: DoubleFileRow; readonly onDecide: (keepsOffice: number | null) => void }) {
  const { pair, onDecide } = props;
  const text = useText();
  const officeName = useOfficeName();
  const { may, today } = useDesk();
  const { first, second, before } = pair;
  const keep = (office: number) => (
    <Button size="small" onClick={() => onDecide(office)}>
      {text('ministry.doubleFile.keep')}
    </Button>
  );
  return (
    <section className="ministry-pair" aria-label={first.fullName}>
      <header className="kit-row">
        <strong>
          <bdi>{first.fullName}</bdi>
        </strong>
        {pair.byCard && <StatusTag tone="warn">{text('ministry.doubleFile.byCard')}</StatusTag>}
        {pair.byName && <StatusTag tone="warn">{text('ministry.doubleFile.byName')}</StatusTag>}
        {isServing(first, today) && isServing(second, today) && (
          <StatusTag tone="bad">{text('ministry.doubleFile.bothServe')}</StatusTag>
        )}
        <span className="kit-grow" />
        {may('ministry.doubleFile.decide') && (
          <Button size="small" onClick={() => onDecide(null)}>
            {text('ministry.doubleFile.twoPersons')}
          </Button>
        )}
      </header>
      {before && (
        <p className="kit-soft">
          {text('ministry.doubleFile.before', {
            verdict:
              before.keepsOffice === null
                ? text('ministry.doubleFile.twoPersons')
                : text('ministry.doubleFile.keepOf', {
                    name: first.fullName,
                    office: officeName(before.keepsOffice === first.office ? first : second),
                  }),
          })}
        </p>
      )}
      <FileComparison
        first={first}
        second={second}
        {...(may('ministry.doubleFile.decide') && { foot: [keep(first.office), keep(second.office)] as const })}
      />
    </section>
  );
}
