import { addDays, type LocalDate } from '#kernel/date.ts';
import { accept, all, andThen, refuse, type Verdict } from '#kernel/verdict.ts';
import { rulesOfKind, type Rule } from '#modules/regulation/contract/rule.ts';
import {
  termKeys,
  termsOfKind,
  type DraftedKind,
  type NewFact,
  type OrderEffect,
  type TermKey,
  type Terms,
} from '../contract/index.ts';
import { gradeEffects } from './grade-effects.ts';
import { factsOfKind } from './facts-of-kind.ts';
import { holdingOn, inForceOn, isInService, type KnownFact } from './facts.ts';
import { returnOf, weekOnly } from './leave-return.ts';
import { timelineEffect } from './timeline-effect.ts';

/** What an order's line is worked out from. */
export interface Basis {
  readonly kind: DraftedKind;
  /** Already the day of this line: its own, or the order's. */
  readonly on: LocalDate;
  readonly terms: Terms;
  readonly facts: readonly KnownFact[];
  readonly rules: readonly Rule[];
}

/**
 * What a kind of order does to one employee whose facts are these: pure, so that the office can ask again at the
 * approval whether it would still do the same. Refuses what makes no sense now (an increment above the scale, a leave
 * that overlaps another), each with what to do.
 */
export function effectsOf(
  kind: DraftedKind,
  line: { readonly effectiveDate: LocalDate; readonly terms: Terms },
  known: { readonly facts: readonly KnownFact[]; readonly rules: readonly Rule[] },
): Verdict<readonly OrderEffect[]> {
  const { terms, effectiveDate } = line;
  const asked = all(judgeTerms(kind, terms), judgeCodes(terms, known.rules));
  if (!asked.ok) return asked;
  return makers[kind]({ kind, on: terms.on ?? effectiveDate, terms, ...known });
}

/** Every required term is there, and none that the kind does not have. */
function judgeTerms(kind: DraftedKind, terms: Terms): Verdict {
  const { required, optional } = termsOfKind[kind];
  const known: readonly TermKey[] = [...required, ...optional];
  const isGiven = (key: TermKey): boolean => terms[key] !== undefined && terms[key] !== null;
  return all(
    ...required.map((key) => (isGiven(key) ? accept() : refuse('TERM_REQUIRED', undefined, key))),
    ...termKeys.map((key) =>
      isGiven(key) && !known.includes(key) ? refuse('TERM_UNKNOWN', undefined, key) : accept(),
    ),
  );
}

/** Codes are those of the rule package. */
function judgeCodes(terms: Terms, rules: readonly Rule[]): Verdict {
  const sources = [
    ['grade', 'SCALE'],
    ['certificate', 'CERTIFICATE'],
    ['allowance', 'ALLOWANCE'],
    ['taxStatus', 'RELIEF'],
    ['leaveType', 'LEAVE'],
    ['issuer', 'THANKS'],
    ['penalty', 'PENALTY'],
  ] as const;
  return all(
    ...sources.map(([key, kind]) => {
      const code = terms[key] ?? null;
      const isKnown = code === null || rules.some((rule) => rule.kind === kind && rule.code === code);
      return isKnown ? accept() : refuse('CODE_UNKNOWN', { code }, key);
    }),
  );
}

type Maker = (basis: Basis) => Verdict<readonly OrderEffect[]>;

const makers: Readonly<Record<DraftedKind, Maker>> = {
  APPOINTMENT: enter,
  OPENING: enter,
  COMMENCEMENT: ({ on, facts }) =>
    isInService(facts, on)
      ? refuse('ALREADY_IN_SERVICE', undefined, 'on')
      : accept([bring({ ...serviceFrom(on), value: { beganBy: 'APPOINTMENT', endedBy: null } })]),
  INCREMENT: gradeEffects,
  PROMOTION: (basis) =>
    andThen(gradeEffects(basis), (effects) =>
      accept([...effects, ...(basis.terms.jobTitle ? placeEffects(basis, { jobTitle: basis.terms.jobTitle }) : [])]),
    ),
  TITLE_CHANGE: (basis) => accept(placeEffects(basis, { jobTitle: basis.terms.jobTitle ?? null })),
  CERTIFICATE: certify,
  POSITION: (basis) =>
    accept([
      ...placeEffects(basis, { post: basis.terms.post ?? null }),
      ...(basis.terms.percent ? allowanceEffects(basis, 'POSITION') : []),
    ]),
  ALLOWANCE: grantAllowance,
  TRANSFER: ({ terms, ...basis }) =>
    accept(
      placeEffects(
        { terms, ...basis },
        {
          ...(terms.unitId && { unitId: terms.unitId }),
          ...(terms.jobTitle && { jobTitle: terms.jobTitle }),
          post: null,
        },
      ),
    ),
  SECONDMENT: (basis) => accept(placeEffects(basis, { post: basis.terms.post ?? null })),
  LEAVE: takeLeave,
  RECOMMENCEMENT: endLeave,
  THANKS: ({ on, terms }) =>
    accept([
      bring({
        kind: 'THANKS',
        value: { issuer: terms.issuer ?? '', letterNumber: terms.letter ?? null },
        ...{ from: on, to: on },
      }),
    ]),
  PENALTY: ({ on, terms }) =>
    accept([
      bring({
        kind: 'PENALTY',
        value: {
          ...{ kind: terms.penalty ?? '', days: terms.days ?? null, cutMonth: terms.cutMonth ?? null },
          ...{ basisPoints: null, fromMonth: null, toMonth: null },
        },
        ...{ from: on, to: on },
      }),
    ]),
  SERVICE_CREDIT: ({ on, terms }) =>
    accept([
      bring({
        kind: 'CREDIT',
        value: { months: terms.months ?? 0, purpose: terms.purpose ?? 'PROMOTION_ONLY' },
        ...{ from: on, to: on },
      }),
    ]),
  SUSPENSION: (basis) => absent(basis, { type: 'SUSPENSION', pay: 'HALF_PAY', countsAsService: true }),
  ABSENCE: (basis) => absent(basis, absence),
  TAX_STATUS: (basis) =>
    accept([
      timelineEffect(basis.facts, {
        kind: 'TAX_STATUS',
        value: { code: basis.terms.taxStatus ?? '' },
        ...{ from: basis.on, to: null },
      }),
    ]),
  RESIGNATION: leaveService,
  RETIREMENT: leaveService,
  DISMISSAL: leaveService,
  DEATH: leaveService,
};

/** Into the service, or into the program with what the papers say: service, place on the scale, certificate, unit. */
function enter(basis: Basis): Verdict<readonly OrderEffect[]> {
  const { kind, on, terms, facts } = basis;
  if (isInService(facts, on)) {
    // Who came with the grade of a later promotion has none before it: his opening says which he had.
    const isGap = kind === 'OPENING' && holdingOn(facts, 'GRADE', on) === null;
    return isGap ? fillGap(basis) : refuse('ALREADY_IN_SERVICE', undefined, 'on');
  }
  const beginsService = kind === 'OPENING' || (terms.on ?? null) !== null;
  return andThen(gradeEffects(basis), (grades) =>
    accept([
      ...(beginsService
        ? [bring({ ...serviceFrom(on), value: { beganBy: 'APPOINTMENT' as const, endedBy: null } })]
        : []),
      ...grades,
      timelineEffect(facts, { kind: 'CERTIFICATE', value: { code: terms.certificate ?? '' }, from: on, to: null }),
      ...placeEffects(basis, {
        ...(terms.unitId && { unitId: terms.unitId }),
        ...{ jobTitle: terms.jobTitle ?? null, post: terms.post ?? null },
      }),
      timelineEffect(facts, { kind: 'TAX_STATUS', value: { code: terms.taxStatus ?? '' }, from: on, to: null }),
    ]),
  );
}

/**
 * The standing of somebody who is in service and of whom no grade is known on a day: his grade from then until the next
 * that is known, and beside it only what is not known on that day. What is known later stays as it is: refuses
 * `AFTER_KNOWN_GRADE` where the grade or its step would begin with the next known grade or after it.
 */
function fillGap(basis: Basis): Verdict<readonly OrderEffect[]> {
  const { on, terms, facts } = basis;
  const verdict = judgeBeforeNextGrade(basis);
  if (!verdict.ok) return verdict;
  const stated = [
    { kind: 'CERTIFICATE', code: terms.certificate ?? '' },
    { kind: 'TAX_STATUS', code: terms.taxStatus ?? '' },
  ] as const;
  const place = {
    ...(terms.unitId && { unitId: terms.unitId }),
    ...{ jobTitle: terms.jobTitle ?? null, post: terms.post ?? null },
  };
  return andThen(gradeEffects(basis), (grades) =>
    accept([
      ...grades,
      ...stated
        .filter(({ kind }) => holdingOn(facts, kind, on) === null)
        .map(({ kind, code }) => timelineEffect(facts, { kind, value: { code }, from: on, to: null })),
      ...(holdingOn(facts, 'PLACE', on) === null ? placeEffects(basis, place) : []),
    ]),
  );
}

function judgeBeforeNextGrade({ on, terms, facts }: Basis): Verdict {
  const [next] = factsOfKind(facts, 'GRADE')
    .map(({ validFrom }) => validFrom)
    .filter((from) => from > on)
    .toSorted();
  return all(
    ...(['gradeSince', 'stepSince'] as const).map((key) => {
      const since = terms[key] ?? null;
      return since === null || next === undefined || since < next
        ? accept()
        : refuse('AFTER_KNOWN_GRADE', { date: next }, key);
    }),
  );
}

function certify(basis: Basis): Verdict<readonly OrderEffect[]> {
  const { on, terms, facts } = basis;
  const certificate = timelineEffect(facts, {
    ...{ kind: 'CERTIFICATE', value: { code: terms.certificate ?? '' }, from: on, to: null },
  });
  if (!terms.grade) return accept([certificate]);
  return andThen(gradeEffects(basis), (grades) => accept([certificate, ...grades]));
}

interface PlaceChange {
  readonly unitId?: string;
  readonly jobTitle?: string | null;
  readonly post?: string | null;
}

/** Where he works from a day on: what the order does not name stays as it was. */
function placeEffects({ on, terms, facts }: Basis, change: PlaceChange): readonly OrderEffect[] {
  const before = holdingOn(facts, 'PLACE', on)?.value;
  const unitId = change.unitId ?? before?.unitId ?? terms.unitId;
  if (!unitId) return [];
  const kept = { jobTitle: before?.jobTitle ?? null, post: before?.post ?? null };
  return [timelineEffect(facts, { kind: 'PLACE', value: { ...kept, ...change, unitId }, from: on, to: null })];
}

/** An allowance from a day on; one of the same code that runs then ends the day before. Nothing granted ends it. */
function grantAllowance(basis: Basis): Verdict<readonly OrderEffect[]> {
  const { on, terms, facts } = basis;
  const code = terms.allowance ?? '';
  const isEnd = !terms.percent && !terms.amount;
  if (isEnd && !inForceOn(facts, 'ALLOWANCE', on).some(({ value }) => value.code === code)) {
    const method = rulesOfKind(basis.rules, 'ALLOWANCE').find((rule) => rule.code === code)?.value;
    // An allowance whose rate stands in the rule needs none in the order.
    if (method?.basisPoints == null && method?.method === 'NOMINAL_SHARE') {
      return refuse('NO_ALLOWANCE_TO_END', undefined, 'allowance');
    }
    return accept(allowanceEffects(basis, code));
  }
  return isEnd ? accept(endings(basis, code)) : accept(allowanceEffects(basis, code));
}

function allowanceEffects(basis: Basis, code: string): readonly OrderEffect[] {
  const { on, terms } = basis;
  const basisPoints = terms.percent ? terms.percent * 100 : null;
  return [
    ...endings(basis, code),
    bring({
      kind: 'ALLOWANCE',
      value: { code, basisPoints, amount: terms.amount ?? null },
      ...{ from: on, to: terms.to ?? null },
    }),
  ];
}

function endings({ on, facts }: Basis, code: string): readonly OrderEffect[] {
  return inForceOn(facts, 'ALLOWANCE', on)
    .filter(({ value }) => value.code === code)
    .map(({ id, validFrom }) =>
      validFrom === on ? { effect: 'RETRACT', factId: id } : { effect: 'END', factId: id, lastDay: addDays(on, -1) },
    );
}

function takeLeave(basis: Basis): Verdict<readonly OrderEffect[]> {
  const { terms, rules } = basis;
  const rule = rulesOfKind(rules, 'LEAVE').find(({ code }) => code === terms.leaveType)?.value;
  return absent(basis, {
    type: terms.leaveType ?? '',
    pay: rule?.pay ?? 'FULL',
    countsAsService: rule?.countsAsService ?? true,
  });
}

type LeaveValue = Extract<NewFact, { kind: 'LEAVE' }>['value'];

/** Away without leave: neither pay nor service. */
const absence: LeaveValue = { type: 'ABSENCE', pay: 'ABSENCE', countsAsService: false };

/** Away from work, with or without pay; two absences never share a day. */
function absent({ on, terms, facts }: Basis, value: LeaveValue): Verdict<readonly OrderEffect[]> {
  const to = terms.to ?? null;
  const overlapping = factsOfKind(facts, 'LEAVE').find(
    ({ validFrom, validTo }) => (to === null || validFrom <= to) && (validTo === null || on <= validTo),
  );
  const verdict = all(
    isInService(facts, on) ? accept() : refuse('NOT_IN_SERVICE', undefined, 'on'),
    to !== null && to < on ? refuse('PERIOD_REVERSED', undefined, 'to') : accept(),
    overlapping ? refuse('LEAVE_OVERLAPS', { from: overlapping.validFrom }, 'on') : accept(),
  );
  return verdict.ok ? accept([bring({ kind: 'LEAVE', value, from: on, to })]) : verdict;
}

/**
 * Back at work on a day: the leave or suspension of the day before ends there. Who comes back later than his leave was
 * absent in between, from the day that the order says.
 */
function endLeave(basis: Basis): Verdict<readonly OrderEffect[]> {
  const { on, facts, terms } = basis;
  const eve = addDays(on, -1);
  if (terms.absentFrom) {
    return absent({ ...basis, on: terms.absentFrom, terms: { to: eve } }, absence);
  }
  const running = factsOfKind(facts, 'LEAVE').find(
    ({ validFrom, validTo }) => validFrom <= eve && (validTo === null || eve <= validTo),
  );
  if (running === undefined) {
    // Between the end of a leave and the first working day after it nobody is expected.
    const isAwaited = factsOfKind(facts, 'LEAVE').some(
      ({ validTo }) => validTo !== null && validTo < on && returnOf(validTo, on, weekOnly).kind === 'ON_TIME',
    );
    return isAwaited ? accept([]) : refuse('NO_LEAVE_TO_END', undefined, 'on');
  }
  return accept(running.validTo === eve ? [] : [{ effect: 'END', factId: running.id, lastDay: eve }]);
}

/** Out of the service: the service ends on its last day and says by what. */
function leaveService({ kind, terms, facts, on }: Basis): Verdict<readonly OrderEffect[]> {
  const lastDay = terms.lastDay ?? on;
  const [service] = inForceOn(facts, 'SERVICE', lastDay);
  if (service === undefined) return refuse('NOT_IN_SERVICE', undefined, 'lastDay');
  return accept([
    {
      effect: 'CORRECT',
      factId: service.id,
      fact: {
        kind: 'SERVICE',
        value: { ...service.value, endedBy: kind },
        ...{ from: service.validFrom, to: lastDay },
      },
    },
  ]);
}

function serviceFrom(from: LocalDate): { readonly kind: 'SERVICE'; readonly from: LocalDate; readonly to: null } {
  return { kind: 'SERVICE', from, to: null };
}

function bring(fact: NewFact): OrderEffect {
  return { effect: 'BRING', fact };
}
