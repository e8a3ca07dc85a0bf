import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Month } from '#kernel/date.ts';
import { refusalOf, testOffice, type TestOffice } from '../host/harness.ts';
import { PayrollOffice } from '../host/payroll-office.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

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
