import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Select } from 'antd';
import { Listing } from '#renderer/record/listing.tsx';
import { ruleKinds, type PackageDetail, type PackageRow, type RuleDifference } from '../contract/index.ts';
import { query } from './client.ts';
import { useRuleWords } from './rule-words.ts';
import './regulation.css';

const none: readonly PackageRow[] = [];

/** What the package changes against another one: by default the published one before it. */
export function Differences({ of }: { readonly of: PackageDetail }) {
  const text = useText();
  const { month } = useDisplay();
  const packages = useQuery(query.package.list.queryOptions()).data ?? none;
  const others = packages.filter(({ id }) => id !== of.id);
  const before = others.find(({ state, firstMonth }) => state === 'published' && firstMonth <= of.firstMonth);
  const [chosen, setChosen] = useState<string | null>(null);
  const beforeId = chosen ?? before?.id ?? others[0]?.id ?? null;
  const { data = [], isPending } = useQuery(
    query.package.compare.queryOptions({
      input: { beforeId: beforeId ?? of.id, afterId: of.id },
      enabled: beforeId !== null,
    }),
  );
  const columns = useDifferenceColumns();
  if (others.length === 0) return <p className="kit-soft">{text('regulation.compare.alone')}</p>;
  return (
    <>
      <label className="kit-row regulation-tools">
        {text('regulation.compare.with')}
        <Select
          value={beforeId}
          aria-label={text('regulation.compare.with')}
          style={{ minInlineSize: 320 }}
          options={others.map(({ id, titleAr, version, firstMonth }) => ({
            value: id,
            label: text('regulation.package.line', { title: titleAr, version, month: month(firstMonth) }),
          }))}
          onChange={setChosen}
        />
      </label>
      <Listing
        id="regulation.differences"
        label={text('regulation.compare.title')}
        rows={data}
        columns={columns}
        rowKey={({ kind, code }) => `${kind} ${code}`}
        isLoading={isPending}
        height="calc(100vh - 325px)"
        empty={{ title: text('regulation.compare.same') }}
      />
    </>
  );
}

/** What a difference of two packages shows: the rule, how it changed, and both wordings. */
export function useDifferenceColumns(): readonly Column<RuleDifference>[] {
  const text = useText();
  const words = useRuleWords();
  return useMemo(() => {
    const title = (key: string): string => text(`regulation.field.${key}`);
    return [
      {
        key: 'titleAr',
        title: title('ruleTitle'),
        kind: 'text',
        width: 230,
        pin: 'start',
        value: (row) => row.titleAr,
      },
      {
        ...{ key: 'kind', title: title('kind'), kind: 'enum', width: 120 },
        options: ruleKinds.map((value) => ({ value, label: text(`regulation.option.kind.${value}`) })),
        value: ({ kind }) => kind,
      },
      {
        ...{ key: 'change', title: title('change'), kind: 'enum', width: 110 },
        options: [
          { value: 'added', label: text('regulation.compare.added'), tone: 'good' },
          { value: 'changed', label: text('regulation.compare.changed'), tone: 'busy' },
          { value: 'dropped', label: text('regulation.compare.dropped'), tone: 'bad' },
        ],
        value: ({ before, after }) => (before === null ? 'added' : after === null ? 'dropped' : 'changed'),
      },
      {
        ...{ key: 'before', title: title('before'), kind: 'text', width: 320 },
        value: ({ before }) => (before === null ? null : words(before)),
      },
      {
        ...{ key: 'after', title: title('after'), kind: 'text', width: 320 },
        value: ({ after }) => (after === null ? null : words(after)),
      },
      {
        key: 'source',
        title: title('source'),
        kind: 'text',
        width: 240,
        value: ({ before, after }) => (after ?? before)?.source ?? null,
      },
    ];
  }, [text, words]);
}
