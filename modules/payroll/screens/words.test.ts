import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { iqState201511 } from '#modules/regulation/seed/iq-state-2015-11.ts';
import { confidences } from '#modules/regulation/contract/index.ts';
import {
  accountRoles,
  adjustmentCodes,
  auditChecks,
  bankFileStates,
  courtOrderKinds,
  issueKinds,
  issueStates,
  journalComponents,
  ledgerKinds,
  loanKinds,
  moves,
  ownComponents,
  paymentWays,
  runKinds,
  runStates,
  severities,
  sheetCauses,
  stepKeys,
} from '../contract/index.ts';
import { issueCauses } from '../rules/issue-cause.ts';

const { rules } = iqState201511;
const codesOf = (kind: string): readonly string[] => rules.filter((rule) => rule.kind === kind).map(({ code }) => code);

/** Everything that the office sends as a code and that a person reads, by the place of its text. */
const spoken: readonly (readonly [prefix: string, codes: readonly string[]])[] = [
  ['payroll.step', stepKeys],
  ['payroll.option.issue', Object.keys(issueKinds)],
  ['payroll.option.issueKind', Object.keys(issueKinds)],
  ['payroll.move.run', moves.run.map(({ name }) => name)],
  [
    'payroll.option.component',
    [
      ...[...ownComponents, ...journalComponents, ...adjustmentCodes, ...codesOf('ALLOWANCE'), ...codesOf('LEVY')],
      ...['GROSS', 'DEDUCTIONS', 'ARREARS', 'NET'],
    ],
  ],
  ['payroll.option.state', [...runStates, ...issueStates]],
  ['payroll.option.kind', runKinds],
  ['payroll.option.severity', severities],
  ['payroll.option.payBy', paymentWays],
  ['payroll.option.loanKind', loanKinds],
  ['payroll.option.courtOrderKind', courtOrderKinds],
  ['payroll.option.ledgerKind', ledgerKinds],
  ['payroll.option.accountRole', accountRoles],
  ['payroll.option.bankFileState', bankFileStates],
  ['payroll.option.auditCheck', auditChecks],
  ['payroll.option.sheetCause', sheetCauses],
  ['payroll.option.confidence', confidences],
  ['payroll.option.ruleKind', [...new Set(rules.map(({ kind }) => kind))]],
  ['payroll.option.leave', ['UNPAID', 'HALF_PAY', 'NOMINAL_ONLY', 'ABSENCE']],
  ['payroll.option.timeline', ['grades', 'certificates', 'taxStatuses']],
  ['payroll.command', commandsWritten()],
];

describe.each(['ar', 'ckb', 'en'] as const)('the words of payroll in %s', (language) => {
  // The file is a flat object of texts; every-module.test.ts holds it to that.
  const texts = JSON.parse(readFileSync(`modules/payroll/strings.${language}.json`, 'utf8')) as Record<string, string>;

  it.each(spoken)('%s: every code has its text', (prefix, codes) => {
    expect(codes.length).toBeGreaterThan(0);
    for (const code of codes) expect.soft(texts[`${prefix}.${code}`] ?? '', code).toMatch(/\S/u);
  });
});

it('every kind of issue leads to where it is mended', () => {
  expect(Object.keys(issueCauses).toSorted()).toEqual(Object.keys(issueKinds).toSorted());
});

/** The commands that procedures and calculations run, as the log and the timeline name them: `slip.save`. */
function commandsWritten(): readonly string[] {
  const sources = ['procedures', 'calculation'].flatMap((folder) =>
    readdirSync(`modules/payroll/${folder}`).map((name) => readFileSync(`modules/payroll/${folder}/${name}`, 'utf8')),
  );
  const written = sources.flatMap((source) =>
    [...source.matchAll(/\b(?:write|remove)\((?:context, \w+, )?'payroll\.([a-z_]+\.[a-z_]+)'/gu)].map(
      ([, command]) => command ?? '',
    ),
  );
  const moved = moves.run
    .map(({ name }) => name)
    .filter((name) => !['adjust', 'hold', 'accept'].includes(name))
    .map((name) => `run.${name}`);
  return [...new Set([...written, ...moved, 'run.hold_slip', 'run.release_slip'])].toSorted();
}
