import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { localDate, month } from '#kernel/date.ts';
import { datacenterProgram } from '#cli/datacenter-program.ts';
import { doubleFile, doubleFiles } from '#datacenter/ministry/double-files.ts';
import type { Ministry } from '#datacenter/ministry/index.ts';
import { followPeople } from '#datacenter/ministry/people-index.ts';
import { heldOps, incidents, streams, type StreamRow } from '#datacenter/protocol/tables.ts';
import type { OpenDatacenter } from '#datacenter/server/serve.ts';
import { putRecord, uuid } from './applied-records.ts';
import { opOf } from './frames.ts';
import { openRegisterOfTwo, type RegisterOfTwo } from './register-of-two.ts';

const folder = mkdtempSync(join(tmpdir(), 'diwan centre '));
let register: RegisterOfTwo;
let opened: OpenDatacenter;
let ministry: Ministry;

const put = (name: string, officeNo: number, values: Readonly<Record<string, unknown>>): Promise<void> =>
  putRecord(opened, name, { ...values, officeNo });

/** How an office's log stands from now on. */
async function standing(office: number, rest: Partial<StreamRow>): Promise<void> {
  await opened.store.transaction(async (tx) => {
    const stream = await tx.lock(streams, [office]);
    if (stream) await tx.put(streams, [{ ...stream, ...rest }]);
  });
}

interface Pay {
  readonly office: number;
  readonly run: number;
  readonly person: number;
  readonly basic: number;
  readonly pension: number;
  readonly rest?: Readonly<Record<string, unknown>>;
}

async function pay({ office, run, person, basic, pension, rest = {} }: Pay): Promise<void> {
  await put('payroll_slip', office, {
    ...{ id: uuid('9', run * 1000 + person), runId: uuid('8', run), employeeId: uuid('a', person) },
    ...{ calculation: 1, fullName: `p${person}`, unitId: uuid('b', office) },
    ...{ gross: basic, deductionsTotal: pension, net: basic - pension, stateShare: 15 },
    amounts: {
      lines: [{ code: 'BASIC', amount: basic }],
      deductions: [{ code: 'PENSION', amount: pension, ref: null }],
      arrears: { lines: [], deductions: [], stateShare: 0, stateShareByMonth: {} },
      ...{ carryForward: [], warnings: [] },
    },
    ...rest,
  });
}

const runOf = (office: number, no: number, rest: Readonly<Record<string, unknown>>) =>
  put('payroll_run', office, { id: uuid('8', no), state: 'locked', calculation: 1, kind: 'REGULAR', ...rest });
const person = (office: number, no: number, rest: Readonly<Record<string, unknown>>) =>
  put('hr_employee', office, { id: uuid('a', no), unitId: uuid('b', office), ...rest });

beforeAll(async () => {
  register = await openRegisterOfTwo(folder);
  ({ opened, ministry } = register);
  for (const office of [2, 3]) {
    await put('org_unit', office, { id: uuid('b', office), nameAr: `وحدة ${office}`, code: '1' });
  }
  await runOf(2, 1, { month: '2026-09' });
  await runOf(2, 2, { month: '2026-10' });
  await runOf(3, 3, { month: '2026-10' });
  await runOf(3, 4, { month: '2026-10', state: 'approved' });
  await person(2, 1, { fullName: 'أحمد عبد الله محمّد', nationalCard: '١٩٩٠ ٠٠١' });
  await person(2, 2, { fullName: 'فاطمة حسن علي', nationalCard: '1985002' });
  await person(3, 3, { fullName: 'احمد عبدالله محمد', nationalCard: '1990-001' });
  await person(3, 4, { fullName: 'ئازاد کەریم', nationalCard: null });
  await pay({ office: 2, run: 1, person: 1, basic: 900, pension: 90 });
  await pay({ office: 2, run: 2, person: 1, basic: 1000, pension: 100 });
  await pay({ office: 2, run: 2, person: 2, basic: 500, pension: 50 });
  await pay({ office: 3, run: 3, person: 3, basic: 800, pension: 80 });
  // None of these was paid: held back, replaced by another calculation, of a run that is not locked.
  await pay({ office: 3, run: 3, person: 4, basic: 7000, pension: 0, rest: { isHeld: true } });
  await pay({ office: 2, run: 2, person: 5, basic: 7000, pension: 0, rest: { replacedIn: 1, calculation: 0 } });
  await pay({ office: 3, run: 4, person: 3, basic: 7000, pension: 0 });
});

afterAll(async () => {
  await register.close();
  rmSync(folder, { recursive: true, force: true });
});

const october = month('2026-10');
const totals = (employees: number, gross: number) => ({
  ...{ employees, gross, deductions: gross / 10, net: gross - gross / 10, arrears: 0, stateShare: 15 * employees },
});
const nothing = totals(0, 0);

describe('the unified payroll', () => {
  it('is that of locked runs alone, beside the month before', async () => {
    expect(await ministry.payrollMonths()).toEqual(['2026-10', '2026-09']);
    expect(await ministry.payrollTotals({ month: october, by: 'ministry' })).toMatchObject([
      { now: totals(3, 2300), before: totals(1, 900), office: null, governorate: null },
    ]);
  });

  it('by office, governorate and unit', async () => {
    const [karkh, basra] = [
      { now: totals(2, 1500), before: totals(1, 900) },
      { now: totals(1, 800), before: nothing },
    ];
    expect(await ministry.payrollTotals({ month: october, by: 'office' })).toMatchObject([
      { office: 2, officeName: 'تربية الكرخ', governorate: 'baghdad', ...karkh },
      { office: 3, officeName: 'تربية البصرة', governorate: 'basra', ...basra },
    ]);
    expect(await ministry.payrollTotals({ month: october, by: 'governorate' })).toMatchObject([
      { governorate: 'baghdad', office: null, ...karkh },
      { governorate: 'basra', office: null, ...basra },
    ]);
    expect(await ministry.payrollTotals({ month: october, by: 'unit', governorate: 'basra' })).toMatchObject([
      { office: 3, unitId: uuid('b', 3), unitName: 'وحدة 3', ...basra },
    ]);
  });

  it('by component', async () => {
    const lines = await ministry.payrollComponents({ month: october, by: 'ministry' });
    expect(lines.map(({ side, component, now, before }) => [side, component, now, before])).toEqual([
      ['pay', 'BASIC', { slips: 3, amount: 2300 }, { slips: 1, amount: 900 }],
      ['deduction', 'PENSION', { slips: 3, amount: 230 }, { slips: 1, amount: 90 }],
    ]);
    const [first] = await ministry.payrollComponents({ month: october, by: 'office', office: 3 });
    expect(first).toMatchObject({ office: 3, component: 'BASIC', now: { slips: 1, amount: 800 } });
    const within = await ministry.payrollComponents({ month: october, by: 'ministry', governorate: 'basra' });
    expect(within.map(({ component, now }) => [component, now.amount])).toEqual([
      ['BASIC', 800],
      ['PENSION', 80],
    ]);
  });

  it('finds the card that two offices have paid in one month, however it was typed', async () => {
    expect(await ministry.doublePayments({ month: october })).toEqual([
      {
        ...{ card: '1990001', net: 900 + 720, offices: 2 },
        payments: [
          expect.objectContaining({ office: 2, employeeId: uuid('a', 1), net: 900, officeName: 'تربية الكرخ' }),
          expect.objectContaining({ office: 3, employeeId: uuid('a', 3), net: 720, slipId: uuid('9', 3003) }),
        ],
      },
    ]);
    expect(await ministry.doublePayments({ month: month('2026-09') })).toEqual([]);
  });
});

describe('a slip that no calculation made', () => {
  const hostile = { office: 3, run: 3, person: 1, basic: 0, pension: 0 };
  const bad: readonly Readonly<Record<string, unknown>>[] = [
    { amounts: { lines: 'x', deductions: 7, arrears: 'y' } },
    { amounts: { lines: [7, 'x', null, [], {}, { code: {} }], arrears: { lines: {} } } },
    { amounts: { lines: [{ code: 'BASIC', amount: 'x' }, { code: 'BASIC', amount: 1e300 }, { amount: 5 }] } },
    { amounts: [] },
    { net: Number.MAX_SAFE_INTEGER, gross: Number.MAX_SAFE_INTEGER },
    { net: Number.MAX_SAFE_INTEGER, gross: Number.MAX_SAFE_INTEGER },
  ];

  it('breaks no page', async () => {
    onTestFinished(async () => {
      await opened.store.pool.query('DELETE FROM payroll_slip WHERE employee_id = $1 AND run_id = $2', [
        uuid('a', 1),
        uuid('8', 3),
      ]);
    });
    for (const [no, rest] of bad.entries()) await pay({ ...hostile, rest: { id: uuid('7', no), ...rest } });
    for (const by of ['ministry', 'governorate', 'office', 'unit'] as const) {
      for (const { now } of await ministry.payrollTotals({ month: october, by })) {
        expect(Object.values(now).every(Number.isSafeInteger)).toBe(true);
      }
    }
    const lines = await ministry.payrollComponents({ month: october, by: 'office', office: 2 });
    expect(lines.map(({ component, now }) => [component, now.amount])).toEqual([
      ['BASIC', 1500],
      ['PENSION', 150],
    ]);
    for (const { component, now } of await ministry.payrollComponents({ month: october, by: 'ministry' })) {
      expect([typeof component, Number.isSafeInteger(now.amount)]).toEqual(['string', true]);
    }
    for (const { net } of await ministry.doublePayments({ month: october }))
      expect(Number.isSafeInteger(net)).toBe(true);
  });

  it('names the offices whose pay of a month is still to come, but for those that are closed', async () => {
    const november = month('2026-11');
    const [first, second] = [
      { office: 2, officeName: 'تربية الكرخ', governorate: 'baghdad' },
      { office: 3, officeName: 'تربية البصرة', governorate: 'basra' },
    ];
    expect(await ministry.unfinishedOffices({ month: november })).toEqual([second, first]);
    expect(await ministry.unfinishedOffices({ month: october })).toEqual([]);
    await runOf(2, 91, { month: november });
    onTestFinished(async () => void (await opened.store.pool.query(`DELETE FROM payroll_run WHERE month = '2026-11'`)));
    expect(await ministry.unfinishedOffices({ month: november })).toEqual([second]);
    await ministry.setClosed(3, true);
    onTestFinished(async () => void (await ministry.setClosed(3, false)));
    expect(await ministry.unfinishedOffices({ month: november })).toEqual([]);
  });

  it('of the year 9000, or of the year 1, hides no month of the others and leads no list', async () => {
    for (const [no, far] of [[90, '9000-01'] as const, [92, '0001-01'] as const]) {
      await runOf(3, no, { month: far });
      onTestFinished(
        async () => void (await opened.store.pool.query('DELETE FROM payroll_run WHERE month = $1', [far])),
      );
      expect(await ministry.unfinishedOffices({ month: month(far) })).toEqual([]);
      expect(await ministry.payrollTotals({ month: month(far), by: 'office' })).toEqual([]);
    }
    expect(await ministry.payrollMonths()).toEqual(['2026-10', '2026-09']);
  });

  it('is held back by the program, and a good one is not', () => {
    const { objection } = datacenterProgram();
    const op = (values: Readonly<Record<string, unknown>>) =>
      objection({ ...opOf(1, {}), e: [['u', 'payroll_slip', uuid('9', 1), values]] }, 3);
    expect(bad.map((values) => op(values) !== null)).toEqual([true, true, true, true, true, true]);
    expect(op({ net: 5 })).toBeNull();
  });
});

describe('a person across the ministry', () => {
  const today = localDate('2026-11-29');
  const faults: number[] = [];
  const follow = () => followPeople(opened.store.pool, (office) => faults.push(office));
  const found = async (text: string): Promise<readonly number[]> =>
    (await ministry.findPeople({ text, today })).people.map(({ employeeId }) => Number(employeeId.slice(-12)));

  beforeAll(async () => {
    for (const office of [2, 3]) await standing(office, { seq: 1, appliedSeq: 1 });
    await follow();
  });

  it.each<[string, string, readonly number[]]>([
    ['by words in any order, with and without hamza', 'محمد احمد', [1, 3]],
    ['by the beginning of a word', 'فاط', [2]],
    ['by a Kurdish name as an Arabic clerk types it', 'ازاد', [4]],
    ['by a card in eastern figures', '١٩٨٥٠٠٢', [2]],
    ['by the beginning of a card', '1990', [1, 3]],
    ['not by the middle of a word', 'اطم', []],
    ['not by one letter', 'ا', []],
    ['not by a wild card', '%%', []],
  ])('is found %s', async (_, text, people) => expect((await found(text)).toSorted()).toEqual(people));

  it('is found under a new name when his record has changed, and no longer when it is gone', async () => {
    await person(2, 2, { fullName: 'زينب حسن علي', seq: 5 });
    await standing(2, { seq: 5, appliedSeq: 5 });
    await follow();
    expect([await found('زينب'), await found('فاطمة')]).toEqual([[2], []]);
    await person(2, 2, { fullName: 'زينب حسن علي', seq: 6, deletedAt: 1 });
    await standing(2, { seq: 6, appliedSeq: 6 });
    await follow();
    expect(await found('زينب')).toEqual([]);
  });

  it('is read again when an op that was held is released, and the others are not read again meanwhile', async () => {
    const hold = { officeNo: 2, opId: uuid('c', 2), reason: 'cause-missing' as const, records: [], since: 8 };
    await opened.store.transaction((tx) => tx.put(heldOps, [{ ...hold, seq: 7, tellings: 0 }]));
    for (const no of [8, 9]) await person(2, no, { fullName: `بلقيس ${no}`, seq: no });
    await standing(2, { seq: 9, appliedSeq: 9, held: 1 });
    expect(await follow()).toBe(2);
    await person(2, 10, { fullName: 'بلقيس 10', seq: 10 });
    await standing(2, { seq: 10, appliedSeq: 10, held: 1 });
    expect(await follow()).toBe(1);
    await person(2, 7, { fullName: 'بلقيس 7', seq: 7 });
    await opened.store.transaction((tx) => tx.remove(heldOps, [[2, 7]]));
    await standing(2, { held: 0 });
    expect(await follow()).toBe(1);
    expect((await found('بلقيس')).toSorted((left, right) => left - right)).toEqual([7, 8, 9, 10]);
    expect(await follow()).toBe(0);
  });

  it('is found though an office cannot be followed: that one is told, and those behind it go on', async () => {
    await opened.store.pool.query('ALTER TABLE person_word ADD CONSTRAINT broken CHECK (office_no <> 2) NOT VALID');
    onTestFinished(async () => void (await opened.store.pool.query('ALTER TABLE person_word DROP CONSTRAINT broken')));
    await person(2, 11, { fullName: 'شهرزاد', seq: 11 });
    await person(3, 11, { fullName: 'شهرزاد', seq: 11 });
    for (const office of [2, 3]) await standing(office, { seq: 11, appliedSeq: 11 });
    await follow();
    expect(faults).toEqual([2]);
    expect((await ministry.findPeople({ text: 'شهرزاد', today })).people.map(({ office }) => office)).toEqual([3]);
  });

  it('is shown with a limit', async () => {
    const { people, hasMore } = await ministry.findPeople({ text: 'محمد', today, limit: 1 });
    expect([people.length, hasMore]).toEqual([1, true]);
  });
});

describe('one card in the files of two offices', () => {
  const card = '777700001111';
  const pairs = async () => {
    await followPeople(opened.store.pool, () => undefined);
    const found = await ministry.doubleFiles({ today: localDate('2026-11-29'), decided: [] });
    return found.pairs.filter(({ first }) => first.nationalCard === card).length;
  };
  const officeOf = (no: number): number => 2 + (no % 2);

  it('makes pairs of them, three files an office at most, but not where more than twenty have it: that is a form filled in', async () => {
    const numbers = Array.from({ length: 21 }, (_, place) => 100 + place);
    for (const no of numbers) await person(officeOf(no), no, { fullName: `شخص ${no}`, nationalCard: card, seq: no });
    for (const office of [2, 3]) await standing(office, { seq: 120, appliedSeq: 120 });
    expect(await pairs()).toBe(9);
    await opened.store.pool.query(`INSERT INTO person_word SELECT office, word, employee_id, mother
      FROM person_word, generate_series(4, 8) office WHERE word = '${card}|'`);
    expect(await pairs()).toBe(0);
    await opened.store.pool.query('DELETE FROM person_word WHERE office_no > 3');
    const gone = { fullName: 'شخص', nationalCard: card, deletedAt: 1 };
    for (const no of numbers.slice(3)) await person(officeOf(no), no, { ...gone, seq: 100 + no });
    for (const office of [2, 3]) await standing(office, { seq: 220, appliedSeq: 220 });
    // Two of them in one office, and one in the other.
    expect(await pairs()).toBe(2);
  });

  it('makes no pair where it is a word in place of a number', async () => {
    for (const [office, no] of [[2, 251] as const, [3, 252] as const])
      await person(office, no, { fullName: `بلا بطاقة ${no}`, nationalCard: 'لا يوجد', seq: no });
    for (const office of [2, 3]) await standing(office, { seq: 252, appliedSeq: 252 });
    await pairs();
    const found = await doubleFiles(opened.store.pool, { today: localDate('2026-11-29'), decided: [] });
    expect(found.pairs.filter(({ first }) => first.nationalCard === 'لا يوجد')).toEqual([]);
  });
});

describe('one name and birth date in the files of two offices', () => {
  it('makes a pair unless both mothers are known and others, and those take no place of the list', async () => {
    const [today, birthDate] = [localDate('2026-11-29'), '1979-07-01'];
    const people: readonly (readonly [office: number, no: number, fullName: string, motherName: string | null])[] = [
      ...([[2, 301, 'ابرار جاسم', 'نجاة'] as const, [3, 302, 'ابرار جاسم', 'زهرة'] as const] as const),
      ...([[2, 303, 'بشرى جاسم', 'أم البنين'] as const, [3, 304, 'بشرى جاسم', 'ام البنين'] as const] as const),
      ...([[2, 305, 'تغريد جاسم', null] as const, [3, 306, 'تغريد جاسم', 'زهرة'] as const] as const),
    ];
    for (const [office, no, fullName, motherName] of people)
      await person(office, no, { fullName, motherName, birthDate, nationalCard: null, seq: no });
    for (const office of [2, 3]) await standing(office, { seq: 306, appliedSeq: 306 });
    const { pool } = opened.store;
    await followPeople(pool, () => undefined);
    const found = await doubleFiles(pool, { today, decided: [] });
    const ours = found.pairs.filter(({ byCard }) => !byCard);
    expect(ours.map(({ first, second }) => [first.fullName, second.employeeId])).toEqual([
      ['بشرى جاسم', uuid('a', 304)],
      ['تغريد جاسم', uuid('a', 306)],
    ]);
    const decided = found.pairs.filter(({ byCard }) => byCard);
    const shortest = await doubleFiles(pool, { today, decided, limit: 1 });
    expect([shortest.pairs.map(({ first }) => first.fullName), shortest.hasMore]).toEqual([['بشرى جاسم'], true]);
    const file = (office: number, no: number) => ({ office, employeeId: uuid('a', no) });
    expect(await doubleFile(pool, { first: file(2, 301), second: file(3, 302), today })).toBeNull();
    expect((await doubleFile(pool, { first: file(2, 305), second: file(3, 306), today }))?.byName).toBe(true);
  });
});

describe('the offices', () => {
  it('are seen with their lag, and one of them with everything about it', async () => {
    const health = { unsent: 4, oldestUnsentAt: 5, wall: 6, restores: 0, inbox: 1, schema: 4 };
    await standing(3, { seq: 9, appliedSeq: 7, held: 1, lastSeenAt: 50, health });
    await opened.store.transaction(async (tx) => {
      await tx.put(incidents, [{ officeNo: 3, no: 2, kind: 'fork', at: 9, detail: { seq: 4 } }]);
      const held = { opId: uuid('c', 1), reason: 'illegal-state' as const, records: ['hr_employee x'], since: 8 };
      await tx.put(heldOps, [{ officeNo: 3, seq: 6, tellings: 1, ...held }]);
    });
    const basra = (await ministry.offices()).find(({ office }) => office === 3);
    const seen = {
      ...{ office: 3, nameAr: 'تربية البصرة', seq: 9, appliedSeq: 7, held: 1, incidents: 1, lastSeenAt: 50, health },
    };
    expect(basra).toMatchObject(seen);
    expect(await ministry.office(3)).toMatchObject({
      ...seen,
      devices: [{ keyId: 'k3', name: 'PC', revokedAt: null }],
      incidentList: [
        { no: 2, kind: 'fork' },
        { no: 1, kind: 'enrolment' },
      ],
      heldOps: [{ seq: 6, reason: 'illegal-state', records: ['hr_employee x'] }],
      codes: [],
    });
    expect(await ministry.office(99)).toBeNull();
  });

  it('are invited, closed, frozen, and their devices stopped', async () => {
    expect(await ministry.invite(3, 'admin')).toMatchObject({
      value: { invitation: expect.stringMatching(/^DIWAN1\|3\|/) as string },
    });
    expect(await ministry.voidInvitations(3)).toBe(1);
    expect((await ministry.office(3))?.codes).toMatchObject([{ madeBy: 'admin', isVoid: true, usedAt: null }]);
    expect(await ministry.setClosed(3, true)).toBe(true);
    expect(await ministry.invite(3, 'admin')).toMatchObject({ ok: false, problems: [{ code: 'OFFICE_CLOSED' }] });
    expect(await ministry.invite(77, 'admin')).toMatchObject({ ok: false, problems: [{ code: 'OFFICE_UNKNOWN' }] });
    expect(await ministry.setFrozen(3, true)).toBe(true);
    expect(await ministry.office(3)).toMatchObject({ hasDevice: true });
    expect(await ministry.revokeDevice(3, 'k3')).toBe(true);
    expect(await ministry.office(3)).toMatchObject({ hasDevice: false });
    expect(await ministry.revokeDevice(3, 'k3')).toBe(false);
    expect(await ministry.office(3)).toMatchObject({ isClosed: true, isFrozen: true });
  });
});
