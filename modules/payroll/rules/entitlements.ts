import type { LocalDate } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import { covers, inForceOn, type AllowanceFact, type CertificateFact, type GradeFact, type PayFacts } from './facts.ts';
import { certificateRate, isCapped, nominalOf, type AllowanceRule, type RuleBook } from './rule-book.ts';

/**
 * What a day gives at its full monthly rate (payroll-contract §6.2 and §6.4), exactly: amounts of components are
 * counted in ten-thousandths of a dinar, because rates are in basis points.
 */
export interface DayEntitlement {
  readonly grade: GradeFact;
  readonly nominal: Money;
  readonly certificate: CertificateFact | null;
  /** In catalogue order; the family is not among them. */
  readonly components: readonly DayComponent[];
  /** What the cap took away, in ten-thousandths. */
  readonly excess: bigint;
  readonly hasSpouse: boolean;
  /** Who counts for the child allowance, before the limit of heads. */
  readonly children: readonly string[];
  readonly warnings: readonly string[];
}

export interface DayComponent {
  readonly code: string;
  /** The rate, where it is a share of the nominal salary. */
  readonly basisPoints: number | null;
  /** In ten-thousandths, before the cap. */
  readonly full: bigint;
  /** In ten-thousandths, after the cap. */
  readonly capped: bigint;
  readonly grantedOn: LocalDate;
  readonly orderId: string | undefined;
}

export const TEN_THOUSAND = 10_000n;

/** The entitlement of one day in service; null when no grade of the scale is in force on it. */
export function entitlementOn(day: LocalDate, facts: PayFacts, book: RuleBook): DayEntitlement | null {
  const grade = inForceOn(facts.grades, day);
  const nominal = grade === null ? null : (grade.nominalOverride ?? nominalOf(book, grade));
  if (grade === null || nominal === null) return null;
  const certificate = inForceOn(facts.certificates, day);
  const granted = facts.allowances.filter((allowance) => covers(allowance, day));
  const { payable, warnings } = judgeEntitlement({ granted, certificate, book });
  const components = componentsOf({ payable, certificate, nominal, book });
  const family = facts.dependants.filter(({ allowance }) => covers(allowance, day));
  return {
    ...{ grade, nominal, certificate, warnings },
    ...cap(components, nominal, book),
    hasSpouse: family.some(({ kind }) => kind === 'SPOUSE'),
    children: family.filter(({ kind }) => kind === 'CHILD').map(({ id }) => id),
  };
}

interface Judged {
  readonly granted: readonly AllowanceFact[];
  readonly certificate: CertificateFact | null;
  readonly book: RuleBook;
}

interface Payable {
  readonly rule: AllowanceRule;
  readonly fact: AllowanceFact;
}

/** §6.2: who yields to whom, and what needs a certificate. */
function judgeEntitlement({ granted, certificate, book }: Judged): {
  readonly payable: readonly Payable[];
  readonly warnings: readonly string[];
} {
  const payable: Payable[] = [];
  const warnings: string[] = [];
  for (const fact of granted) {
    const rule = book.allowances.find(({ code }) => code === fact.code);
    if (rule === undefined) continue;
    const holdsCertificate = rule.needsCertificate.includes(certificate?.code ?? 'CERT_NONE');
    if (rule.yieldsTo !== null && granted.some(({ code }) => code === rule.yieldsTo)) {
      warnings.push(`${rule.code}_${rule.yieldsTo}_CONFLICT`);
    } else if (rule.needsCertificate.length > 0 && !holdsCertificate) {
      warnings.push(`${rule.code}_WITHOUT_DEGREE`);
    } else payable.push({ rule, fact });
  }
  return { payable, warnings };
}

function componentsOf({
  payable,
  certificate,
  nominal,
  book,
}: {
  readonly payable: readonly Payable[];
  readonly certificate: CertificateFact | null;
  readonly nominal: Money;
  readonly book: RuleBook;
}): DayComponent[] {
  return book.allowances.flatMap((rule) => {
    if (rule.method === 'CERTIFICATE') {
      if (certificate === null) return [];
      const basisPoints = certificateRate(book, certificate.code);
      return [component({ rule, basisPoints, full: shareOf(nominal, basisPoints), fact: certificate })];
    }
    const fact = payable.find((candidate) => candidate.rule === rule)?.fact;
    if (fact === undefined) return [];
    if (rule.method === 'FIXED') {
      return [component({ rule, basisPoints: null, full: BigInt(fact.amount ?? 0) * TEN_THOUSAND, fact })];
    }
    const basisPoints = fact.basisPoints ?? rule.basisPoints ?? 0;
    return [component({ rule, basisPoints, full: shareOf(nominal, basisPoints), fact })];
  });
}

function component({
  rule,
  basisPoints,
  full,
  fact,
}: {
  readonly rule: AllowanceRule;
  readonly basisPoints: number | null;
  readonly full: bigint;
  readonly fact: AllowanceFact | CertificateFact;
}): DayComponent {
  return { code: rule.code, basisPoints, full, capped: full, grantedOn: fact.from, orderId: fact.orderId };
}

/** §6.4: what is above the cap is taken from one component after the other. */
function cap(
  components: readonly DayComponent[],
  nominal: Money,
  book: RuleBook,
): Pick<DayEntitlement, 'components' | 'excess'> {
  const { parameters } = book;
  const inside = components.filter(({ code }) => {
    const rule = book.allowances.find((candidate) => candidate.code === code);
    return rule !== undefined && isCapped(rule, parameters);
  });
  const total = inside.reduce((sum, { full }) => sum + full, 0n);
  const excess = total - shareOf(nominal, parameters.allowanceCapBp);
  if (excess <= 0n) return { components, excess: 0n };
  const capped = new Map<string, bigint>();
  let left = excess;
  for (const { code, full } of inReductionOrder(inside, components, parameters.capReductionOrder)) {
    const cut = full < left ? full : left;
    capped.set(code, full - cut);
    left -= cut;
  }
  return { components: components.map((each) => ({ ...each, capped: capped.get(each.code) ?? each.full })), excess };
}

/** The last granted first, of equal dates the later in the catalogue; a list of codes goes before that. */
function inReductionOrder(
  inside: readonly DayComponent[],
  catalogue: readonly DayComponent[],
  order: 'LAST_GRANTED_FIRST' | readonly string[],
): readonly DayComponent[] {
  const place = (each: DayComponent) => catalogue.indexOf(each);
  const lastGranted = [...inside].sort((left, right) =>
    left.grantedOn === right.grantedOn ? place(right) - place(left) : left.grantedOn < right.grantedOn ? 1 : -1,
  );
  if (order === 'LAST_GRANTED_FIRST') return lastGranted;
  const listed = order.flatMap((code) => lastGranted.filter((each) => each.code === code));
  return [...listed, ...lastGranted.filter((each) => !listed.includes(each))];
}

/** A share of whole dinars, in ten-thousandths of a dinar. */
function shareOf(nominal: Money, basisPoints: number): bigint {
  return BigInt(nominal) * BigInt(basisPoints);
}
