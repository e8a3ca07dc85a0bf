import { z } from 'zod';
import { isMonth, type Month } from '#kernel/date.ts';
import { zAnswer, zDate, zId, zOptionalText, zRecord, zRequired, zRevision } from '#modules/contract.ts';
import { ruleKinds, zRule } from './rule.ts';

/** `proposed`: sent by an office, for the data centre to accept or refuse. */
export const packageStates = ['draft', 'proposed', 'published', 'withdrawn'] as const;
export type PackageState = (typeof packageStates)[number];

const zMonth = z.custom<Month>((value) => typeof value === 'string' && isMonth(value), 'MONTH');

/** What is written of a package beside its rules. */
export const packageInput = z.strictObject({
  titleAr: zRequired(200),
  /** The first month that is calculated under it. */
  firstMonth: zMonth,
  note: zOptionalText(1_000),
});

/** A new draft: from whose rules it begins. */
export const packageDraft = packageInput.extend({ fromId: zId });

/** How a package stands: a proposal by what was decided on it, a published one by whether months are calculated under it. */
export const packageStandings = [
  ...(['draft', 'waiting', 'accepted', 'refused', 'inForce', 'superseded', 'withdrawn'] as const),
] as const;
export type PackageStanding = (typeof packageStandings)[number];

export const packageRow = z.object({
  ...zRecord,
  code: z.string(),
  version: z.number().int(),
  titleAr: z.string(),
  firstMonth: zMonth,
  state: z.enum(packageStates),
  standing: z.enum(packageStandings),
  isOfCentre: z.boolean(),
  note: z.string().nullable(),
  /** SHA-256 over its first month and rules; null until it is published. */
  hash: z.string().nullable(),
  publishedAt: z.number().int().nullable(),
  rules: z.number().int(),
  unconfirmed: z.number().int(),
});
export type PackageRow = z.infer<typeof packageRow>;

/** Who confirmed a rule at the Ministry, and when; both or neither. */
const confirmation = { confirmedBy: zOptionalText(200), confirmedOn: zDate.nullable() };

/** A rule as it lies in a package. */
export const ruleRow = z.object({
  id: zId,
  revision: z.number().int(),
  rule: zRule,
  confirmedBy: z.string().nullable(),
  confirmedOn: zDate.nullable(),
});
export type RuleRow = z.infer<typeof ruleRow>;

/** What the data centre said of a proposal as it stands. */
export const proposalDecision = z.object({
  isAccepted: z.boolean(),
  reason: z.string().nullable(),
  decidedBy: z.string(),
  decidedAt: z.number().int(),
});

export const packageDetail = packageRow.extend({
  lines: z.array(ruleRow).max(1_000),
  decision: proposalDecision.nullable(),
  can: z.object({
    ...{ edit: zAnswer, remove: zAnswer, publish: zAnswer, withdraw: zAnswer },
    ...{ propose: zAnswer, takeBack: zAnswer },
  }),
});
export type PackageDetail = z.infer<typeof packageDetail>;

export const ruleInput = z.strictObject({ packageId: zId, rule: zRule, ...confirmation });
export const ruleEdit = z.strictObject({ id: zId, revision: zRevision, rule: zRule, ...confirmation });

/** A rule that two packages have differently; `before` or `after` is null where only the other has it. */
export const ruleDifference = z.object({
  kind: z.enum(ruleKinds),
  code: z.string(),
  titleAr: z.string(),
  before: zRule.nullable(),
  after: zRule.nullable(),
});
export type RuleDifference = z.infer<typeof ruleDifference>;
