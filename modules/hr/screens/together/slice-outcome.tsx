import { Alert } from 'antd';
import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { Counts } from './counts.tsx';
import type { Outcome } from './slices.ts';

interface Left {
  readonly key: string;
  readonly fullName: string;
  readonly unit: string;
  readonly reason: string;
}

/** What was done for them. */
export type DoneAs = 'sent' | 'accepted' | 'confirmed';

/** What became of those for whom it was done together: how many, and who is left with the reason. */
export function SliceOutcome<Person extends { readonly fullName: string }>(props: {
  readonly doneAs: DoneAs;
  readonly outcome: Outcome<Person>;
  readonly keyOf: (person: Person) => string;
  readonly unitOf: (person: Person) => string;
}) {
  const { doneAs, outcome, keyOf, unitOf } = props;
  const { results, unknown, untried } = outcome;
  const text = useText();
  const problemText = useProblemText('hr');
  const columns = useColumns();
  const left = useMemo(() => {
    const line = (person: Person, reason: string): Left => ({
      ...{ key: keyOf(person), fullName: person.fullName, unit: unitOf(person), reason },
    });
    return [
      ...results
        .filter((each) => each.outcome === 'refused')
        .map(({ person, problems }) => line(person, problems.map(problemText).join(' '))),
      ...unknown.map((person) => line(person, text('hr.together.result.unknownReason'))),
      ...untried.map((person) => line(person, text('hr.together.result.untriedReason'))),
    ];
  }, [results, unknown, untried, keyOf, unitOf, problemText, text]);
  const countOf = (kind: 'done' | 'before' | 'refused'): number =>
    results.filter((each) => each.outcome === kind).length;
  return (
    <>
      <Counts
        counts={[
          { label: text(`hr.together.result.${doneAs}`), count: countOf('done') },
          { label: text(`hr.together.result.${doneAs}Before`), count: countOf('before') },
          { label: text('hr.together.result.refused'), count: countOf('refused') },
          ...(unknown.length > 0 ? [{ label: text('hr.together.result.unknown'), count: unknown.length }] : []),
          { label: text('hr.together.result.untried'), count: untried.length },
        ]}
      />
      {left.length === 0 ? (
        <Alert type="success" showIcon title={text('hr.together.result.all')} />
      ) : (
        <Listing
          id="hr.together.left"
          label={text('hr.together.result.left')}
          rows={left}
          columns={columns}
          rowKey={({ key }) => key}
          height="calc(100dvh - 270px)"
          empty={{ title: text('hr.together.result.all') }}
        />
      )}
    </>
  );
}

function useColumns(): readonly Column<Left>[] {
  const text = useText();
  return useMemo(() => {
    const title = (key: string): string => text(`hr.field.${key}`);
    return [
      {
        ...{ key: 'fullName', title: title('fullName'), kind: 'text', width: 260, pin: 'start' },
        value: (row) => row.fullName,
      },
      { key: 'unit', title: title('unitId'), kind: 'text', width: 240, value: (row) => row.unit },
      { key: 'reason', title: title('reasonToStay'), kind: 'text', width: 560, value: (row) => row.reason },
    ];
  }, [text]);
}
