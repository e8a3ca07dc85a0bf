import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { parameterSchemas, rulesOfKind, type ParameterCode, type Rule, type RuleKind } from '../contract/rule.ts';

/** Judges one rule by itself. Refusals name the field of `rule`. */
export function judgeRule(rule: Rule): Verdict {
  switch (rule.kind) {
    case 'PARAMETER':
      return judgeParameter(rule.code, rule.value.value);
    case 'TAX':
      return judgeBrackets(rule.value.brackets.map(({ upTo }) => upTo));
    case 'LEVY':
      return all(
        (rule.value.basisPoints === null) === (rule.value.amount === null) ? refuse('RATE_OR_AMOUNT') : accept(),
        judgePeriod(rule.value),
      );
    case 'RETIREMENT':
      return judgePeriod(rule.value);
    case 'SCALE':
    case 'CERTIFICATE':
    case 'ALLOWANCE':
    case 'RELIEF':
    case 'LEAVE':
    case 'THANKS':
    case 'PENALTY':
      return accept();
  }
}

/** Judges whether months can be calculated by these rules: what must be there, and that names lead somewhere. */
export function judgePackage(rules: readonly Rule[]): Verdict {
  return all(
    ...rules.map(judgeRule),
    ...requiredOf(rules),
    ...rules.map((rule) => judgeNames(rule, rules)),
    ...twice(rules),
  );
}

/** Of these kinds a package has one rule only. */
const alone: ReadonlySet<RuleKind> = new Set<RuleKind>(['TAX']);

/** Judges a rule that comes into a package beside others. */
export function judgeAddition(rule: Rule, others: readonly Rule[]): Verdict {
  const same = others.find(({ kind, code }) => kind === rule.kind && code === rule.code);
  if (same) return refuse('RULE_TWICE', { code: rule.code }, 'code');
  return alone.has(rule.kind) && others.some(({ kind }) => kind === rule.kind)
    ? refuse('RULE_NOT_ALONE', { code: rule.code })
    : judgeRule(rule);
}

function judgeParameter(code: string, value: unknown): Verdict {
  if (!isParameterCode(code)) return refuse('PARAMETER_UNKNOWN', { code }, 'code');
  return parameterSchemas[code].safeParse(value).success ? accept() : refuse('PARAMETER_VALUE', { code }, 'value');
}

export function isParameterCode(code: string): code is ParameterCode {
  return Object.hasOwn(parameterSchemas, code);
}

/** Each limit is above the one before, and the last bracket is open. */
function judgeBrackets(limits: readonly (number | null)[]): Verdict {
  const isRising = limits.every((limit, index) => {
    const before = limits[index - 1];
    return limit === null ? index === limits.length - 1 : before == null || limit > before;
  });
  return isRising && limits.at(-1) === null ? accept() : refuse('BRACKETS_ORDER');
}

function judgePeriod({ from, to }: { readonly from: string; readonly to: string | null }): Verdict {
  return to === null || from <= to ? accept() : refuse('PERIOD_REVERSED', {}, 'to');
}

function requiredOf(rules: readonly Rule[]): readonly Verdict[] {
  const lacks = (kind: RuleKind, code: string) => refuse('PACKAGE_LACKS', { kind, code });
  const reliefs = rulesOfKind(rules, 'RELIEF');
  const parameters = new Set(rulesOfKind(rules, 'PARAMETER').map(({ code }) => code));
  return [
    ...(rulesOfKind(rules, 'SCALE').length === 0 ? [lacks('SCALE', '1')] : []),
    ...(rulesOfKind(rules, 'TAX').length === 0 ? [lacks('TAX', 'INCOME')] : []),
    ...(reliefs.some(({ value }) => value.per === 'CHILD') ? [] : [lacks('RELIEF', 'T_CHILD')]),
    ...(reliefs.some(({ value }) => value.per === 'AGE' && value.olderThanYears !== null)
      ? []
      : [lacks('RELIEF', 'T_AGE63')]),
    ...Object.keys(parameterSchemas)
      .filter((code) => !parameters.has(code))
      .map((code) => lacks('PARAMETER', code)),
  ];
}

function judgeNames(rule: Rule, rules: readonly Rule[]): Verdict {
  const codesOf = (kind: RuleKind) => new Set(rulesOfKind(rules, kind).map(({ code }) => code));
  const demandAll = (names: readonly string[], kind: RuleKind) => {
    const missing = names.find((name) => !codesOf(kind).has(name));
    return missing === undefined ? accept() : refuse('CODE_NOT_IN_PACKAGE', { rule: rule.code, code: missing });
  };
  switch (rule.kind) {
    case 'ALLOWANCE':
      return all(
        demandAll(rule.value.needsCertificate, 'CERTIFICATE'),
        demandAll(rule.value.yieldsTo === null ? [] : [rule.value.yieldsTo], 'ALLOWANCE'),
      );
    case 'LEAVE':
      return demandAll(rule.value.usesBalanceOf === null ? [] : [rule.value.usesBalanceOf], 'LEAVE');
    case 'PARAMETER':
      return demandAll(Array.isArray(rule.value.value) ? rule.value.value : [], 'ALLOWANCE');
    case 'SCALE':
    case 'CERTIFICATE':
    case 'TAX':
    case 'RELIEF':
    case 'LEVY':
    case 'THANKS':
    case 'PENALTY':
    case 'RETIREMENT':
      return accept();
  }
}

function twice(rules: readonly Rule[]): readonly Verdict[] {
  const seen = new Set<string>();
  return rules.flatMap(({ kind, code }) => {
    const key = `${kind} ${code}`;
    const isKnown = seen.has(key);
    seen.add(key);
    return isKnown ? [refuse('RULE_TWICE', { code })] : [];
  });
}
