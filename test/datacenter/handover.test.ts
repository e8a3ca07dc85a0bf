import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { LocalDate, Month } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import type { HandoverRow } from '#modules/hr/contract/index.ts';
import { modelOf } from '#db/columns.ts';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { doublePayments } from '#datacenter/ministry/duplicates.ts';
import { verify } from '#db/verify.ts';
import { allTables } from '#office/core.ts';
import { firstDemonstration } from '#office/demonstration.ts';
import { refusalOf } from '../host/harness.ts';
import { PayrollOffice } from '../host/payroll-office.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';
import { readyRun } from './ready-run.ts';

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const FROM = '2026-11-01' as LocalDate;
const order = { orderNumber: '4471', orderDate: '2026-10-20' as LocalDate, note: null };

/** Two offices with their own people, which have paid three months each, to October. */
async function twoOffices(): Promise<{ readonly sender: LinkedOffice; readonly receiver: LinkedOffice }> {
  const sender = await ministry.office({ employees: 6 });
  const receiver = await ministry.office({ employees: 4, invented: { ...firstDemonstration, seed: 51 } });
  await ministry.makeKnown(sender, receiver);
  return { sender, receiver };
}

/** Somebody who serves in the office and was paid there, and whom nothing but this keeps there. */
async function paidPerson({ admin }: LinkedOffice, hindrance?: string) {
  for (const { id, fullName, isInService } of await admin.hr.employee.list({})) {
    if (!isInService) continue;
    const preview = await admin.hr.handover.preview({ employeeId: id });
    const problems = preview.answer.ok ? [] : preview.answer.problems.map(({ code }) => code);
    const isHindered = problems.length > 0 && problems.join() !== hindrance;
    if (preview.lastPaidMonth === '2026-10' && !isHindered) return { id, fullName, preview };
  }
  throw new Error('The demonstration has people who were paid.');
}

/** Sends somebody from one office to the other, without the data centre hearing of it yet. */
async function sent(sender: LinkedOffice, receiver: LinkedOffice) {
  const person = await paidPerson(sender);
  const { id } = await sender.admin.hr.handover.send({
    ...{ ...order, employeeId: person.id, toOffice: receiver.number, effectiveDate: FROM },
  });
  return { person, id };
}

const stateAt = async ({ admin }: LinkedOffice, id: string): Promise<HandoverRow['state'] | undefined> =>
  (await admin.hr.handover.list()).find((row) => row.id === id)?.state;

async function unitOf({ admin }: LinkedOffice): Promise<string> {
  return (await admin.org.unit.list({})).find(({ code }) => code === '1017-02')?.id ?? '';
}

/** Nothing is written into the file, by no door: lists, orders, leaves, debts. */
async function refusesWriting({ admin, test }: LinkedOffice, employeeId: string, code: string): Promise<void> {
  const { revision, numbers, unitId } = await admin.hr.employee.get({ id: employeeId });
  expect(await refusalOf(admin.hr.employee.keepNumbers({ id: employeeId, revision, rows: numbers }))).toEqual([code]);
  const line = { employeeId, terms: { issuer: 'MINISTER' }, note: null };
  const paper = { number: '99', orderDate: FROM, issuer: 'المدير', effectiveDate: FROM, subject: null, unitId };
  const drafted = admin.hr.order.draft({ ...paper, kind: 'THANKS', lines: [line] });
  expect(await refusalOf(drafted)).toEqual([code]);
  const days = { fromDate: FROM, toDate: FROM, type: 'ORDINARY', reason: null };
  expect(await refusalOf(admin.hr.leave.request({ employeeId, ...days }))).toEqual([code]);
  const clerk = await PayrollOffice.of(test).as('payroll.clerk1');
  const debt = { kind: 'BANK' as const, lender: 'مصرف', number: null, skipMonths: [], loanDate: FROM };
  const sums = { instalment: 1_000 as Money, total: 1_000 as Money, fromMonth: '2026-11' as Month };
  expect(await refusalOf(clerk.payroll.loan.create({ employeeId, ...debt, ...sums }))).toEqual([code]);
}

/** Who is paid for November, with the net of each. */
async function novemberOf({ test }: LinkedOffice): Promise<ReadonlyMap<string, number>> {
  const office = PayrollOffice.of(test);
  const clerk = await office.as('payroll.clerk1');
  const run = await office.prepare(clerk, '2026-11');
  return new Map((await office.slipsOf(clerk, run)).map(({ fullName, net }) => [fullName, net]));
}

describe('an employee who is handed over', { timeout: 180_000 }, () => {
  it('is in the office that accepted him also after that got a new PC', async () => {
    const { sender, receiver } = await twoOffices();
    const { id, person } = await sent(sender, receiver);
    await ministry.meet(sender, receiver);
    const unitId = await unitOf(receiver);
    const { employeeId } = await receiver.admin.hr.handover.accept({
      ...{ id, unitId, jobTitle: null, officeNumber: '90210' },
    });
    await ministry.meet(receiver, sender);
    // The answer in its log names the sender's paper, which comes behind the log, through a channel.
    const again = await ministry.replaced(receiver, 'دجلة يجري شمالاً');
    expect(await stateAt(again, id)).toBe(await stateAt(receiver, id));
    expect(await again.admin.hr.employee.get({ id: employeeId })).toMatchObject({ fullName: person.fullName });
    const { database } = again.test.office.core;
    expect(database.raw.pragma('foreign_key_check')).toEqual([]);
    expect(await verify({ database, models: allTables.map((table) => modelOf(table)) })).toMatchObject({ ok: true });
  });

  it('arrives with his whole file, is accepted, and is paid in one office only', async () => {
    const { sender, receiver } = await twoOffices();
    const pay = PayrollOffice.of(sender.test);
    const { person, id } = await (async () => {
      const found = await paidPerson(sender);
      const clerk = await pay.as('payroll.clerk1');
      await clerk.payroll.loan.create({
        ...{ employeeId: found.id, kind: 'BANK', lender: 'مصرف الرافدين', number: '77', skipMonths: [] },
        ...{ loanDate: FROM, instalment: 50_000 as Money, total: 600_000 as Money, fromMonth: '2026-11' as Month },
      });
      const made = await sender.admin.hr.handover.send({
        ...{ ...order, employeeId: found.id, toOffice: receiver.number, effectiveDate: FROM },
      });
      return { person: found, id: made.id };
    })();
    expect(person.preview.effectiveDate).toBe(FROM);
    const before = await sender.admin.hr.employee.get({ id: person.id });
    expect(before.handover).toMatchObject({ id, state: 'sent' });
    expect(before.can.edit).toMatchObject({ ok: false });
    await refusesWriting(sender, person.id, 'EMPLOYEE_IN_TRANSIT');
    await ministry.meet(sender, receiver);

    const arrived = await receiver.admin.hr.handover.get({ id });
    expect(arrived).toMatchObject({
      direction: 'in',
      state: 'arrived',
      fullName: person.fullName,
      otherOffice: sender.number,
    });
    expect(arrived.file?.papers.nationalCard).toBe(before.nationalCard);
    expect(arrived.file?.lastPay).toMatchObject({
      month: '2026-10',
      loans: [{ lender: 'مصرف الرافدين', balance: 600_000 }],
    });
    expect(arrived.file?.lastPay?.net).toBeGreaterThan(0);
    expect(arrived.netInWords).toContain('دينار');

    const unitId = await unitOf(receiver);
    const { employeeId } = await receiver.admin.hr.handover.accept({
      id,
      unitId,
      jobTitle: null,
      officeNumber: '90210',
    });
    const career = await receiver.admin.hr.employee.career({ id: employeeId });
    const there = await sender.admin.hr.employee.career({ id: person.id });
    expect(career.prospects).toEqual(there.prospects);
    const service = career.facts.find(({ kind }) => kind === 'SERVICE');
    expect(service).toMatchObject({ validFrom: FROM, validTo: null, value: { beganBy: 'TRANSFER' } });
    expect(await refusalOf(receiver.admin.hr.handover.refuse({ id, reason: 'سبب' }))).toEqual([
      'HANDOVER_ANSWERED_HERE',
    ]);
    await receiver.admin.hr.handover.takeDebts({ id });
    expect(await refusalOf(receiver.admin.hr.handover.takeDebts({ id }))).toEqual(['HANDOVER_DEBTS_TAKEN']);
    await ministry.meet(receiver, sender);

    expect(await stateAt(sender, id)).toBe('accepted');
    expect((await sender.admin.hr.handover.get({ id })).debtsTakenAt).not.toBeNull();
    const row = (await sender.admin.hr.handover.list()).find((each) => each.id === id);
    const { revision } = row ?? { revision: 0 };
    expect(await refusalOf(sender.admin.hr.handover.recall({ id, revision }))).toEqual(['HANDOVER_ANSWERED']);
    expect(await refusalOf(sender.admin.hr.handover.takeBack({ id, revision }))).toEqual(['HANDOVER_MOVE']);
    const closed = await sender.admin.hr.employee.get({ id: person.id });
    expect(closed.handover).toMatchObject({ state: 'accepted' });
    await refusesWriting(sender, person.id, 'EMPLOYEE_MOVED');

    const [here, gone] = [await novemberOf(receiver), await novemberOf(sender)];
    expect(here.get(person.fullName)).toBeGreaterThan(0);
    expect(gone.get(person.fullName) ?? 0).toBe(0);
    const held = await ministry.rows('SELECT held FROM office_stream WHERE held > 0');
    expect(held).toEqual([]);
  });

  it('scenario 15: does not leave while the old office is paying him, and no month is paid by both', async () => {
    const { sender, receiver } = await twoOffices();
    const person = await paidPerson(sender);
    const [old, young] = [PayrollOffice.of(sender.test), PayrollOffice.of(receiver.test)];
    const send = (effectiveDate: LocalDate) =>
      sender.admin.hr.handover.send({
        ...{ ...order, employeeId: person.id, toOffice: receiver.number, effectiveDate },
      });
    const november = await readyRun(old, '2026-11');
    expect(await refusalOf(send(FROM))).toEqual(['HANDOVER_RUN_OPEN']);
    await old.lock(november);
    // He was paid here for November, so he begins there in December.
    expect(await refusalOf(send(FROM))).toEqual(['HANDOVER_DATE']);
    const { id } = await send('2026-12-01' as LocalDate);
    // The old office goes on with December before anybody has heard of it.
    await old.lock(await readyRun(old, '2026-12'));
    await ministry.meet(sender, receiver);
    const unitId = await unitOf(receiver);
    await receiver.admin.hr.handover.accept({ id, unitId, jobTitle: null, officeNumber: '90215' });
    for (const month of ['2026-11', '2026-12']) await young.lock(await readyRun(young, month));
    await ministry.meet(receiver, sender);
    const paid = await ministry.rows(
      `SELECT s.office_no, r.month, s.gross > 0 AS is_paid FROM payroll_slip s JOIN payroll_run r
        ON r.office_no = s.office_no AND r.id = s.run_id WHERE s.full_name = $1 AND r.month >= '2026-11' ORDER BY 2, 1`,
      person.fullName,
    );
    expect(paid.filter((row) => row['is_paid'] === true)).toEqual([
      { office_no: sender.number, month: '2026-11', is_paid: true },
      { office_no: receiver.number, month: '2026-12', is_paid: true },
    ]);
    for (const month of ['2026-11', '2026-12'] as Month[])
      expect(await doublePayments(ministry.opened.store.pool, { month })).toEqual([]);
    expect(await ministry.rows('SELECT office_no FROM office_stream WHERE held > 0')).toEqual([]);
  });

  it('comes back as he was when he is refused', async () => {
    const { sender, receiver } = await twoOffices();
    const { person, id } = await sent(sender, receiver);
    await ministry.meet(sender, receiver);
    await receiver.admin.hr.handover.refuse({ id, reason: 'لا شاغر في الملاك' });
    expect(
      await refusalOf(
        receiver.admin.hr.handover.accept({ id, unitId: await unitOf(receiver), jobTitle: null, officeNumber: null }),
      ),
    ).toEqual(['HANDOVER_ANSWERED_HERE']);
    await ministry.meet(receiver, sender);
    const told = await sender.admin.hr.handover.get({ id });
    expect(told).toMatchObject({ state: 'refused', reason: 'لا شاغر في الملاك' });
    await sender.admin.hr.handover.takeBack({ id, revision: told.revision });
    const back = await sender.admin.hr.employee.get({ id: person.id });
    expect(back.handover).toBeNull();
    expect(back.can.edit).toEqual({ ok: true });
    await ministry.meet(sender, receiver);
    expect(await stateAt(receiver, id)).toBe('refused');
    const [here, there] = [await novemberOf(sender), await novemberOf(receiver)];
    expect(here.get(person.fullName)).toBeGreaterThan(0);
    expect(there.has(person.fullName)).toBe(false);
  });

  it('is given back when he was asked back before he was accepted', async () => {
    const { sender, receiver } = await twoOffices();
    const { person, id } = await sent(sender, receiver);
    await ministry.meet(sender, receiver);
    await sender.admin.hr.handover.recall({ id, revision: 1 });
    // Until the other office has answered he is in nobody's staff.
    expect((await sender.admin.hr.employee.get({ id: person.id })).can.edit).toMatchObject({ ok: false });
    await ministry.meet(sender, receiver);
    expect(await stateAt(receiver, id)).toBe('recallAsked');
    const unitId = await unitOf(receiver);
    const taken = receiver.admin.hr.handover.accept({ id, unitId, jobTitle: null, officeNumber: null });
    expect(await refusalOf(taken)).toEqual(['HANDOVER_RECALLED']);
    await receiver.admin.hr.handover.refuse({ id, reason: 'بناء على طلبكم' });
    await ministry.meet(receiver, sender);
    const { revision } = await sender.admin.hr.handover.get({ id });
    await sender.admin.hr.handover.takeBack({ id, revision });
    expect((await sender.admin.hr.employee.get({ id: person.id })).handover).toBeNull();
  });

  it('scenario 13: stays where he was accepted, though he was asked back at the same time', async () => {
    const { sender, receiver } = await twoOffices();
    const { person, id } = await sent(sender, receiver);
    await ministry.meet(sender, receiver);
    await sender.admin.hr.handover.recall({ id, revision: 1 });
    const unitId = await unitOf(receiver);
    await receiver.admin.hr.handover.accept({ id, unitId, jobTitle: null, officeNumber: null });
    await ministry.meet(sender, receiver);
    await ministry.meet(receiver, sender);
    expect(await stateAt(sender, id)).toBe('recallDenied');
    expect(await stateAt(receiver, id)).toBe('accepted');
    const { revision } = await sender.admin.hr.handover.get({ id });
    expect(await refusalOf(sender.admin.hr.handover.takeBack({ id, revision }))).toEqual(['HANDOVER_MOVE']);
    expect((await sender.admin.hr.employee.get({ id: person.id })).handover).toMatchObject({ state: 'recallDenied' });
  });

  it('goes to offices that the data centre has made known, and to no others', async () => {
    const apart = await MinistryOfOffices.open();
    onTestFinished(() => apart.close());
    const [desk, sender] = [await apart.desk(), await apart.office({ employees: 3 })];
    const person = await paidPerson(sender, 'HANDOVER_NO_OFFICES');
    const send = (toOffice: number) =>
      sender.admin.hr.handover.send({ ...order, employeeId: person.id, toOffice, effectiveDate: FROM });
    // Before it has heard of any, there is no number by which somebody goes where nobody would ever answer.
    expect(await sender.admin.hr.handover.offices()).toEqual([]);
    expect(await refusalOf(send(98_765))).toEqual(['HANDOVER_NO_OFFICES']);
    const many = { orderNumber: '1', effectiveDate: FROM, unitIds: [], employeeIds: [person.id] };
    const preview = (toOffice: number) => sender.admin.hr.handover.departures({ ...many, toOffice });
    expect(await refusalOf(preview(98_765))).toEqual(['HANDOVER_NO_OFFICES']);

    const names = { nameAr: 'مديرية مجاري البصرة', nameCkb: null, nameEn: null };
    const { office } = await desk.admin.ministry.office.add({
      ...names,
      kind: 'directorate',
      governorate: 'basra',
      parentOffice: null,
      place: null,
    });
    await apart.meet(desk, sender);
    const known = await sender.admin.hr.handover.offices();
    expect(known).toContainEqual({ office, ...names });
    expect(known.map((each) => each.office)).not.toContain(sender.number);
    expect(await refusalOf(send(98_765))).toEqual(['HANDOVER_OFFICE_UNKNOWN']);
    expect(await refusalOf(send(sender.number))).toEqual(['HANDOVER_TO_SELF']);
    await desk.admin.ministry.office.close({ office, isClosed: true });
    await apart.meet(desk, sender);
    expect(await refusalOf(send(office))).toEqual(['HANDOVER_OFFICE_UNKNOWN']);
  });

  it('may go to an office that the command has registered once the data centre’s list has been looked at', async () => {
    const apart = await MinistryOfOffices.open();
    onTestFinished(() => apart.close());
    const [desk, sender] = [await apart.desk(), await apart.office({ employees: 0 })];
    const names = { nameAr: 'مديرية ماء نينوى', nameCkb: null, nameEn: null };
    const { officeNo: office } = await addOffice(apart.opened.ports, {
      ...{ ...names, kind: 'directorate', governorate: 'nineveh', latitude: null, longitude: null, parentNo: null },
    });
    await apart.meet(desk, sender);
    expect(await sender.admin.hr.handover.offices()).toEqual([]);
    await desk.admin.ministry.office.list({});
    const { seq } = desk.test.office.core.door.head;
    await apart.meet(desk, sender);
    expect(await sender.admin.hr.handover.offices()).toContainEqual({ office, ...names });
    // Whoever looks again finds nothing to tell.
    await desk.admin.ministry.office.list({});
    expect(desk.test.office.core.door.head.seq).toBe(seq);
  });
});
