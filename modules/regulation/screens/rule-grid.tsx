import { useMemo, useState } from 'react';
import { Button } from 'antd';
import { Icon } from '#renderer/kit/icon.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { confidences, ruleKinds, type PackageDetail, type RuleKind, type RuleRow } from '../contract/index.ts';
import { RuleDrawer } from './rule-drawer.tsx';
import type { RuleGroup } from './rule-groups.ts';
import { useRuleWords } from './rule-words.ts';
import './regulation.css';

/** The rules of one part of a package; a draft's can be written here. */
export function RuleGrid({ of, group }: { readonly of: PackageDetail; readonly group: RuleGroup }) {
  const text = useText();
  const columns = useRuleColumns();
  const [open, setOpen] = useState<RuleRow | RuleKind | null>(null);
  const kinds: readonly RuleKind[] = group.kinds;
  const rows = useMemo(() => of.lines.filter(({ rule }) => kinds.includes(rule.kind)), [of.lines, kinds]);
  // There is one tax; it is changed, not added to.
  const addable = kinds.filter((kind) => kind !== 'TAX' || !rows.some(({ rule }) => rule.kind === 'TAX'));
  return (
    <>
      {of.can.edit.ok && (
        <div className="kit-row regulation-tools">
          {addable.map((kind) => (
            <Button key={kind} icon={<Icon name="plus" />} onClick={() => setOpen(kind)}>
              {text('regulation.rule.new', { kind: text(`regulation.option.kind.${kind}`) })}
            </Button>
          ))}
        </div>
      )}
      <Listing
        id={`regulation.rules.${group.key}`}
        label={text(`regulation.group.${group.key}`)}
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        onOpen={setOpen}
        height={`calc(100vh - ${of.can.edit.ok ? 325 : 285}px)`}
        empty={{ title: text('regulation.rule.empty') }}
      />
      {open !== null && <RuleDrawer of={of} opened={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function useRuleColumns(): readonly Column<RuleRow>[] {
  const text = useText();
  const words = useRuleWords();
  return useMemo(() => {
    const title = (key: string): string => text(`regulation.field.${key}`);
    return [
      {
        key: 'titleAr',
        title: title('ruleTitle'),
        kind: 'text',
        width: 220,
        pin: 'start',
        value: ({ rule }) => rule.titleAr,
      },
      {
        ...{ key: 'kind', title: title('kind'), kind: 'enum', width: 120 },
        options: ruleKinds.map((value) => ({ value, label: text(`regulation.option.kind.${value}`) })),
        value: ({ rule }) => rule.kind,
      },
      { key: 'says', title: title('says'), kind: 'text', width: 420, value: ({ rule }) => words(rule) },
      {
        ...{ key: 'isConfirmed', title: title('isConfirmed'), kind: 'enum', width: 110 },
        options: [
          { value: 'yes', label: text('regulation.rule.confirmed'), tone: 'good' },
          { value: 'no', label: text('regulation.rule.unconfirmed'), tone: 'warn' },
        ],
        value: ({ rule }) => (rule.isConfirmed ? 'yes' : 'no'),
      },
      { key: 'source', title: title('source'), kind: 'text', width: 260, value: ({ rule }) => rule.source },
      { key: 'article', title: title('article'), kind: 'text', width: 130, value: ({ rule }) => rule.article },
      {
        ...{ key: 'confidence', title: title('confidence'), kind: 'enum', width: 120 },
        options: confidences.map((value) => ({ value, label: text(`regulation.option.confidence.${value}`) })),
        value: ({ rule }) => rule.confidence,
      },
      {
        key: 'code',
        title: title('code'),
        kind: 'text',
        width: 140,
        isLtr: true,
        isHidden: true,
        value: ({ rule }) => rule.code,
      },
    ];
  }, [text, words]);
}
