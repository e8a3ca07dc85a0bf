import { beforeEach, describe, expect, it } from 'vitest';
import { localDate, month } from '#kernel/date.ts';
import { refusalOf } from './harness.ts';
import { hire, issue, openingOf, pass, staffOffice, type StaffOffice } from './hr-office.ts';

let office: StaffOffice;
let employeeId: string;

beforeEach(async () => {
  office = await staffOffice();
  employeeId = await hire(office, 'هدى', '30');
  await issue(office, openingOf(office.unitId, employeeId));
  await office.approver.hr.leave.enter({
    ...{ employeeId, type: 'ORDINARY', kind: 'OPENING', onDate: localDate('2026-09-01'), days: 40, note: null },
  });
});

const paper = { orderDate: localDate('2026-09-20'), issuer: 'المدير العام' };

function days(from: string, to: string) {
  return { employeeId, type: 'ORDINARY', fromDate: localDate(from), toDate: localDate(to) };
}

function wanted(from: string, to: string) {
  return { ...days(from, to), reason: null };
}

async function grant(from: string, to: string, number: string): Promise<string> {
  const { id } = await office.drafter.hr.leave.request(wanted(from, to));
  await office.approver.hr.leave.approve({ id, revision: 1, ...paper, number });
  return id;
}

async function comeBack(id: string, returnedOn: string, number: string): Promise<void> {
  const { revision } = await office.admin.hr.leave.get({ id });
  await office.approver.hr.leave.return({ id, revision, ...paper, number, returnedOn: localDate(returnedOn) });
}

/** The entries that somebody wrote, and the balance. */
async function ledger(): Promise<readonly [readonly (readonly [string, number])[], number]> {
  const [ordinary] = await office.admin.hr.leave.balances({ employeeId });
  const written = ordinary?.entries.filter(({ kind }) => kind !== 'ACCRUAL') ?? [];
  return [written.map(({ kind, days }) => [kind, days] as const), ordinary?.balance ?? 0];
}

async function absences() {
  const { facts } = await office.admin.hr.employee.career({ id: employeeId });
  return facts
    .filter(({ kind, value, retractedAt }) => kind === 'LEAVE' && value['type'] === 'ABSENCE' && retractedAt === null)
    .map(({ validFrom, validTo }) => [validFrom, validTo]);
}

describe('a leave', () => {
  it('takes its days from the ledger, and those not used come back on an early return', async () => {
    const { drafter, approver } = office;
    // Twenty days of service since the opening give two.
    const long = drafter.hr.leave.request(wanted('2026-09-22', '2026-11-15'));
    expect(await refusalOf(long)).toEqual(['LEAVE_BALANCE']);
    const { id } = await drafter.hr.leave.request(wanted('2026-09-22', '2026-10-01'));
    const again = drafter.hr.leave.request(wanted('2026-09-22', '2026-09-22'));
    expect(await refusalOf(again)).toEqual(['LEAVE_OVERLAPS']);
    const own = drafter.hr.leave.approve({ id, revision: 1, ...paper, number: '90' });
    expect(await refusalOf(own)).toEqual(['FORBIDDEN']);
    await approver.hr.leave.approve({ id, revision: 1, ...paper, number: '90' });
    await comeBack(id, '2026-09-29', '91');
    const [ordinary] = await office.admin.hr.leave.balances({ employeeId });
    expect(ordinary?.entries.map(({ kind, days }) => [kind, days])).toEqual([
      ['OPENING', 40],
      ['ACCRUAL', 2],
      ['USE', -10],
      ['CANCEL', 3],
      ['ACCRUAL', 6],
    ]);
    expect(ordinary?.balance).toBe(41);
    expect(await absences()).toEqual([]);
  });

  it('whose year was mistyped is not asked for, not granted and not ended', async () => {
    const { drafter, approver, admin } = office;
    const far = wanted('2199-09-22', '2199-10-01');
    expect(await refusalOf(drafter.hr.leave.request(far))).toEqual(['DATE_TOO_FAR', 'DATE_TOO_FAR']);
    const told = await drafter.hr.leave.preview(days('2026-09-22', '2206-10-01'));
    expect(told.problems).toEqual([{ code: 'DATE_TOO_FAR', field: 'toDate', params: { limit: '2036-11-25' } }]);
    const { id } = await drafter.hr.leave.request(wanted('2026-09-22', '2026-10-01'));
    const ahead = { ...paper, orderDate: localDate('2206-09-20'), number: '90' };
    expect(await refusalOf(approver.hr.leave.approve({ id, revision: 1, ...ahead }))).toEqual(['DATE_TOO_FAR']);
    await approver.hr.leave.approve({ id, revision: 1, ...paper, number: '90' });
    expect(await refusalOf(comeBack(id, '2206-09-29', '91'))).toEqual(['DATE_TOO_FAR']);
    const entry = { employeeId, type: 'ORDINARY', kind: 'OPENING', days: 5, note: null } as const;
    const entered = approver.hr.leave.enter({ ...entry, onDate: localDate('2206-09-01') });
    expect(await refusalOf(entered)).toEqual(['DATE_TOO_FAR']);
    expect((await admin.hr.leave.get({ id })).state).toBe('approved');
  });

  it('tells the same balance in the ledger, the list, the record and the request', async () => {
    const { drafter, admin } = office;
    const id = await grant('2026-09-22', '2026-10-01', '90');
    const [, balance] = await ledger();
    const [listed] = await admin.hr.leave.list({ employeeId });
    expect(listed?.balance).toBe(balance);
    expect((await admin.hr.leave.get({ id })).balance).toBe(balance);
    expect((await drafter.hr.leave.preview(days('2026-12-01', '2026-12-10'))).balance).toBe(balance);
  });

  it('is previewed with its days, what speaks against it and which colleagues are away then', async () => {
    const { drafter } = office;
    const colleague = await hire(office, 'زينب', '31');
    await issue(office, openingOf(office.unitId, colleague));
    await drafter.hr.leave.request({ ...wanted('2026-09-25', '2026-09-26'), employeeId: colleague, type: 'UNPAID_60' });
    await grant('2026-09-22', '2026-10-01', '90');
    const told = await drafter.hr.leave.preview(days('2026-09-20', '2026-09-25'));
    expect(told).toMatchObject({ days: 6, balanceThen: 41, problems: [{ code: 'LEAVE_OVERLAPS' }] });
    expect(told.away).toMatchObject([{ employeeId: colleague, from: '2026-09-25', isGranted: false }]);
    expect(await drafter.hr.leave.away({ month: month('2026-09') })).toMatchObject([
      { employeeId, type: 'ORDINARY', isGranted: true },
      { employeeId: colleague, type: 'UNPAID_60', isGranted: false },
    ]);
    expect(await drafter.hr.leave.away({ month: month('2026-11') })).toEqual([]);
  });

  it('is refused with a reason that the one who asked can read', async () => {
    const { drafter, approver } = office;
    const { id } = await drafter.hr.leave.request(wanted('2026-09-22', '2026-10-01'));
    await approver.hr.leave.refuse({ id, revision: 1, reason: 'ضغط العمل' });
    expect(await drafter.hr.leave.get({ id })).toMatchObject({ state: 'refused', refusalReason: 'ضغط العمل' });
    expect((await ledger())[0]).toEqual([['OPENING', 40]]);
  });
});

describe('the return from a leave', () => {
  it('is on time on the first working day after it', async () => {
    // The first of October 2026 is a Thursday.
    await comeBack(await grant('2026-09-22', '2026-10-01', '90'), '2026-10-04', '91');
    expect(await absences()).toEqual([]);
    expect((await ledger())[0]).toEqual([
      ['OPENING', 40],
      ['USE', -10],
    ]);
  });

  it('that is late makes an absence from that day on, in the same order', async () => {
    const id = await grant('2026-09-22', '2026-10-01', '90');
    await comeBack(id, '2026-10-07', '91');
    expect(await absences()).toEqual([['2026-10-04', '2026-10-06']]);
    expect(await office.admin.hr.leave.get({ id })).toMatchObject({ state: 'returned', returnOrderNumber: '91' });
  });

  it('can be taken back: the leave runs again, and the ledger is as before', async () => {
    const { admin, drafter } = office;
    const id = await grant('2026-09-22', '2026-10-01', '90');
    const before = await ledger();
    await comeBack(id, '2026-09-29', '91');
    const [back] = (await admin.hr.order.list({})).filter(({ number }) => number === '91');
    const reversal = await drafter.hr.order.reverse({
      ...{ id: back?.id ?? '', revision: back?.revision ?? 0, ...paper, number: '92' },
    });
    await pass(office, reversal.id);
    expect(await admin.hr.leave.get({ id })).toMatchObject({ state: 'approved', returnedOn: null });
    expect((await ledger())[1]).toBe(before[1]);
  });
});

describe('an order of leave', () => {
  function order(from: string, to: string, number: string) {
    return {
      ...paper,
      ...({ kind: 'LEAVE', subject: null, unitId: office.unitId } as const),
      ...{ number, effectiveDate: localDate(from) },
      lines: [{ employeeId, terms: { leaveType: 'ORDINARY', to: localDate(to) }, note: null }],
    };
  }

  it('that was drafted by hand takes its days from the same ledger, and is judged like a request', async () => {
    const { drafter, admin } = office;
    const long = drafter.hr.order.draft(order('2026-09-22', '2026-11-15', '70'));
    expect(await refusalOf(long)).toEqual(['LEAVE_BALANCE']);
    await issue(office, order('2026-09-22', '2026-10-01', '71'));
    expect((await ledger())[0]).toEqual([
      ['OPENING', 40],
      ['USE', -10],
    ]);
    expect(await admin.hr.leave.list({ employeeId })).toMatchObject([{ state: 'approved', days: 10 }]);
  });

  it('that is reversed cancels the leave and gives all its days back', async () => {
    const { drafter, admin } = office;
    const [, before] = await ledger();
    const id = await grant('2026-09-22', '2026-10-01', '90');
    const { orderId } = await admin.hr.leave.get({ id });
    const { revision } = await admin.hr.order.get({ id: orderId ?? '' });
    const reversal = await drafter.hr.order.reverse({ id: orderId ?? '', revision, ...paper, number: '93' });
    await pass(office, reversal.id);
    expect((await admin.hr.leave.get({ id })).state).toBe('cancelled');
    expect((await ledger())[1]).toBe(before);
  });
});
