import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import {
  parameterSchemas,
  rulesOfKind,
  type PackageRules,
  type ParameterCode,
  type Rule,
} from '#modules/regulation/contract/rule.ts';
import type { Parameters, ReliefRule, RuleBook } from './rule-book.ts';

/**
 * The rules of a package as the calculation reads them. Refuses `PACKAGE_INCOMPLETE` (params `kind`, `code`) where
 * something is missing without which no month can be calculated.
 */
export function bookOfPackage({ firstMonth, rules }: PackageRules): Verdict<RuleBook> {
  const tax = rulesOfKind(rules, 'TAX')[0];
  if (tax === undefined) return refuse('PACKAGE_INCOMPLETE', { kind: 'TAX', code: 'INCOME' });
  const reliefs = rulesOfKind(rules, 'RELIEF');
  const child = reliefs.find(({ value }) => value.per === 'CHILD');
  const age = reliefs.find(({ value }) => value.per === 'AGE');
  if (child === undefined) return refuse('PACKAGE_INCOMPLETE', { kind: 'RELIEF', code: 'T_CHILD' });
  if (age?.value.olderThanYears == null) return refuse('PACKAGE_INCOMPLETE', { kind: 'RELIEF', code: 'T_AGE63' });
  const missing = parameterNames.find(([, code]) => !rules.some((rule) => isParameter(rule, code)));
  if (missing !== undefined) return refuse('PACKAGE_INCOMPLETE', { kind: 'PARAMETER', code: missing[1] });
  return accept({
    firstMonth,
    scale: new Map(rulesOfKind(rules, 'SCALE').map(({ code, value }) => [code, { grade: code, ...value }])),
    certificates: new Map(rulesOfKind(rules, 'CERTIFICATE').map(({ code, value }) => [code, value.basisPoints])),
    allowances: rulesOfKind(rules, 'ALLOWANCE').map(({ code, value }) => ({ code, ...value })),
    taxBrackets: tax.value.brackets,
    reliefs: new Map<string, ReliefRule>(
      reliefs.filter(({ value }) => value.per === 'STATUS').map(({ code, value }) => [code, value]),
    ),
    childRelief: child.value.amount,
    ageRelief: { olderThanYears: age.value.olderThanYears, amount: age.value.amount },
    lifeInsuranceLimit: tax.value.lifeInsuranceLimit,
    levies: rulesOfKind(rules, 'LEVY').map(({ code, value }) => ({ code, ...value })),
    parameters: parametersOf(rules),
  });
}

/** The engine's name of each parameter beside its code in a package. */
export const parameterNames = [
  ['dayBasis', 'DAY_BASIS'],
  ['prorateFamily', 'PRORATE_FAMILY'],
  ['allowanceCapBp', 'ALLOWANCE_CAP_BP'],
  ['capReductionOrder', 'CAP_REDUCTION_ORDER'],
  ['geoInCap', 'GEO_IN_CAP'],
  ['higher50InCap', 'HIGHER50_IN_CAP'],
  ['spouseAmount', 'SPOUSE_AMOUNT'],
  ['childAmount', 'CHILD_AMOUNT'],
  ['childMax', 'CHILD_MAX'],
  ['pensionEmployeeBp', 'PENSION_EMPLOYEE_BP'],
  ['pensionStateBp', 'PENSION_STATE_BP'],
  ['pensionBase', 'PENSION_BASE'],
  ['socProtBp', 'SOC_PROT_BP'],
  ['publicAllowanceRelief', 'PUBLIC_ALLOWANCE_RELIEF'],
  ['allowanceReliefBp', 'ALLOWANCE_RELIEF_BP'],
  ['absenceMode', 'ABSENCE_MODE'],
  ['attachmentShareBp', 'ATTACHMENT_SHARE_BP'],
  ['arrearsRecoveryMaxBp', 'ARREARS_RECOVERY_MAX_BP'],
  ['arrearsMaxMonths', 'ARREARS_MAX_MONTHS'],
  ['netFloor', 'NET_FLOOR'],
] as const satisfies readonly (readonly [keyof Parameters, ParameterCode])[];

function parametersOf(rules: readonly Rule[]): Parameters {
  const values = parameterNames.map(([name, code]) => {
    const rule = rules.find((each) => isParameter(each, code));
    return [name, parameterSchemas[code].parse(rule?.value.value)] as const;
  });
  // Each value was just parsed by the schema of its own parameter.
  return { ...(Object.fromEntries(values) as unknown as Parameters), certificateBp: {} };
}

function isParameter(rule: Rule, code: ParameterCode): rule is Extract<Rule, { kind: 'PARAMETER' }> {
  return rule.kind === 'PARAMETER' && rule.code === code;
}
