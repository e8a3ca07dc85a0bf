import type { PackageState } from './package.ts';

/** What a person may be allowed to do with the rules. Who drafted a package does not publish it. */
export const permissions = [
  'regulation.package.view',
  'regulation.package.edit',
  'regulation.package.publish',
] as const;

/** Every refusal of this module; each has its text in `strings.*.json`. */
export const problems = [
  'NO_PACKAGE',
  'PUBLISHED_ALREADY',
  'MOVE_NOT_POSSIBLE',
  'PUBLISHER_IS_DRAFTER',
  'LAST_PACKAGE',
  'PACKAGE_OF_CENTRE',
  'RULES_FROM_CENTRE',
  'NO_CENTRE',
  'DECIDED_ALREADY',
  'PACKAGE_LACKS',
  'RULE_TWICE',
  'RULE_NOT_ALONE',
  'RULE_KIND_FIXED',
  'PARAMETER_UNKNOWN',
  'PARAMETER_VALUE',
  'BRACKETS_ORDER',
  'CODE_NOT_IN_PACKAGE',
  'PERIOD_REVERSED',
  'RATE_OR_AMOUNT',
  'CONFIRMATION_INCOMPLETE',
] as const;

/** The moves table of a package: the buttons of the screen and the checks of the office both read it. */
export const moves = {
  package: [
    { name: 'edit', from: ['draft'], to: null, permission: 'regulation.package.edit' },
    { name: 'remove', from: ['draft'], to: null, permission: 'regulation.package.edit' },
    { name: 'propose', from: ['draft'], to: 'proposed', permission: 'regulation.package.publish' },
    { name: 'takeBack', from: ['proposed'], to: 'draft', permission: 'regulation.package.publish' },
    { name: 'publish', from: ['draft'], to: 'published', permission: 'regulation.package.publish' },
    { name: 'withdraw', from: ['published'], to: 'withdrawn', permission: 'regulation.package.publish' },
  ],
} as const satisfies Record<string, readonly Move[]>;

interface Move {
  readonly name: string;
  readonly from: readonly PackageState[];
  /** Null where the state stays what it is. */
  readonly to: PackageState | null;
  readonly permission: (typeof permissions)[number];
}
export type PackageMove = (typeof moves.package)[number]['name'];
