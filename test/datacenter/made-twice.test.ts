import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Month } from '#kernel/date.ts';
import { bytesToUuid } from '#kernel/ids.ts';
import { uuidToBuffer } from '#db/columns.ts';
import { employeeInput } from '#modules/hr/contract/employee.ts';
import { refusalOf, testOffice, type TestOffice } from '../host/harness.ts';
import { PayrollOffice } from '../host/payroll-office.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';
import { readyRun } from './ready-run.ts';

/** Two histories of one office that have both made what it may have once. */

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const NOVEMBER = '2026-11' as Month;

/** The office after it has worked and sent, was put back to before that, and has worked once more without a line. */
async function putBackAfter(
  before: LinkedOffice,
  work: (test: TestOffice) => Promise<void>,
  again: (test: TestOffice) => Promise<void> = work,
): Promise<LinkedOffice> {
  const { folder } = before.test;
  const copy = mkdtempSync(join(tmpdir(), 'diwan copy '));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  await before.test.office.close();
  cpSync(folder, copy, { recursive: true });
  const first = await reopened(before);
  await work(first.test);
  await ministry.meet(first);
  await first.test.office.close();
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  cpSync(copy, folder, { recursive: true });
  const second = await reopened(before);
  await second.admin.platform.sync.plug({ isPlugged: false });
  await again(second.test);
  await second.admin.platform.sync.plug({ isPlugged: true });
  return second;
}

async function reopened({ test: { folder }, number }: LinkedOffice): Promise<LinkedOffice> {
  const test = await testOffice({ folder });
  return { test, admin: await test.visitor().signIn('admin'), number };
}

describe('a month that an office had calculated before its disk was put back, and calculates again', () => {
  const slips = `SELECT count(*)::int AS slips FROM payroll_slip s JOIN payroll_run r ON r.office_no = s.office_no AND r.id = s.run_id
    WHERE s.office_no = $1 AND r.month = '${NOVEMBER}'`;

  it('stands as it was sent; the second calculation lies before its people, and the office is in touch again', async () => {
    const office = await ministry.office({ employees: 6 });
    const pay = PayrollOffice.of(office.test);
    const clerk = await pay.as('payroll.clerk1');
    const asked = { entityId: pay.entityId, month: NOVEMBER, kind: 'REGULAR', title: null } as const;
    const { id } = await clerk.payroll.run.create(asked);
    await ministry.meet(office);
    const { number } = office;
    const calculated = async (test: TestOffice): Promise<void> => {
      const there = PayrollOffice.of(test);
      await there.calculate(await there.as('payroll.clerk1'), id);
    };
    const after = await putBackAfter(office, calculated);
    const [sent] = await ministry.rows(slips, number);
    await ministry.meet(after);
    expect(await after.admin.platform.sync.status({})).toMatchObject({ problem: null, unsent: 0 });
    expect(await ministry.rows(slips, number)).toEqual([sent]);
    const items = await after.admin.platform.sync.inbox({});
    // The slips, and the run that was to take them on.
    expect(items.map(({ kind, command, canRepeat }) => [kind, command, canRepeat])).toEqual([
      ['made-twice', 'payroll.slip.save', false],
      ['illegal-state', 'payroll.run.calculate', false],
    ]);
    const [first] = items;
    expect(first?.records[0]).toMatchObject({ table: 'payroll_slip', kind: 'insert' });
    for (const { opId, kind } of items) {
      expect(await refusalOf(after.admin.platform.sync.decide({ opId, kind, take: 'mine' }))).toEqual([
        'SYNC_NOT_REPEATABLE',
      ]);
      await after.admin.platform.sync.decide({ opId, kind, take: 'theirs' });
    }
    expect(await after.admin.platform.sync.inbox({})).toEqual([]);
    const there = PayrollOffice.of(after.test);
    const { state, employees } = await (await there.as('payroll.clerk1')).payroll.run.get({ id }).then((run) => ({
      state: run.state,
      employees: run.totals.employees,
    }));
    expect({ state, employees }).toEqual({ state: 'calculated', employees: sent?.['slips'] });
    await ministry.meet(after);
    expect((await after.admin.platform.sync.status({})).unsent).toBe(0);
  });
});

describe('what only commands forbid, and both histories have done', () => {
  it('a month that was paid is paid once: the second run of it lies before the people, with all that hangs on it', async () => {
    const office = await ministry.office({ employees: 6 });
    await ministry.meet(office);
    const paid = async (test: TestOffice): Promise<void> => {
      const pay = PayrollOffice.of(test);
      await pay.lock(await readyRun(pay, NOVEMBER));
    };
    const after = await putBackAfter(office, paid);
    await ministry.meet(after);
    const runs = `SELECT kind, state FROM payroll_run WHERE office_no = $1 AND month = '${NOVEMBER}'`;
    expect(await ministry.rows(runs, office.number)).toEqual([{ kind: 'REGULAR', state: 'locked' }]);
    const items = await after.admin.platform.sync.inbox({});
    expect(items.filter(({ kind }) => kind === 'made-twice').map(({ command }) => command)).toEqual([
      'payroll.run.create',
    ]);
    const hanging = ['payroll.slip.save', 'payroll.run.submit', 'payroll.run.approve', 'payroll.run.lock'];
    expect(items.map(({ command }) => command)).toEqual(expect.arrayContaining(hanging));
    const { raw } = after.test.office.core.database;
    expect(raw.pragma('foreign_key_check')).toEqual([]);
    expect((await after.admin.platform.sync.status({})).problem).toBeNull();
  });

  it('a calculation of one number is one: of another one for other people nothing stands in it', async () => {
    const office = await ministry.office({ employees: 6 });
    const runId = await readyRun(PayrollOffice.of(office.test), NOVEMBER);
    await ministry.meet(office);
    const people = (calculation: number, { test }: LinkedOffice): string[] => {
      const sql = 'SELECT employee_id FROM payroll_slip WHERE run_id = ? AND calculation = ? ORDER BY 1';
      const ids = test.office.core.database.raw.prepare(sql).pluck().all(uuidToBuffer(runId), calculation);
      return (ids as Buffer[]).map((id) => bytesToUuid(id));
    };
    const clerk = await PayrollOffice.of(office.test).as('payroll.clerk1');
    const { calculation } = await clerk.payroll.run.get({ id: runId });
    const [one = '', other = ''] = people(1, office);
    const raised = (employeeId: string) => async (test: TestOffice) => {
      const pay = PayrollOffice.of(test);
      pay.addFact(employeeId, 'TAX_STATUS', '2026-02-01', { code: 'T_MARRIED' });
      await pay.calculate(await pay.as('payroll.clerk1'), runId);
    };
    const after = await putBackAfter(office, raised(one), raised(other));
    await ministry.meet(after);
    expect(people(calculation + 1, after)).toEqual([one]);
    expect((await after.admin.platform.sync.inbox({})).map(({ kind, command }) => [kind, command])).toEqual([
      ['made-twice', 'payroll.slip.save'],
      ['illegal-state', 'payroll.run.calculate'],
    ]);
  });

  it('a second run beside the regular one stands where the first of its kind was locked, or cancelled', async () => {
    const office = await ministry.office({ employees: 6 });
    await ministry.meet(office);
    const [asked, other] = [{ month: NOVEMBER, title: null }, 'BONUS'] as const;
    const opened = async (test: TestOffice, isCancelled: boolean): Promise<void> => {
      const pay = PayrollOffice.of(test);
      const clerk = await pay.as('payroll.clerk1');
      const { id } = await clerk.payroll.run.create({ ...asked, kind: other, entityId: pay.entityId });
      const { revision } = await clerk.payroll.run.get({ id });
      if (isCancelled) await clerk.payroll.run.cancel({ id, revision });
    };
    const after = await putBackAfter(
      office,
      (test) => opened(test, true),
      (test) => opened(test, false),
    );
    await ministry.meet(after);
    expect(await after.admin.platform.sync.inbox({})).toEqual([]);
    const runs = `SELECT state FROM payroll_run WHERE office_no = $1 AND month = '${NOVEMBER}' ORDER BY state`;
    expect(await ministry.rows(runs, office.number)).toEqual([{ state: 'cancelled' }, { state: 'draft' }]);
  });

  it('a person has one file: the second lies before the people, who cannot enter it while the first is there', async () => {
    const office = await ministry.office({ employees: 6 });
    await ministry.meet(office);
    const [known] = await office.admin.hr.employee.list({});
    const file = await office.admin.hr.employee.get({ id: known?.id ?? '' });
    const given = { firstName: 'تجربة', nationalCard: '200012345678', officeNumber: '77001', isOtherPerson: true };
    const papers = employeeInput.omit({ unitId: true }).strip().parse(file);
    const entered = async (test: TestOffice): Promise<void> => {
      const admin = await test.visitor().signIn('admin');
      await admin.hr.employee.create({ ...papers, ...given, unitId: file.unitId });
    };
    const after = await putBackAfter(office, entered);
    await ministry.meet(after);
    const files = 'SELECT national_card FROM hr_employee WHERE office_no = $1 AND national_card = $2';
    expect(await ministry.rows(files, office.number, given.nationalCard)).toHaveLength(1);
    const items = await after.admin.platform.sync.inbox({});
    expect(items).toMatchObject([{ kind: 'made-twice', command: 'hr.employee.create', canRepeat: true }]);
    const { opId = '' } = items[0] ?? {};
    const kind = 'made-twice';
    expect(await refusalOf(after.admin.platform.sync.decide({ opId, kind, take: 'mine' }))).toEqual([
      'NATIONAL_CARD_TAKEN',
    ]);
    await after.admin.platform.sync.decide({ opId, kind, take: 'theirs' });
    expect(await after.admin.platform.sync.inbox({})).toEqual([]);
  });
});
