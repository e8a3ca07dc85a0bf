import { skipToken, useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import type { Month } from '#kernel/date.ts';
import { useText } from '#renderer/locale/text.ts';
import type { PayScope } from '../../contract/index.ts';
import { query } from '../client.ts';

/** Of what the figures are, in words: an office, a governorate or the whole ministry. */
export function useScopeName({ governorate, office }: PayScope, month: Month | null): string {
  const text = useText();
  const input = office === undefined || month === null ? skipToken : { month, office, by: 'office' as const };
  const { data } = useQuery(query.payroll.totals.queryOptions({ input }));
  if (office !== undefined) return data?.[0]?.officeName ?? text('ministry.twice.office', { office });
  return text(governorate === undefined ? 'ministry.payroll.whole' : `ministry.governorate.${governorate}`);
}

interface ScopeTagsProps {
  readonly scope: PayScope;
  /** As `useScopeName` writes it. */
  readonly name: string;
  readonly leave: (part: keyof PayScope) => void;
}

/** Says of what the figures are, and leads back to the whole. */
export function ScopeTags({ scope: { governorate, office }, name, leave }: ScopeTagsProps) {
  const text = useText();
  const closable = { 'aria-label': text('kit.action.close') };
  return (
    <>
      {governorate === undefined && office === undefined && <Tag>{name}</Tag>}
      {governorate !== undefined && (
        <Tag closable={closable} onClose={() => leave('governorate')}>
          {text(`ministry.governorate.${governorate}`)}
        </Tag>
      )}
      {office !== undefined && (
        <Tag closable={closable} onClose={() => leave('office')}>
          {name}
        </Tag>
      )}
    </>
  );
}
