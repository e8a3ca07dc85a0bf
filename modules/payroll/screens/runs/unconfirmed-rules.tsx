import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Grid } from '#renderer/kit/grid/grid.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { UsedRule } from '../../contract/index.ts';

/** The rules that a run used and that the Ministry has not confirmed, with where each comes from. */
export function UnconfirmedRules({ rules, height }: { readonly rules: readonly UsedRule[]; readonly height: string }) {
  const text = useText();
  const columns = useMemo<readonly Column<UsedRule>[]>(
    () => [
      {
        ...{ key: 'kind', title: text('payroll.field.kind'), kind: 'text', width: 110 },
        value: ({ kind }) => text(`payroll.option.ruleKind.${kind}`),
      },
      { key: 'title', title: text('payroll.field.rule'), kind: 'text', width: 240, value: ({ titleAr }) => titleAr },
      { key: 'source', title: text('payroll.field.source'), kind: 'text', width: 220, value: ({ source }) => source },
      {
        ...{ key: 'confidence', title: text('payroll.field.confidence'), kind: 'text', width: 130 },
        value: ({ confidence }) => text(`payroll.option.confidence.${confidence}`),
      },
    ],
    [text],
  );
  return (
    <Grid
      id="payroll.unconfirmed"
      label={text('payroll.field.unconfirmed')}
      rows={rules}
      columns={columns}
      rowKey={({ kind, code }) => `${kind}:${code}`}
      height={height}
      empty={{ title: text('payroll.run.allConfirmed') }}
    />
  );
}
