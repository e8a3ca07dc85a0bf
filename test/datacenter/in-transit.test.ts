import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { firstDemonstration } from '#office/demonstration.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

/** The ministry's board of those who have left one office and are in no other. */

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const FROM = '2026-11-01' as LocalDate;
const A_MONTH = 31 * 86_400_000;

/** Sends somebody who was paid to October; answers his handover and his name. */
async function sent(sender: LinkedOffice, receiver: LinkedOffice): Promise<{ id: string; fullName: string }> {
  const order = { orderNumber: '4471', orderDate: '2026-10-20' as LocalDate, effectiveDate: FROM, note: null };
  for (const { id: employeeId, fullName, isInService } of await sender.admin.hr.employee.list({})) {
    if (!isInService) continue;
    const { lastPaidMonth, answer } = await sender.admin.hr.handover.preview({ employeeId });
    if (lastPaidMonth !== '2026-10' || !answer.ok) continue;
    return { ...(await sender.admin.hr.handover.send({ ...order, employeeId, toOffice: receiver.number })), fullName };
  }
  throw new Error('The demonstration has people who were paid.');
}

describe('people between two offices', { timeout: 180_000 }, () => {
  it('are on the board until they are accepted, or taken back', async () => {
    const desk = await ministry.desk();
    const sender = await ministry.office({ employees: 6 });
    const receiver = await ministry.office({ employees: 4, invented: { ...firstDemonstration, seed: 51 } });
    await desk.admin.ministry.office.list({});
    await ministry.meet(desk, sender);
    const [first, second] = [await sent(sender, receiver), await sent(sender, receiver)];
    await ministry.meet(sender, receiver);

    const board = async () =>
      (await desk.admin.ministry.person.inTransit({})).people.map(({ id, state }) => [id, state]);
    const { people } = await desk.admin.ministry.person.inTransit({});
    expect(people).toHaveLength(2);
    expect(people[0]).toMatchObject({
      ...{ id: first.id, fullName: first.fullName, fromOffice: sender.number, toOffice: receiver.number },
      ...{ fromName: 'مديرية', orderNumber: '4471', effectiveDate: FROM, state: 'sent', isOverdue: false },
    });
    expect(await desk.admin.ministry.person.overdue()).toEqual({ count: 0 });
    // Who looked is kept, once.
    const looks = (await desk.admin.ministry.act.list({})).filter(({ kind }) => kind === 'transit_looked');
    expect(looks).toHaveLength(1);

    const { revision } = await sender.admin.hr.handover.get({ id: second.id });
    await sender.admin.hr.handover.recall({ id: second.id, revision });
    await ministry.meet(sender, receiver);
    expect(await board()).toEqual([
      [first.id, 'sent'],
      [second.id, 'recallAsked'],
    ]);
    const unitId = (await receiver.admin.org.unit.list({})).find(({ code }) => code === '1017-02')?.id ?? '';
    await receiver.admin.hr.handover.accept({ id: first.id, unitId, jobTitle: null, officeNumber: null });
    await receiver.admin.hr.handover.refuse({ id: second.id, reason: 'بناء على طلبكم' });
    await ministry.meet(receiver, sender);
    expect(await board()).toEqual([[second.id, 'givenBack']]);

    // A month later nobody has taken him back, and the ministry is asked to look.
    desk.test.clock.now += A_MONTH;
    const later = await desk.test.visitor().signIn('admin');
    expect(await later.ministry.person.overdue()).toEqual({ count: 1 });
    expect((await later.ministry.person.inTransit({})).people).toMatchObject([{ id: second.id, isOverdue: true }]);
    // So is the office that has to take him back, by its own clock.
    expect((await sender.admin.hr.handover.get({ id: second.id })).isOverdue).toBe(false);
    sender.test.clock.now += A_MONTH;
    const clerk = await sender.test.visitor().signIn('admin');
    const told = await clerk.hr.handover.get({ id: second.id });
    expect(told).toMatchObject({ state: 'refused', isOverdue: true });
    expect((await clerk.hr.handover.get({ id: first.id })).isOverdue).toBe(false);
    await clerk.hr.handover.takeBack({ id: second.id, revision: told.revision });
    await ministry.meet({ ...sender, admin: clerk });
    expect((await later.ministry.person.inTransit({})).people).toEqual([]);
    expect(await later.ministry.person.overdue()).toEqual({ count: 0 });
  });
});
