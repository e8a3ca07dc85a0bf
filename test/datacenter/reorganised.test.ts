import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocalDate, Month } from '#kernel/date.ts';
import { doublePayments } from '#datacenter/ministry/duplicates.ts';
import type { ArrivalRow, DepartureList, EmployeeListRow, SliceResult } from '#modules/hr/contract/index.ts';
import { firstDemonstration } from '#office/demonstration.ts';
import { refusalOf } from '../host/harness.ts';
import { PayrollOffice } from '../host/payroll-office.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';
import { readyRun } from './ready-run.ts';

let ministry: MinistryOfOffices;
let desk: LinkedOffice;

// Of each test its own: the data centre has one office of its own, and one log of it.
beforeEach(async () => {
  ministry = await MinistryOfOffices.open();
  desk = await ministry.desk();
}, 120_000);

afterEach(() => ministry.close());

const FROM = '2026-11-01' as LocalDate;
const EVE = '2026-10-31';
const NOVEMBER = '2026-11' as Month;
const order = { orderNumber: '90/ت', orderDate: '2026-10-20' as LocalDate };
const DAY = 24 * 60 * 60_000;
/** So many go by one call here: several calls for every office. */
const SLICE = 7;

const slicesOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / SLICE) }, (_, part) => all.slice(part * SLICE, (part + 1) * SLICE));

/** Every second unit in which somebody serves: its people leave, and those of the others stay. */
async function unitsThatLeave({ admin }: LinkedOffice): Promise<string[]> {
  const { byUnit } = await admin.hr.headcount.get();
  return byUnit.map(({ key }) => key).filter((_, place) => place % 2 === 0);
}

function preview({ admin }: LinkedOffice, to: LinkedOffice, unitIds: string[]): Promise<DepartureList> {
  const { orderNumber } = order;
  return admin.hr.handover.departures({
    ...{ toOffice: to.number, orderNumber, effectiveDate: null, unitIds, employeeIds: [] },
  });
}

const going = ({ rows }: DepartureList): string[] =>
  rows.filter(({ standing }) => standing === 'goes').map(({ employeeId }) => employeeId);

async function send({ admin }: LinkedOffice, to: LinkedOffice, employeeIds: readonly string[]): Promise<SliceResult[]> {
  const results: SliceResult[] = [];
  for (const slice of slicesOf(employeeIds)) {
    const paper = { ...order, toOffice: to.number, effectiveDate: FROM, note: null };
    results.push(...(await admin.hr.handover.sendSlice({ ...paper, employeeIds: slice })));
  }
  return results;
}

/** Accepts all that came by the order, those of one old unit into another one than the rest. */
async function acceptAll({ admin }: LinkedOffice, from: LinkedOffice): Promise<readonly ArrivalRow[]> {
  const arrived = await admin.hr.handover.arrivals({ fromOffice: from.number, orderNumber: order.orderNumber });
  const units = await admin.org.unit.list({});
  const unitOf = (code: string) => units.find((unit) => unit.code === code)?.id ?? '';
  const [special] = arrived;
  const places = arrived.map(({ id, unitName }) => ({
    ...{ id, unitId: unitOf(unitName === special?.unitName ? '1017-02' : '1017-01') },
  }));
  for (const people of slicesOf(places)) {
    const results = await admin.hr.handover.acceptSlice({ people });
    expect(results.map(({ outcome, problems }) => [outcome, ...problems])).toEqual(people.map(() => ['done']));
  }
  return arrived;
}

/** The telephone of each is written down anew, which nobody outside has heard of yet. */
async function writePhones(
  { admin }: LinkedOffice,
  employeeIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const phones = new Map<string, string>();
  for (const [index, id] of employeeIds.entries()) {
    const phone = `0770${String(1_000_000 + index)}`;
    await writePhone(admin, id, phone);
    phones.set(id, phone);
  }
  return phones;
}

async function writePhone(admin: LinkedOffice['admin'], id: string, phone: string): Promise<void> {
  const { revision, ...known } = await admin.hr.employee.get({ id });
  const { firstName, fatherName, grandfatherName, greatGrandfatherName, surname, motherName, motherFatherName } = known;
  const { motherGrandfatherName, nationalCard, civilIdNumber, civilRegister, civilPage, nationalityCertificate } =
    known;
  const { residenceCard, birthDate, isBirthDayAssumed, birthPlace, gender, maritalStatus, bloodGroup } = known;
  const { governorate, district, subdistrict, quarter, alley, house, employmentKind, note } = known;
  await admin.hr.employee.edit({
    ...{ id, revision, phone, firstName, fatherName, grandfatherName, greatGrandfatherName, surname, motherName },
    ...{ motherFatherName, motherGrandfatherName, nationalCard, civilIdNumber, civilRegister, civilPage },
    ...{ nationalityCertificate, residenceCard, birthDate, isBirthDayAssumed, birthPlace, gender, maritalStatus },
    ...{ bloodGroup, governorate, district, subdistrict, quarter, alley, house, employmentKind, note },
  });
}

/** What the data centre has of the telephones in the files of an office. */
async function phonesAtTheCentre(office: LinkedOffice, ids: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const rows = await ministry.rows(
    'SELECT id, phone FROM hr_employee WHERE office_no = $1 AND id = ANY ($2)',
    office.number,
    [...ids],
  );
  return new Map(rows.map(({ id, phone }) => [String(id), String(phone)]));
}

/** Of each of these cards: in how many offices' service the data centre sees its person on the first day. */
async function servicesByCard(cards: readonly string[]): Promise<readonly number[]> {
  const rows = await ministry.rows(
    `SELECT e.national_card AS card, count(f.id) AS services FROM hr_employee e
     LEFT JOIN hr_fact f ON f.office_no = e.office_no AND f.employee_id = e.id AND f.kind = 'SERVICE'
       AND f.retracted_at IS NULL AND f.deleted_at IS NULL
       AND f.valid_from <= $2 AND (f.valid_to IS NULL OR f.valid_to >= $2)
     WHERE e.national_card = ANY ($1) AND e.deleted_at IS NULL GROUP BY 1`,
    cards,
    FROM,
  );
  expect(rows).toHaveLength(cards.length);
  return rows.map(({ services }) => Number(services));
}

/** Who is paid for November at the data centre: names by office. */
async function paidInNovember(names: readonly string[]): Promise<readonly { office: number; name: string }[]> {
  const rows = await ministry.rows(
    `SELECT s.office_no, s.full_name FROM payroll_slip s JOIN payroll_run r ON r.office_no = s.office_no AND r.id = s.run_id
     WHERE r.month = $2 AND r.state = 'locked' AND s.gross > 0 AND s.full_name = ANY ($1)
       AND s.replaced_in IS NULL ORDER BY s.full_name`,
    names,
    NOVEMBER,
  );
  return rows.map(({ office_no: office, full_name: name }) => ({ office: Number(office), name: String(name) }));
}

async function payNovember({ test }: LinkedOffice): Promise<void> {
  const office = PayrollOffice.of(test);
  await office.lock(await readyRun(office, NOVEMBER));
}

/** Nothing was refused, held or laid aside anywhere. */
async function nothingIsLeftOver(...offices: readonly LinkedOffice[]): Promise<void> {
  expect(await ministry.rows('SELECT office_no FROM office_stream WHERE held > 0')).toEqual([]);
  for (const { admin } of offices) {
    expect(await admin.platform.sync.status({})).toMatchObject({ unsent: 0, inbox: 0 });
  }
}

const staffOf = async ({ admin }: LinkedOffice): Promise<readonly EmployeeListRow[]> =>
  (await admin.hr.employee.list({})).filter(({ isInService }) => isInService);

async function cardsOf({ admin }: LinkedOffice, ids: readonly string[]): Promise<string[]> {
  const cards: string[] = [];
  for (const id of ids) cards.push((await admin.hr.employee.get({ id })).nationalCard ?? '');
  return cards;
}

describe('a region that is organised anew', { timeout: 240_000 }, () => {
  it('scenario 20: many leave and many come at the same time, with unsent edits on those who leave', async () => {
    const left = await ministry.office({ employees: 40 });
    const right = await ministry.office({ employees: 30, invented: { ...firstDemonstration, seed: 51 } });
    await desk.admin.ministry.office.list({});
    await ministry.meet(desk, left, right);
    const before = [await staffOf(left), await staffOf(right)].flat();
    const [fromLeft, fromRight] = [
      await preview(left, right, await unitsThatLeave(left)),
      await preview(right, left, await unitsThatLeave(right)),
    ];
    expect([fromLeft.effectiveDate, fromRight.effectiveDate]).toEqual([FROM, FROM]);
    const [leaving, coming] = [going(fromLeft), going(fromRight)];
    expect(leaving.length).toBeGreaterThan(10);
    expect(coming.length).toBeGreaterThan(8);
    const phones = await writePhones(left, leaving);
    const cards = [...(await cardsOf(left, leaving)), ...(await cardsOf(right, coming))];

    // Both send before either has heard of the other.
    const sent = await Promise.all([send(left, right, leaving), send(right, left, coming)]);
    expect(new Set(sent.flat().map(({ outcome }) => outcome))).toEqual(new Set(['done']));
    // Nobody is in the service of two offices, and who is on his way is in that of none.
    await ministry.meet(left, right);
    expect(new Set(await servicesByCard(cards))).toEqual(new Set([0]));
    // What was written before the dispatch stands in his file at the data centre, and is older than the dispatch.
    expect(await phonesAtTheCentre(left, phones.keys())).toEqual(phones);
    const places = await ministry.rows(
      `SELECT e.seq < h.seq AS is_before FROM hr_handover h JOIN hr_employee e
         ON e.office_no = h.office_no AND e.id = h.employee_id WHERE h.office_no = $1`,
      left.number,
    );
    expect(places).toEqual(leaving.map(() => ({ is_before: true })));
    await nothingIsLeftOver(left, right);

    const [cameLeft, cameRight] = await Promise.all([acceptAll(left, right), acceptAll(right, left)]);
    expect([cameLeft.length, cameRight.length]).toEqual([coming.length, leaving.length]);
    await ministry.meet(left, right);
    await ministry.meet(left, right);
    await nothingIsLeftOver(left, right);
    expect(new Set(await servicesByCard(cards))).toEqual(new Set([1]));
    const after = [await staffOf(left), await staffOf(right)].flat();
    const names = (rows: readonly EmployeeListRow[]) => rows.map(({ fullName }) => fullName).toSorted();
    expect(names(after)).toEqual(names(before));
    const counts = [await left.admin.hr.headcount.get(), await right.admin.hr.headcount.get()];
    expect(counts.map(({ total }) => total).reduce((sum, each) => sum + each)).toBe(before.length);
    // The unsent edits came along in the frozen files.
    const phonesThere = new Map((await right.admin.hr.employee.list({})).map(({ fullName, id }) => [fullName, id]));
    for (const { employeeId, fullName } of fromLeft.rows.filter(({ standing }) => standing === 'goes')) {
      const there = await right.admin.hr.employee.get({ id: phonesThere.get(fullName) ?? '' });
      expect(there.phone).toBe(phones.get(employeeId));
    }
    // Who moved is no double: the data centre finds his two files, and one of them is closed.
    expect((await desk.admin.ministry.doubleFile.list({})).pairs).toEqual([]);
    const [card = ''] = cards;
    await vi.waitFor(async () => {
      const { people } = await desk.admin.ministry.person.search({ text: card });
      expect(people.map(({ office }) => office).toSorted()).toEqual([left.number, right.number].toSorted());
    }, 10_000);

    await payNovember(left);
    await payNovember(right);
    await ministry.meet(left, right);
    const moved = new Map<string, number>([
      ...cameRight.map(({ fullName }) => [fullName, right.number] as const),
      ...cameLeft.map(({ fullName }) => [fullName, left.number] as const),
    ]);
    const paid = await paidInNovember([...moved.keys()]);
    expect(paid).toHaveLength(moved.size);
    for (const { office, name } of paid) expect(office).toBe(moved.get(name));
    expect(await doublePayments(ministry.opened.store.pool, { month: NOVEMBER })).toEqual([]);
  });
});

describe('an office that is split', { timeout: 240_000 }, () => {
  it('scenario 21: works on without a line, hears of the split, and sends its people together', async () => {
    const old = await ministry.office({ employees: 36, invented: { ...firstDemonstration, seed: 77 } });
    const founded = {
      nameCkb: null,
      nameEn: null,
      kind: 'directorate',
      governorate: 'basra',
      parentOffice: null,
      place: null,
    } as const;
    const found = (nameAr: string) => desk.admin.ministry.office.add({ ...founded, nameAr });
    const { office: other } = await found('مديرية المجاري');
    await ministry.meet(desk, old);
    // At noon the ministry splits it; the office has no line.
    const { office: number } = await found('مديرية الماء الجديدة');
    const young = await ministry.office({ number, employees: 0, invented: { ...firstDemonstration, seed: 78 } });
    await ministry.meet(desk, young);
    expect((await old.admin.hr.handover.offices()).map(({ office }) => office)).toEqual([1, other]);

    // For five days it goes on with everybody: they are its own, and nobody else has them.
    const units = await unitsThatLeave(old);
    expect(await refusalOf(preview(old, young, units))).toEqual(['HANDOVER_OFFICE_UNKNOWN']);
    old.test.clock.now += 5 * DAY;
    const admin = await old.test.visitor().signIn('admin');
    const now: LinkedOffice = { ...old, admin };
    const phones = await writePhones(
      now,
      (await staffOf(now)).map(({ id }) => id),
    );
    expect(await ministry.rows('SELECT id FROM hr_handover WHERE office_no = $1', old.number)).toEqual([]);

    // The line is there: what it wrote goes up first, then it hears of the new office, and sends them together.
    await ministry.meet(desk, now, young);
    await ministry.meet(now);
    expect(await phonesAtTheCentre(now, phones.keys())).toEqual(phones);
    const told = await preview(now, young, units);
    const leaving = going(told);
    expect(leaving.length).toBeGreaterThan(10);
    // The power goes after the first slice.
    const [first = [], ...rest] = slicesOf(leaving);
    await send(now, young, first);
    for (const id of first.slice(0, 2)) {
      expect(await refusalOf(writePhone(admin, id, '07800000000'))).toEqual(['EMPLOYEE_IN_TRANSIT']);
    }
    // The others are still its own, and what it writes on them goes along.
    const [late = ''] = rest.flat();
    await writePhone(admin, late, '07711111111');
    const again = await send(now, young, leaving);
    expect(again.map(({ outcome }) => outcome)).toEqual([
      ...first.map(() => 'before'),
      ...rest.flat().map(() => 'done'),
    ]);
    await ministry.meet(now, young);

    const came = await acceptAll(young, now);
    expect(came.length).toBe(leaving.length);
    await ministry.meet(young, now);
    await ministry.meet(young, now);
    for (const id of leaving.slice(0, 3)) {
      expect(await refusalOf(writePhone(admin, id, '07800000000'))).toEqual(['EMPLOYEE_MOVED']);
    }
    const there = new Map((await young.admin.hr.employee.list({})).map(({ fullName, id }) => [fullName, id]));
    const names = new Map(told.rows.map(({ employeeId, fullName }) => [employeeId, fullName]));
    for (const id of leaving) {
      const file = await young.admin.hr.employee.get({ id: there.get(names.get(id) ?? '') ?? '' });
      expect(file.phone).toBe(id === late ? '07711111111' : phones.get(id));
    }

    // Each office writes its own file from then on, and neither that of the other.
    const [someone = ''] = leaving;
    const newId = there.get(names.get(someone) ?? '') ?? '';
    await writePhone(young.admin, newId, '07899999999');
    await ministry.meet(young, now);
    expect(await phonesAtTheCentre(young, [newId])).toEqual(new Map([[newId, '07899999999']]));
    expect(await phonesAtTheCentre(now, [someone])).toEqual(new Map([[someone, phones.get(someone)]]));
    expect((await admin.hr.employee.get({ id: someone })).phone).toBe(phones.get(someone));
    // The history stays under the old number.
    const { facts } = await admin.hr.employee.career({ id: someone });
    const inForce = facts.filter(({ kind, retractedAt }) => kind === 'SERVICE' && retractedAt === null);
    expect(inForce).toMatchObject([{ validTo: EVE, value: { endedBy: 'TRANSFER' } }]);
    await nothingIsLeftOver(now, young);

    await payNovember(young);
    await payNovember(now);
    await ministry.meet(young, now);
    const paid = await paidInNovember(came.map(({ fullName }) => fullName));
    expect(paid).toHaveLength(came.length);
    expect(new Set(paid.map(({ office }) => office))).toEqual(new Set([number]));
    expect(await doublePayments(ministry.opened.store.pool, { month: NOVEMBER })).toEqual([]);
  });
});
