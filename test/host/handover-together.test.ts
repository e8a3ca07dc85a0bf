import { describe, expect, it } from 'vitest';
import { and, eq } from 'drizzle-orm';
import type { LocalDate } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import { attachment } from '#modules/files/schema.ts';
import type { DepartureInput, DepartureRow } from '#modules/hr/contract/index.ts';
import { SCANS_LIMIT, SLICE_LIMIT } from '#modules/hr/contract/index.ts';
import { employee, handover } from '#modules/hr/schema.ts';
import { ACTOR } from '#test/payroll-people.ts';
import { refusalOf, type Client } from './harness.ts';
import { numberedOffice } from './numbered-office.ts';
import { PayrollOffice } from './payroll-office.ts';

const OFFICE = 4;
const ELSEWHERE = 7;
const NOVEMBER = '2026-11-01' as LocalDate;
const MISTYPED = '2206-11-01' as LocalDate;
const paper = { toOffice: ELSEWHERE, orderNumber: '4471', orderDate: '2026-10-20' as LocalDate, note: null };

interface Split {
  readonly pay: PayrollOffice;
  readonly admin: Client;
  readonly water: string;
  readonly sewers: string;
  /** Ids by name; the first three serve in the water section, which lies below the paying entity. */
  readonly people: ReadonlyMap<string, string>;
}

/** An office with two sections, whose people were paid for October. */
async function split(): Promise<Split> {
  const pay = PayrollOffice.of(await numberedOffice(OFFICE, [ELSEWHERE]));
  const admin = await pay.test.visitor().signIn('admin');
  const [water, sewers] = [await section(admin, pay.entityId, 'ماء'), await section(admin, pay.entityId, 'مجار')];
  const names = ['أحمد جاسم علي', 'باسم كريم حسن', 'تمارا نوري صالح', 'ثامر عبد خلف'];
  const people = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    const id = pay.addPerson({ name, grade: '7', step: 1 + index });
    move(pay, id, index < 3 ? water : sewers);
    people.set(name, id);
  }
  await pay.pay(await pay.as('payroll.clerk1'), '2026-10');
  return { pay, admin, water, sewers, people };
}

async function section(admin: Client, parentId: string, name: string): Promise<string> {
  const units = await admin.org.unit.list({});
  const codes = units.map(({ code }) => code);
  const code = `1017-9${codes.filter((each) => each.startsWith('1017-9')).length}`;
  const names = { nameAr: `قسم ${name}`, nameCkb: null, nameEn: null };
  const validFrom = units.find(({ id }) => id === parentId)?.validFrom ?? NOVEMBER;
  const { id } = await admin.org.unit.create({
    ...{ ...names, validFrom, validTo: null, parentId, code, type: 'section', isPayingEntity: false },
  });
  return id;
}

function move(pay: PayrollOffice, id: string, unitId: string): void {
  pay.test.office.core.door.write(ACTOR, 'test.employee.move', (tx) => tx.update(employee, id, { unitId }));
}

/** Attaches so many scans to somebody's record; answers their ids. */
function attach(pay: PayrollOffice, recordId: string, count: number): readonly string[] {
  const scan = { table: 'hr_employee', recordId, contentType: 'image/png', bytes: 1, sha256: 'ab'.repeat(32) };
  return pay.test.office.core.door.write(ACTOR, 'test.scan.attach', (tx) =>
    Array.from({ length: count }, (_, place) => tx.insert(attachment, { ...scan, fileName: `${place}.png` })),
  );
}

const asked = (unitIds: string[], more: Partial<DepartureInput> = {}): DepartureInput => ({
  ...{ toOffice: ELSEWHERE, orderNumber: paper.orderNumber, effectiveDate: null, unitIds, employeeIds: [] },
  ...more,
});

const told = (rows: readonly DepartureRow[]) =>
  rows.map(({ fullName, standing, problems }) => [fullName, standing, ...problems.map(({ code }) => code)]);

const idsOf = (rows: readonly DepartureRow[]): string[] =>
  rows.filter(({ standing }) => standing === 'goes').map(({ employeeId }) => employeeId);

describe('who may leave together', () => {
  it('is told of a unit and whatever lies below it, with the day that most have by their last paid month', async () => {
    const { admin, pay, water, people } = await split();
    const { rows, effectiveDate, proposedDate, unseen } = await admin.hr.handover.departures(asked([pay.entityId]));
    expect({ effectiveDate, proposedDate, unseen }).toEqual({
      ...{ effectiveDate: NOVEMBER, proposedDate: NOVEMBER, unseen: 0 },
    });
    expect(rows.map(({ fullName }) => fullName)).toEqual([...people.keys()]);
    expect(rows.every(({ standing, lastPaidMonth }) => standing === 'goes' && lastPaidMonth === '2026-10')).toBe(true);
    expect((await admin.hr.handover.departures(asked([water]))).rows).toHaveLength(3);
    // By name as well; nobody twice.
    const byName = { employeeIds: [...people.values()] };
    expect((await admin.hr.handover.departures(asked([water], byName))).rows).toHaveLength(4);
  });

  it('leaves out who must be mended first, each with his own reason, and nothing is written', async () => {
    const { admin, pay, water, people } = await split();
    const [ahmad = '', basim = '', tamara = ''] = people.values();
    const line = { employeeId: ahmad, terms: { issuer: 'MINISTER' }, note: null };
    const order = { orderDate: NOVEMBER, issuer: 'المدير', effectiveDate: NOVEMBER, subject: null, unitId: water };
    await admin.hr.order.draft({ ...order, number: '99', kind: 'THANKS', lines: [line] });
    const opening = { type: 'ORDINARY', kind: 'OPENING', onDate: '2026-01-01' as LocalDate, days: 30 } as const;
    await admin.hr.leave.enter({ ...opening, employeeId: basim, note: null });
    await admin.hr.leave.request({
      ...{ employeeId: basim, type: 'ORDINARY', fromDate: NOVEMBER, toDate: NOVEMBER, reason: null },
    });
    pay.endService(tamara, '2026-10-31');
    const clerk = await pay.as('payroll.clerk1');
    await clerk.payroll.loan.create({
      ...{ employeeId: ahmad, kind: 'BANK', lender: 'مصرف', number: null, skipMonths: [], loanDate: NOVEMBER },
      ...{ instalment: 1_000 as Money, total: 5_000 as Money, fromMonth: '2026-11' as never },
    });
    const { seq } = pay.test.office.core.door.head;
    const { rows } = await admin.hr.handover.departures(
      asked([pay.entityId], { employeeIds: [tamara], effectiveDate: NOVEMBER }),
    );
    expect(told(rows)).toEqual([
      ['أحمد جاسم علي', 'stays', 'HANDOVER_ORDER_OPEN'],
      ['باسم كريم حسن', 'stays', 'HANDOVER_LEAVE_OPEN'],
      ['تمارا نوري صالح', 'stays', 'NOT_IN_SERVICE'],
      ['ثامر عبد خلف', 'goes'],
    ]);
    expect(rows[0]).toMatchObject({ debts: 1, lastPaidMonth: '2026-10' });
    expect(pay.test.office.core.door.head.seq).toBe(seq);
    // Who has left the service is not of the unit any more, unless he is asked for by name.
    const ofUnit = await admin.hr.handover.departures(asked([water], { effectiveDate: NOVEMBER }));
    expect(ofUnit.rows.map(({ fullName }) => fullName)).toEqual(['أحمد جاسم علي', 'باسم كريم حسن']);
    // On another day nobody can go who was paid.
    const december = asked([pay.entityId], { effectiveDate: '2026-12-01' as LocalDate });
    const late = (await admin.hr.handover.departures(december)).rows;
    expect(late.every(({ problems }) => problems.some(({ code }) => code === 'HANDOVER_DATE'))).toBe(true);
  });

  it('stays while a month is being paid', async () => {
    const { admin, pay } = await split();
    await pay.prepare(await pay.as('payroll.clerk1'), '2026-11');
    const { rows } = await admin.hr.handover.departures(asked([pay.entityId]));
    expect(new Set(rows.map(({ problems }) => problems[0]?.code))).toEqual(new Set(['HANDOVER_RUN_OPEN']));
  });

  it('stays while more scans are attached to his record than go along, and goes with all of them otherwise', async () => {
    const { admin, pay, water, people } = await split();
    const [employeeId = ''] = people.values();
    attach(pay, employeeId, SCANS_LIMIT);
    const look = async () => (await admin.hr.handover.departures(asked([water]))).rows[0];
    expect(await look()).toMatchObject({ employeeId, standing: 'goes' });

    const [last = ''] = attach(pay, employeeId, 1);
    const scans = { code: 'HANDOVER_SCANS', params: { scans: SCANS_LIMIT + 1, limit: SCANS_LIMIT } };
    expect(await look()).toMatchObject({ standing: 'stays', problems: [scans] });
    const alone = await admin.hr.handover.preview({ employeeId });
    expect(alone.answer).toMatchObject({ ok: false, problems: [scans] });
    const leaving = { ...paper, effectiveDate: NOVEMBER };
    expect(await refusalOf(admin.hr.handover.send({ ...leaving, employeeId }))).toEqual(['HANDOVER_SCANS']);
    expect(await admin.hr.handover.sendSlice({ ...leaving, employeeIds: [employeeId] })).toMatchObject([
      { outcome: 'refused', problems: [scans] },
    ]);

    await admin.files.attachment.remove({ id: last, revision: 1 });
    const { id } = await admin.hr.handover.send({ ...leaving, employeeId });
    expect((await admin.hr.handover.get({ id })).file?.scans).toHaveLength(SCANS_LIMIT);
  });

  it('is refused as a whole where the paper cannot stand', async () => {
    const { admin, water } = await split();
    const refusing = (more: Partial<DepartureInput>) => refusalOf(admin.hr.handover.departures(asked([water], more)));
    expect(await refusing({ toOffice: OFFICE })).toEqual(['HANDOVER_TO_SELF']);
    expect(await refusing({ unitIds: [] })).toEqual(['HANDOVER_NOBODY_CHOSEN']);
    expect(await refusing({ effectiveDate: MISTYPED })).toEqual(['DATE_TOO_FAR']);
  });

  it('has no day of its own where nobody was ever paid', async () => {
    const pay = PayrollOffice.of(await numberedOffice(OFFICE, [ELSEWHERE]));
    const admin = await pay.test.visitor().signIn('admin');
    const id = pay.addPerson({ name: 'جاسم كاظم عبد', grade: '7', step: 1 });
    const input = asked([], { employeeIds: [id] });
    expect(await refusalOf(admin.hr.handover.departures(input))).toEqual(['HANDOVER_DAY_NEEDED']);
    const { rows } = await admin.hr.handover.departures({ ...input, effectiveDate: NOVEMBER });
    expect(told(rows)).toEqual([['جاسم كاظم عبد', 'goes']]);
  });

  it('goes nowhere from an office without a number', async () => {
    const pay = await PayrollOffice.open();
    const admin = await pay.test.visitor().signIn('admin');
    const input = asked([pay.entityId], { effectiveDate: NOVEMBER });
    expect(await refusalOf(admin.hr.handover.departures(input))).toEqual(['HANDOVER_NOT_LINKED']);
  });
});

describe('many who are sent together', () => {
  it('go one by one, who cannot is left with the reason, and the others go', async () => {
    const { admin, pay, people, water } = await split();
    const [ahmad = '', basim = ''] = people.values();
    pay.endService(basim, '2026-09-30');
    const slice = { ...paper, effectiveDate: NOVEMBER, employeeIds: [...people.values()] };
    const { seq } = pay.test.office.core.door.head;
    const mistyped = { ...slice, employeeIds: [ahmad], orderDate: MISTYPED, effectiveDate: MISTYPED };
    expect(await admin.hr.handover.sendSlice(mistyped)).toMatchObject([
      {
        outcome: 'refused',
        problems: [
          { code: 'DATE_TOO_FAR', field: 'orderDate' },
          { code: 'DATE_TOO_FAR', field: 'effectiveDate' },
        ],
      },
    ]);
    const results = await admin.hr.handover.sendSlice(slice);
    expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'refused', 'done', 'done']);
    expect(results[1]).toMatchObject({ id: basim, problems: [{ code: 'NOT_IN_SERVICE' }] });
    // Each is a command of his own, as if he had been sent alone.
    expect(pay.test.office.core.door.head.seq).toBe(seq + 3);
    const sent = pay.db.select().from(handover).where(eq(handover.toOffice, ELSEWHERE)).all();
    expect(sent.map(({ fullName }) => fullName)).toEqual(['أحمد جاسم علي', 'تمارا نوري صالح', 'ثامر عبد خلف']);
    for (const { file, orderNumber, effectiveDate, state } of sent) {
      expect({ orderNumber, effectiveDate, state }).toEqual({
        ...{ orderNumber: '4471', effectiveDate: NOVEMBER, state: 'sent' },
      });
      expect(file.lastPay?.month).toBe('2026-10');
    }
    const [first] = sent.filter(({ employeeId }) => employeeId === ahmad);
    expect(first?.unitId).toBe(water);
    expect(first?.file.unitName).toBe('قسم ماء');
  });

  it('go on where a power cut ended them: those that were sent are told as sent and not written again', async () => {
    const { admin, pay, people } = await split();
    const all = [...people.values()];
    // The power went after the second.
    await admin.hr.handover.sendSlice({ ...paper, effectiveDate: NOVEMBER, employeeIds: all.slice(0, 2) });
    const { rows } = await admin.hr.handover.departures(asked([pay.entityId]));
    expect(rows.map(({ standing }) => standing)).toEqual(['goes', 'goes', 'gone', 'gone']);
    expect(rows.every(({ problems }) => problems.length === 0)).toBe(true);
    const again = await admin.hr.handover.sendSlice({ ...paper, effectiveDate: NOVEMBER, employeeIds: all });
    expect(again.map(({ outcome }) => outcome)).toEqual(['before', 'before', 'done', 'done']);
    const count = pay.db.select({ id: handover.id }).from(handover).all().length;
    expect(count).toBe(4);
    // When all are gone but one who was never paid, the day is still theirs.
    const unpaid = pay.addPerson({ name: 'جاسم كاظم عبد', grade: '7', step: 1 });
    const ended = await admin.hr.handover.departures(asked([pay.entityId]));
    expect(ended.effectiveDate).toBe(NOVEMBER);
    expect(idsOf(ended.rows)).toEqual([unpaid]);
    // Another paper is another matter: they are on their way.
    const other = { ...paper, orderNumber: '5000', effectiveDate: NOVEMBER, employeeIds: all.slice(0, 1) };
    expect(await admin.hr.handover.sendSlice(other)).toMatchObject([
      { outcome: 'refused', problems: [{ code: 'EMPLOYEE_IN_TRANSIT' }] },
    ]);
  });

  it('who is named twice goes once, and more than a slice are refused unseen', async () => {
    const { admin, people } = await split();
    const [ahmad = ''] = people.values();
    const slice = { ...paper, effectiveDate: NOVEMBER, employeeIds: [ahmad, ahmad] };
    expect((await admin.hr.handover.sendSlice(slice)).map(({ outcome }) => outcome)).toEqual(['done']);
    const many = { ...slice, employeeIds: Array.from({ length: SLICE_LIMIT + 1 }, () => ahmad) };
    expect(await refusalOf(admin.hr.handover.sendSlice(many))).toEqual(['VALUE_TOO_LONG']);
    expect(await refusalOf(admin.hr.handover.sendSlice({ ...slice, employeeIds: [] }))).toEqual(['VALUE_REQUIRED']);
  });

  it('lets others be served between two people', async () => {
    const { admin, people } = await split();
    const order: string[] = [];
    const slice = { ...paper, effectiveDate: NOVEMBER, employeeIds: [...people.values()] };
    const sending = admin.hr.handover.sendSlice(slice).then(() => order.push('sent'));
    const asking = admin.platform.session.state().then(() => order.push('asked'));
    await Promise.all([sending, asking]);
    expect(order).toEqual(['asked', 'sent']);
  });
});

describe('rights over those who leave together', () => {
  /** Somebody who sends for the sewers only, and sees the whole staff. */
  async function sewersManager({ admin, pay, sewers }: Split): Promise<Client> {
    const names = { nameAr: 'دور خاص', nameCkb: null, nameEn: null };
    const users = await admin.org.user.list({});
    const { id: userId } = users.find(({ userName }) => userName === 'clerk1') ?? { id: '' };
    const always = { validFrom: '2026-01-01' as LocalDate, validTo: null };
    const give = async (code: string, permissions: string[], unitId: string) => {
      const { id: roleId } = await admin.org.role.create({ code, ...names, permissions });
      await admin.org.user.assign({ userId, roleId, unitId, ...always });
    };
    await give('sender', ['hr.handover.send', 'hr.handover.view'], sewers);
    await give('reader', ['hr.employee.view'], pay.entityId);
    return pay.test.visitor().signIn('clerk1');
  }

  it('are asked of each person: of whom he has none over he reads why he stays', async () => {
    const office = await split();
    const manager = await sewersManager(office);
    const { rows } = await manager.hr.handover.departures(asked([office.pay.entityId]));
    expect(told(rows)).toEqual([
      ['أحمد جاسم علي', 'stays', 'OUTSIDE_YOUR_UNIT'],
      ['باسم كريم حسن', 'stays', 'OUTSIDE_YOUR_UNIT'],
      ['تمارا نوري صالح', 'stays', 'OUTSIDE_YOUR_UNIT'],
      ['ثامر عبد خلف', 'goes'],
    ]);
    // Nor is he shown how they are paid.
    expect(rows.map(({ lastPaidMonth, debts }) => [lastPaidMonth, debts])).toEqual([
      ...Array.from({ length: 3 }, () => [null, 0]),
      ['2026-10', 0],
    ]);
    const slice = { ...paper, effectiveDate: NOVEMBER, employeeIds: [...office.people.values()] };
    const results = await manager.hr.handover.sendSlice(slice);
    expect(results.map(({ outcome, problems }) => [outcome, problems[0]?.code])).toEqual([
      ...Array.from({ length: 3 }, () => ['refused', 'OUTSIDE_YOUR_UNIT']),
      ['done', undefined],
    ]);
    // Who may not send is not told that somebody is gone.
    await office.admin.hr.handover.sendSlice(slice);
    const again = await manager.hr.handover.sendSlice(slice);
    expect(again.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused', 'before']);
    const sent = office.pay.db
      .select({ id: handover.id })
      .from(handover)
      .where(and(eq(handover.toOffice, ELSEWHERE)))
      .all();
    expect(sent).toHaveLength(4);
  });

  it('leave him unknown whom one may neither see nor send: told is how many there are', async () => {
    const office = await split();
    const { admin, pay, sewers, water } = office;
    const names = { nameAr: 'دور خاص', nameCkb: null, nameEn: null };
    const clerk = (await admin.org.user.list({})).find(({ userName }) => userName === 'clerk1');
    const { id: roleId } = await admin.org.role.create({ ...names, code: 'sender', permissions: ['hr.handover.send'] });
    const always = { validFrom: '2026-01-01' as LocalDate, validTo: null };
    await admin.org.user.assign({ ...always, userId: clerk?.id ?? '', roleId, unitId: sewers });
    const sender = await pay.test.visitor().signIn('clerk1');
    const { rows, unseen } = await sender.hr.handover.departures(asked([pay.entityId]));
    expect(told(rows)).toEqual([['ثامر عبد خلف', 'goes']]);
    expect(unseen).toBe(3);
    expect(await refusalOf(sender.hr.handover.departures(asked([water])))).toEqual(['OUTSIDE_YOUR_UNIT']);
  });

  it('are needed to look and to accept', async () => {
    const office = await split();
    const viewer = await office.pay.test.visitor().signIn('viewer1');
    await expect(viewer.hr.handover.departures(asked([office.water]))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const manager = await sewersManager(office);
    const all = { fromOffice: null, orderNumber: null };
    await expect(manager.hr.handover.arrivals(all)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await office.admin.hr.handover.arrivals(all)).toEqual([]);
  });
});
