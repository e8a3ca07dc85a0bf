import { z } from 'zod';
import { zDate, zOptionalText, zRequired } from '#modules/contract.ts';
import { parseNumber } from '#renderer/kit/fields/number-field.tsx';
import { parsePercent, percentText } from '#renderer/kit/fields/percent-field.tsx';
import { confidences, parameterSchemas, valueSchemas, zRule, type Rule, type RuleKind } from '../contract/index.ts';
import { isParameterCode } from '../rules/judge-package.ts';

/** The form of a rule: its value as people write it. */

const standing = {
  code: z.string().regex(/^[A-Z0-9][A-Z0-9_]{0,39}$/),
  titleAr: zRequired(200),
  source: zRequired(500),
  article: zOptionalText(200),
  confidence: z.enum(confidences),
  isConfirmed: z.boolean(),
  confirmedBy: zOptionalText(200),
  confirmedOn: zDate.nullable(),
};

/** What the form of this rule demands. */
export function schemaOfRule(rule: Rule) {
  return z.object({ ...standing, value: valueSchemaOf(rule) });
}

function valueSchemaOf(rule: Rule): z.ZodType {
  if (rule.kind === 'PARAMETER') return z.object({ value: parameterSchemaOf(rule.code) });
  if (rule.kind === 'ALLOWANCE') return allowanceSchema;
  return valueSchemas[rule.kind];
}

/** In which order allowances are cut is written as a list; an empty one is the order of granting. */
function parameterSchemaOf(code: string): z.ZodType {
  if (code === 'CAP_REDUCTION_ORDER') {
    return z.array(z.string()).transform((codes) => (codes.length === 0 ? 'LAST_GRANTED_FIRST' : codes));
  }
  return isParameterCode(code) ? parameterSchemas[code] : z.union([z.number().int(), z.boolean()]);
}

const allowanceSchema = valueSchemas.ALLOWANCE.extend({ usual: z.string().max(300).nullable() }).transform(
  (value, context) => {
    const parts = (value.usual ?? '').split(/[،,;\n]/u).filter((part) => part.trim() !== '');
    const parsed = parts.map((part) => (value.method === 'FIXED' ? parseNumber(part, { min: 0 }) : parsePercent(part)));
    if (parsed.some(({ ok }) => !ok)) {
      context.addIssue({ code: 'custom', message: 'NUMBER_FORM', path: ['usual'] });
      return z.NEVER;
    }
    return { ...value, usual: parsed.flatMap((each) => (each.ok ? [each.value] : [])) };
  },
);

/** The fields as they begin. */
export function fieldsOfRule(rule: Rule): Readonly<Record<string, unknown>> {
  const { code, titleAr, source, article, confidence, isConfirmed } = rule;
  return { ...{ code, titleAr, source, article, confidence, isConfirmed }, value: writtenValue(rule) };
}

function writtenValue(rule: Rule): unknown {
  if (rule.kind === 'PARAMETER' && rule.code === 'CAP_REDUCTION_ORDER') {
    return { value: Array.isArray(rule.value.value) ? rule.value.value : [] };
  }
  if (rule.kind !== 'ALLOWANCE') return rule.value;
  const { method, usual } = rule.value;
  return {
    ...rule.value,
    usual: usual.map((each) => (method === 'FIXED' ? String(each) : percentText(each))).join('، '),
  };
}

/** The rule that the filled-in form says. */
export function ruleOfFields(kind: RuleKind, fields: Readonly<Record<string, unknown>>): Rule {
  return zRule.parse({ kind, ...fields });
}

/** A new rule of a kind, with nothing in it yet. */
export function newRule(kind: RuleKind): Rule {
  const blank = { code: '', titleAr: '', source: '', article: null, confidence: 'C', isConfirmed: false };
  // Only a beginning: the form's schema judges it before anything is sent.
  return { kind, ...blank, value: firstValues[kind] } as unknown as Rule;
}

const firstValues: Readonly<Record<RuleKind, object>> = {
  SCALE: { first: null, increment: null, steps: 11, promotionYears: null },
  CERTIFICATE: { basisPoints: null },
  ALLOWANCE: {
    ...{ method: 'FIXED', basisPoints: null, cap: 'outside', needsCertificate: [], yieldsTo: null, usual: [] },
  },
  TAX: { brackets: [{ upTo: null, basisPoints: null }], lifeInsuranceLimit: null },
  RELIEF: { amount: null, per: 'STATUS', olderThanYears: null, isResident: true },
  PARAMETER: { value: null },
  LEVY: { base: 'NOMINAL', basisPoints: null, amount: null, from: null, to: null, mayOptOut: false },
  LEAVE: {
    ...{ pay: 'FULL', countsAsService: true, accrualDays: null, balanceLimitDays: null, grantLimitDays: null },
    usesBalanceOf: null,
  },
  THANKS: { firstMonths: null, laterMonths: null, lettersPerYear: null },
  PENALTY: { delayMonths: null, monthPerDayAbove: null },
  RETIREMENT: { age: null, from: null, to: null },
};
