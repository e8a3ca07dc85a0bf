import type { RuleKind } from '../contract/index.ts';

/** The parts in which a package is read, and the kinds of rules in each. */
export const ruleGroups = [
  { key: 'scale', kinds: ['SCALE'] },
  { key: 'allowances', kinds: ['CERTIFICATE', 'ALLOWANCE'] },
  { key: 'deductions', kinds: ['TAX', 'RELIEF', 'LEVY'] },
  { key: 'parameters', kinds: ['PARAMETER'] },
  { key: 'leaves', kinds: ['LEAVE'] },
  { key: 'service', kinds: ['THANKS', 'PENALTY', 'RETIREMENT'] },
] as const satisfies readonly { readonly key: string; readonly kinds: readonly RuleKind[] }[];
export type RuleGroup = (typeof ruleGroups)[number];
