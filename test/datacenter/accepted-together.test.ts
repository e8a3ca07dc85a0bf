import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDate, Month } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import type { ArrivalRow } from '#modules/hr/contract/index.ts';
import { employee } from '#modules/hr/schema.ts';
import { firstDemonstration } from '#office/demonstration.ts';
import { ACTOR } from '#test/payroll-people.ts';
import { refusalOf } from '../host/harness.ts';
import { person } from '../host/hr-office.ts';
import { PayrollOffice } from '../host/payroll-office.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const FROM = '2026-11-01' as LocalDate;
const ORDER = '4471';
const from = (office: LinkedOffice, orderNumber: string | null = ORDER) => ({ fromOffice: office.number, orderNumber });

async function unitOf({ admin }: LinkedOffice): Promise<string> {
  return (await admin.org.unit.list({})).find(({ code }) => code === '1017-02')?.id ?? '';
}

/** A loan of which nothing was taken yet, from the month of the handover on. */
async function lent({ test }: LinkedOffice, employeeId: string): Promise<void> {
  const clerk = await PayrollOffice.of(test).as('payroll.clerk1');
  await clerk.payroll.loan.create({
    ...{ employeeId, kind: 'BANK', lender: 'مصرف الرافدين', number: '77', skipMonths: [], loanDate: FROM },
    ...{ instalment: 50_000 as Money, total: 600_000 as Money, fromMonth: '2026-11' as Month },
  });
}

/** Four people of one office who came to another by one order, the first `debtors` of them with a loan. */
async function fourWhoCame({ debtors = 0 } = {}) {
  const sender = await ministry.office({ employees: 9 });
  const receiver = await ministry.office({ employees: 3, invented: { ...firstDemonstration, seed: 51 } });
  await ministry.makeKnown(sender, receiver);
  const staff = (await sender.admin.hr.employee.list({})).map(({ id }) => id);
  const paper = { toOffice: receiver.number, orderNumber: ORDER };
  const asked = { ...paper, effectiveDate: FROM, unitIds: [], employeeIds: staff };
  const { rows } = await sender.admin.hr.handover.departures(asked);
  const employeeIds = rows.flatMap(({ standing, employeeId }) => (standing === 'goes' ? [employeeId] : [])).slice(0, 4);
  for (const employeeId of employeeIds.slice(0, debtors)) await lent(sender, employeeId);
  const dated = { orderDate: FROM, effectiveDate: FROM, note: null };
  await sender.admin.hr.handover.sendSlice({ ...paper, ...dated, employeeIds });
  await ministry.meet(sender, receiver);
  return { sender, receiver };
}

const problemsOf = ({ answer }: ArrivalRow): readonly string[] =>
  answer.ok ? [] : answer.problems.map(({ code }) => code);

describe('those who came together', { timeout: 120_000 }, () => {
  it('are found by their office and their order, and accepted but for those who cannot be', async () => {
    const { sender, receiver } = await fourWhoCame();
    const { admin } = receiver;
    const arrived = await admin.hr.handover.arrivals(from(sender));
    expect(arrived).toHaveLength(4);
    expect(arrived.every(({ answer, unitName }) => answer.ok && unitName !== '')).toBe(true);
    expect(await admin.hr.handover.arrivals({ fromOffice: null, orderNumber: null })).toEqual(arrived);
    expect(await admin.hr.handover.arrivals(from(sender, '9999'))).toEqual([]);
    expect(await admin.hr.handover.arrivals({ fromOffice: 999, orderNumber: null })).toEqual([]);

    // One is asked back, another serves here already under the same card.
    const [recalled, here, ...others] = arrived;
    if (!recalled || !here) throw new Error('Four have come.');
    const { revision } = await sender.admin.hr.handover.get({ id: recalled.id });
    await sender.admin.hr.handover.recall({ id: recalled.id, revision });
    await ministry.meet(sender, receiver);
    const card = (await admin.hr.handover.get({ id: here.id })).file?.papers.nationalCard ?? null;
    expect(card).not.toBeNull();
    const unitId = await unitOf(receiver);
    const { id: double } = await admin.hr.employee.create({
      ...{ ...person(unitId, 'سلمان', { nationalCard: card }), officeNumber: '90999' },
    });
    const service = { beganBy: 'APPOINTMENT', endedBy: null } as const;
    PayrollOffice.of(receiver.test).addFact(double, 'SERVICE', '2020-01-01', service);

    const looked = new Map((await admin.hr.handover.arrivals(from(sender))).map((row) => [row.id, row]));
    const problemsFor = ({ id }: ArrivalRow) => problemsOf(looked.get(id) ?? recalled);
    expect(problemsFor(recalled)).toEqual(['HANDOVER_RECALLED']);
    expect(problemsFor(here)).toEqual(['HANDOVER_PERSON_HERE']);
    expect(others.map(problemsFor)).toEqual([[], []]);

    const people = [...looked.keys()].map((id) => ({ id, unitId }));
    const results = new Map((await admin.hr.handover.acceptSlice({ people })).map((each) => [each.id, each]));
    const outcomeOf = ({ id }: ArrivalRow) => results.get(id);
    expect(outcomeOf(recalled)).toMatchObject({ outcome: 'refused', problems: [{ code: 'HANDOVER_RECALLED' }] });
    expect(outcomeOf(here)).toMatchObject({ outcome: 'refused', problems: [{ code: 'HANDOVER_PERSON_HERE' }] });
    expect(others.map((each) => outcomeOf(each)?.outcome)).toEqual(['done', 'done']);
    // Once more, as after a power cut: those who were accepted are told so, and nobody is written twice.
    const again = await admin.hr.handover.acceptSlice({ people });
    expect(again.map(({ outcome }) => outcome).toSorted()).toEqual(['before', 'before', 'refused', 'refused']);
    const names = others.map(({ fullName }) => fullName);
    const staff = (await admin.hr.employee.list({})).filter(({ fullName }) => names.includes(fullName));
    expect(staff.map((row) => row.unitId)).toEqual([unitId, unitId]);
    expect((await admin.hr.handover.arrivals(from(sender))).map(({ id }) => id).toSorted()).toEqual(
      [recalled.id, here.id].toSorted(),
    );
    // They were sent by another office: it accepts nobody of its own.
    const own = await sender.admin.hr.handover.acceptSlice({ people: [{ id: recalled.id, unitId }] });
    expect(own).toMatchObject([{ outcome: 'refused', problems: [{ code: 'HANDOVER_NOT_OURS' }] }]);
  });

  it('are accepted by those alone whose right holds in the whole office', async () => {
    const { sender, receiver } = await fourWhoCame();
    const { admin, test } = receiver;
    const [first] = await admin.hr.handover.arrivals(from(sender));
    const unitId = await unitOf(receiver);
    const clerk = (await admin.org.user.list({})).find(({ userName }) => userName === 'clerk1');
    const { id: roleId } = await admin.org.role.create({
      ...{ code: 'taker', nameAr: 'دور خاص', nameCkb: null, nameEn: null },
      permissions: ['hr.handover.accept', 'hr.handover.view'],
    });
    const always = { validFrom: '2026-01-01' as LocalDate, validTo: null };
    await admin.org.user.assign({ ...always, userId: clerk?.id ?? '', roleId, unitId });
    const taker = await test.visitor().signIn('clerk1');
    expect(await refusalOf(taker.hr.handover.arrivals(from(sender)))).toEqual(['OUTSIDE_YOUR_UNIT']);
    const results = await taker.hr.handover.acceptSlice({ people: [{ id: first?.id ?? '', unitId }] });
    expect(results).toMatchObject([{ outcome: 'refused', problems: [{ code: 'OUTSIDE_YOUR_UNIT' }] }]);
    expect((await admin.hr.handover.arrivals(from(sender))).length).toBe(4);
  });

  it('are taken into no unit in which nobody would pay them', async () => {
    const { sender, receiver } = await fourWhoCame();
    const { admin, test } = receiver;
    const units = await admin.org.unit.list({});
    const above = units.find(({ isUnpaid }) => isUnpaid);
    expect(units.filter(({ isUnpaid }) => isUnpaid).length).toBeLessThan(units.length / 2);
    const [first] = await admin.hr.handover.arrivals(from(sender));
    const place = { id: first?.id ?? '', unitId: above?.id ?? '', jobTitle: null, officeNumber: null };
    expect(await refusalOf(admin.hr.handover.accept(place))).toEqual(['UNIT_UNPAID']);
    expect(await admin.hr.employee.unpaid()).toEqual([]);
    // By an order somebody may still be moved there: the home page tells it.
    const [serves] = await admin.hr.employee.list({});
    test.office.core.door.write(ACTOR, 'test.employee.move', (tx) => {
      tx.update(employee, serves?.id ?? '', { unitId: above?.id ?? '' });
    });
    expect((await admin.hr.employee.unpaid()).map(({ id }) => id)).toEqual([serves?.id]);
  });

  it('have their debts confirmed together by whoever keeps the books, and each once', async () => {
    const { sender, receiver } = await fourWhoCame({ debtors: 2 });
    const { admin, test } = receiver;
    expect(await admin.hr.handover.waitingDebts()).toEqual([]);
    const unitId = await unitOf(receiver);
    const people = (await admin.hr.handover.arrivals(from(sender))).map(({ id }) => ({ id, unitId }));
    await admin.hr.handover.acceptSlice({ people });
    const clerk = await test.visitor().signIn('payroll.clerk1');
    const waiting = await clerk.hr.handover.waitingDebts();
    expect(waiting.map(({ loans, monthly, balance }) => ({ loans, monthly, balance }))).toEqual([
      { loans: 1, monthly: 50_000, balance: 600_000 },
      { loans: 1, monthly: 50_000, balance: 600_000 },
    ]);
    // Who reads handovers and keeps no books hears of none, and confirms none.
    const auditor = await test.visitor().signIn('auditor1');
    expect(await auditor.hr.handover.waitingDebts()).toEqual([]);
    const ids = people.map(({ id }) => id);
    const refused = await auditor.hr.handover.takeDebtsSlice({ ids });
    expect(refused.every(({ outcome }) => outcome === 'refused')).toBe(true);

    const outcomes = new Map((await clerk.hr.handover.takeDebtsSlice({ ids })).map((each) => [each.id, each.outcome]));
    const owing = new Set(waiting.map(({ id }) => id));
    expect(ids.map((id) => outcomes.get(id))).toEqual(ids.map((id) => (owing.has(id) ? 'done' : 'refused')));
    expect(await clerk.hr.handover.waitingDebts()).toEqual([]);
    const again = await clerk.hr.handover.takeDebtsSlice({ ids: [...owing] });
    expect(again.map(({ outcome }) => outcome)).toEqual(['before', 'before']);
    const names = waiting.map(({ fullName }) => fullName);
    const books = await PayrollOffice.of(test).as('payroll.clerk1');
    const loans = (await books.payroll.loan.list({ employeeId: null })).filter(({ employeeName }) =>
      names.includes(employeeName),
    );
    expect(loans.map(({ total, fromMonth }) => [total, fromMonth])).toEqual([
      [600_000, '2026-11'],
      [600_000, '2026-11'],
    ]);
  });
});
