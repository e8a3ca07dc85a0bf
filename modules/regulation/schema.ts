import { boolean, date, id, integer, json, moment, month, optional, syncedTable, text } from '#db/columns.ts';
import type { Confidence, PackageState, Rule, RuleKind } from './contract/index.ts';

/** A dated, versioned set of rules (حزمة القواعد): drafted, published, and never changed after that. */
export const rulePackage = syncedTable(
  'regulation_package',
  {
    code: text(),
    version: integer(),
    titleAr: text(),
    /** The first month that is calculated under it. */
    firstMonth: month(),
    state: text<PackageState>(),
    note: optional(text()),
    /** SHA-256 of its rules, given when it is published: what a payroll run names. */
    hash: optional(text()),
    publishedAt: optional(moment()),
    publishedBy: optional(id()),
  },
  { conflictClass: 'reference', unique: [['ownerOffice', 'code', 'version']] },
);

/** One rule of a package: what it says and on what it stands. */
export const rule = syncedTable(
  'regulation_rule',
  {
    packageId: id({ references: () => rulePackage.id }),
    position: integer(),
    kind: text<RuleKind>(),
    code: text(),
    titleAr: text(),
    value: json<Rule['value']>(),
    source: text(),
    article: optional(text()),
    confidence: text<Confidence>(),
    isConfirmed: boolean(),
    confirmedBy: optional(text()),
    confirmedOn: optional(date()),
  },
  { conflictClass: 'reference' },
);

/**
 * What the data centre decided on what an office proposed, a package, an item or a change of the tree (البتّ في المقترح). An accepted one lives
 * on as a draft of the data centre; the office's own record stays as it was sent.
 */
export const decision = syncedTable(
  'regulation_decision',
  {
    office: integer(),
    /** The record in its office, and which revision of it was looked at. */
    proposalId: id(),
    proposalRevision: integer(),
    isAccepted: boolean(),
    reason: optional(text()),
    /** Who decided, by name: the people of the data centre are unknown in an office. */
    decidedBy: text(),
    /** The draft package, or the line of the catalogue, that it has become; null where it became none. */
    madeId: optional(id()),
  },
  { conflictClass: 'reference', indexes: [['proposalId'], ['madeId']] },
);

export const tables = [rulePackage, rule, decision] as const;
