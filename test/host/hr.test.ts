import { beforeEach, describe, expect, it } from 'vitest';
import { localDate, month } from '#kernel/date.ts';
import type { EmployeeInput } from '#modules/hr/contract/index.ts';
import { refusalOf, type Client } from './harness.ts';
import {
  hire as hireAt,
  openingOf as openingAt,
  person as personAt,
  staffOffice,
  type StaffOffice,
} from './hr-office.ts';

let office: StaffOffice;
let admin: Client;
let unitId: string;

beforeEach(async () => {
  office = await staffOffice();
  ({ admin, unitId } = office);
});

const hire = (firstName: string, number: string) => hireAt(office, firstName, number);
const person = (firstName: string, more: Partial<EmployeeInput> = {}) => personAt(unitId, firstName, more);
/** The papers as they are edited: the unit is moved by orders. */
function editOf(input: EmployeeInput): Omit<EmployeeInput, 'unitId'> {
  const papers: Omit<EmployeeInput, 'unitId'> & { unitId?: string } = { ...input };
  delete papers.unitId;
  return papers;
}

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const openingOf = (employeeId: string) => openingAt(unitId, employeeId);

describe('the papers of an employee', () => {
  it('make his full name, and are found by another spelling and by his number', async () => {
    const id = await hire('أحمد', '1001');
    const found = await admin.hr.employee.list({ search: 'احمد الجبوري' });
    expect(found).toMatchObject([{ id, fullName: 'أحمد كاظم عبد الله الجبوري', number: '1001' }]);
    expect((await admin.hr.employee.list({ search: '1001' })).map((row) => row.id)).toEqual([id]);
  });

  it('offer who looks like him, in any spelling, and make a second file only when told that he is another', async () => {
    const birthDate = localDate('1985-07-01');
    await admin.hr.employee.create({ ...person('أحمد', { birthDate, motherName: 'فاطمة' }), officeNumber: '5' });
    const twin = { ...person('احمد', { birthDate, grandfatherName: 'عبدالله' }), officeNumber: null };
    const { firstName, fatherName, grandfatherName, greatGrandfatherName, surname } = twin;
    const names = { firstName, fatherName, grandfatherName, greatGrandfatherName, surname };
    const alike = (motherName: string | null) => admin.hr.employee.similar({ ...names, birthDate, motherName });
    expect(await alike(null)).toMatchObject([{ number: '5', motherName: 'فاطمة' }]);
    expect(await alike('زهراء')).toEqual([]);
    expect(await refusalOf(admin.hr.employee.create(twin))).toEqual(['POSSIBLE_DUPLICATE']);
    expect(await admin.hr.employee.list({})).toHaveLength(1);
    await admin.hr.employee.create({ ...twin, isOtherPerson: true });
    expect(await admin.hr.employee.list({})).toHaveLength(2);
  });

  it('show his face by a picture that hangs on his own file', async () => {
    const [id, other] = [await hire('سعد', '6'), await hire('علي', '7')];
    const file = new File([Buffer.from(onePixel, 'base64')], 'وجه.png', { type: 'image/png' });
    const attach = (recordId: string) => admin.files.attachment.add({ table: 'hr_employee', recordId, file });
    const own = await attach(id);
    const foreign = await attach(other);
    const { revision } = await admin.hr.employee.get({ id });
    const wrong = admin.hr.employee.setPhoto({ id, revision, photoId: foreign.id });
    expect(await refusalOf(wrong)).toEqual(['PHOTO_NO_PICTURE']);
    await admin.hr.employee.setPhoto({ id, revision, photoId: own.id });
    expect((await admin.hr.employee.get({ id })).photoId).toBe(own.id);
  });

  it('are taken back while nothing leans on them, and not by who may not change them', async () => {
    const { drafter } = office;
    const { id } = await drafter.hr.employee.create({ ...person('سعد'), officeNumber: '8' });
    await drafter.hr.employee.edit({ ...editOf(person('سعيد')), id, revision: 1 });
    await drafter.platform.undo.last({});
    expect((await drafter.hr.employee.get({ id })).firstName).toBe('سعد');
    const { id: second } = await drafter.hr.employee.create({ ...person('علي'), officeNumber: '9' });
    await drafter.platform.undo.last({});
    expect((await admin.hr.employee.list({})).map((row) => row.id)).not.toContain(second);
  });

  it('name who holds the same national card or number', async () => {
    await admin.hr.employee.create({ ...person('سعد', { nationalCard: '199012345678' }), officeNumber: '7' });
    const card = admin.hr.employee.create({ ...person('علي', { nationalCard: '١٩٩٠ ١٢٣٤ ٥٦٧٨' }), officeNumber: null });
    expect(await refusalOf(card)).toEqual(['NATIONAL_CARD_TAKEN']);
    const number = admin.hr.employee.create({ ...person('علي'), officeNumber: '7' });
    expect(await refusalOf(number)).toEqual(['NUMBER_TAKEN']);
  });

  it('are kept as lists, judged, and a change made meanwhile is a conflict', async () => {
    const id = await hire('سعد', '8');
    const { revision } = await admin.hr.employee.get({ id });
    const row = { id: null, bank: 'الرافدين', branch: null, accountNumber: null, validFrom: localDate('2024-01-01') };
    const wrong = { ...row, iban: 'IQ98 NBIQ 8501 2345 6789 013', validTo: null };
    expect(await refusalOf(admin.hr.employee.keepAccounts({ id, revision, rows: [wrong] }))).toEqual(['IBAN_CHECK']);
    await admin.hr.employee.keepAccounts({ id, revision, rows: [{ ...wrong, iban: 'IQ98 NBIQ 8501 2345 6789 012' }] });
    expect((await admin.hr.employee.get({ id })).accounts).toMatchObject([{ iban: 'IQ98NBIQ850123456789012' }]);
    expect(await refusalOf(admin.hr.employee.keepAccounts({ id, revision, rows: [] }))).toEqual(['CONFLICT']);
  });
});

describe('a draft', () => {
  it('is taken back by who wrote it, with its lines, and no longer once it was checked', async () => {
    const { drafter, checker } = office;
    const employeeId = await hire('زينب', '24');
    const { id } = await drafter.hr.order.draft(openingOf(employeeId));
    await drafter.platform.undo.last({});
    expect(await admin.hr.order.list({ employeeId })).toEqual([]);
    const again = await drafter.hr.order.draft(openingOf(employeeId));
    expect(again.id).not.toBe(id);
    await checker.hr.order.check({ id: again.id, revision: 1 });
    expect(await refusalOf(drafter.platform.undo.last({}))).toEqual(['UNDO_OVERTAKEN']);
  });

  it('is edited by who wrote it, with other lines, and keeps their notes', async () => {
    const { drafter, checker } = office;
    const [first, second] = [await hire('زينب', '25'), await hire('هدى', '26')];
    const { id } = await drafter.hr.order.draft(openingOf(first));
    const [line] = openingOf(second).lines;
    const changed = {
      ...openingOf(first),
      lines: [{ ...line, employeeId: second, terms: line?.terms ?? {}, note: 'ملاحظة' }],
    };
    expect(await refusalOf(checker.hr.order.edit({ ...changed, id, revision: 1 }))).toEqual(['FORBIDDEN']);
    await drafter.hr.order.edit({ ...changed, id, revision: 1 });
    expect((await admin.hr.order.get({ id })).lines).toMatchObject([{ employeeId: second, note: 'ملاحظة' }]);
  });
});

describe('an order', () => {
  it('needs three people, then writes its facts; due follows from them, and a reversal takes them back', async () => {
    const { drafter, checker, approver } = office;
    const employeeId = await hire('زينب', '20');
    const pass = async (id: string): Promise<void> => {
      const at = async () => ({ id, revision: (await admin.hr.order.get({ id })).revision });
      expect(await refusalOf(drafter.hr.order.check(await at()))).toEqual(['FORBIDDEN']);
      await checker.hr.order.check(await at());
      expect(await refusalOf(checker.hr.order.approve(await at()))).toEqual(['FORBIDDEN']);
      await approver.hr.order.approve(await at());
    };
    await pass((await drafter.hr.order.draft(openingOf(employeeId))).id);
    expect(await admin.hr.employee.list({ search: 'زينب' })).toMatchObject([
      { grade: '7', step: 3, isInService: true },
    ]);

    const due = await drafter.hr.due.list({ month: month('2026-03') });
    expect(due).toMatchObject([{ kind: 'INCREMENT', due: '2026-03-01', toStep: 4, exception: null, further: [] }]);
    // Whoever is looked at a year later has two steps behind him; both are told.
    expect(await drafter.hr.due.list({ month: month('2027-03') })).toMatchObject([
      { due: '2026-03-01', further: [{ due: '2027-03-01' }] },
    ]);
    const paper = { number: '55', orderDate: localDate('2026-03-05'), issuer: 'المدير العام' };
    const batch = await drafter.hr.due.batch({
      ...paper,
      unitId,
      month: month('2026-03'),
      kind: 'INCREMENT',
      employeeIds: [employeeId],
    });
    expect(await drafter.hr.due.list({ month: month('2026-03') })).toMatchObject([{ exception: 'IN_ORDER' }]);
    await pass(batch.id);
    expect(await drafter.hr.due.list({ month: month('2026-03') })).toEqual([]);

    const { revision } = await admin.hr.order.get({ id: batch.id });
    const reversal = await drafter.hr.order.reverse({ id: batch.id, revision, ...paper, number: '56' });
    await pass(reversal.id);
    expect((await admin.hr.order.get({ id: batch.id })).state).toBe('reversed');
    const history = await admin.platform.record.timeline({ table: 'hr_order', id: reversal.id });
    const told = new Map(
      history.flatMap(({ fields }) => fields.map(({ key, after }) => [key, after] as const)).toReversed(),
    );
    // People and papers are told by their names, not by their ids.
    expect(told.get('reversesOrderId')).toBe('55');
    for (const key of ['checkedBy', 'approvedBy']) expect(told.get(key)).toMatch(/\p{Script=Arabic}/u);
    const { facts } = await admin.hr.employee.career({ id: employeeId });
    const increment = facts.find(({ orderNumber }) => orderNumber === '55');
    expect(increment?.retractedByNumber).toBe('56');
    expect(await drafter.hr.due.list({ month: month('2026-03') })).toMatchObject([
      { due: '2026-03-01', exception: null },
    ]);
  });

  it('whose year was mistyped is refused, drafted, edited or as a reversal, before it is written', async () => {
    const { drafter } = office;
    const employeeId = await hire('زينب', '27');
    const far = localDate('2199-01-01');
    const good = openingOf(employeeId);
    const [line] = good.lines;
    const wrong = {
      ...good,
      effectiveDate: far,
      lines: [{ employeeId, terms: { ...line?.terms, on: far }, note: null }],
    };
    expect(await refusalOf(drafter.hr.order.draft(wrong))).toEqual(['DATE_TOO_FAR', 'DATE_TOO_FAR']);
    const ahead = { ...good, orderDate: localDate('2036-11-25') };
    expect(await refusalOf(drafter.hr.order.draft(ahead))).toEqual(['DATE_TOO_FAR']);
    const { id } = await drafter.hr.order.draft({ ...good, orderDate: localDate('2026-11-25') });
    expect(await refusalOf(drafter.hr.order.edit({ ...ahead, id, revision: 1 }))).toEqual(['DATE_TOO_FAR']);
    await office.checker.hr.order.check({ id, revision: 1 });
    await office.approver.hr.order.approve({ id, revision: 2 });
    const paper = { number: '57', orderDate: far, issuer: 'المدير العام' };
    expect(await refusalOf(drafter.hr.order.reverse({ id, revision: 3, ...paper }))).toEqual(['DATE_TOO_FAR']);
    expect(await admin.hr.order.list({ employeeId })).toHaveLength(1);
  });

  it('is not carried through by one person who holds all three rights', async () => {
    const { checker } = office;
    const employeeId = await hire('زينب', '22');
    const { id } = await admin.hr.order.draft(openingOf(employeeId));
    expect(await refusalOf(admin.hr.order.check({ id, revision: 1 }))).toEqual(['ORDER_SAME_PERSON']);
    await checker.hr.order.check({ id, revision: 1 });
    expect(await refusalOf(admin.hr.order.approve({ id, revision: 2 }))).toEqual(['ORDER_SAME_PERSON']);
  });

  it('that no longer does what was drafted is not approved', async () => {
    const { drafter, checker, approver } = office;
    const employeeId = await hire('زينب', '21');
    const approve = async (id: string): Promise<void> => {
      await checker.hr.order.check({ id, revision: 1 });
      await approver.hr.order.approve({ id, revision: 2 });
    };
    await approve((await drafter.hr.order.draft(openingOf(employeeId))).id);
    const increment = {
      ...{ orderDate: localDate('2026-03-05'), issuer: 'المدير العام', subject: null, unitId },
      ...({ kind: 'INCREMENT', effectiveDate: localDate('2026-03-01') } as const),
      lines: [{ employeeId, terms: {}, note: null }],
    };
    const first = await drafter.hr.order.draft({ ...increment, number: '1' });
    const second = await drafter.hr.order.draft({ ...increment, number: '2' });
    await approve(first.id);
    expect(await refusalOf(checker.hr.order.check({ id: second.id, revision: 1 }))).toEqual(['ORDER_LINE_STALE']);
  });
});
