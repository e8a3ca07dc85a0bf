import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { eq } from 'drizzle-orm';
import { describe, expect, it, vi } from 'vitest';
import type { LocalDate, Month } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import { uuidToBuffer } from '#db/columns.ts';
import { unit } from '#modules/org/schema.ts';
import { addPerson } from '#test/payroll-people.ts';
import { refusalOf, TEST_PASSPHRASE } from './harness.ts';
import { PayrollOffice } from './payroll-office.ts';

// A process of its own opens this office: its key must be wrapped at the full price.
vi.unmock('node:crypto');

/** Gross 377,000, net 346,383: what is handed out in notes of 250 leaves 133. */
const inCash = { name: 'زينب علي حسن', grade: '8', step: 1 };
const NET = 346_383;
const byBank = { ...inCash, name: 'كريم جاسم علي', iban: 'IQ98NBIQ850123456789012' };

describe('pay in cash', { timeout: 180_000 }, () => {
  it('is handed out in notes of 250, and what is left is carried from month to month', async () => {
    const office = await PayrollOffice.open();
    office.addPerson(inCash);
    office.addPerson(byBank);
    const clerk = await office.as('payroll.clerk1');
    const march = await office.pay(clerk, '2026-03');
    const list = async (runId: string) => {
      const { rows, ...sums } = await clerk.payroll.report.cashList({ runId });
      return {
        ...sums,
        rows: rows.map(({ fullName, carriedIn, paid, remainder }) => [fullName, carriedIn, paid, remainder]),
      };
    };
    const inMarch = { net: NET, paid: 346_250, remainder: 133, rows: [[inCash.name, 0, 346_250, 133]] };
    expect(await list(march)).toEqual(inMarch);
    // 346,383 + 133 = 346,516.
    expect(await list(await office.pay(clerk, '2026-04'))).toMatchObject({ rows: [[inCash.name, 133, 346_500, 16]] });
    // 346,383 + 16 = 346,399; before the lock as after it.
    const may = await office.prepare(clerk, '2026-05');
    const inMay = [[inCash.name, 16, 346_250, 149]];
    expect(await list(may)).toMatchObject({ rows: inMay });
    await office.lock(may);
    expect(await list(may)).toMatchObject({ rows: inMay });
    expect(await list(march)).toEqual(inMarch);
  });
});

describe('a bank file of fixed width', { timeout: 120_000 }, () => {
  it('has exactly the bytes that the bank asked for, and refuses rows that it did not send', async () => {
    const office = await PayrollOffice.open();
    const id = office.addPerson({ ...byBank, name: 'علي حسن كريم' });
    office.addPerson(inCash);
    const clerk = await office.as('payroll.clerk1');
    const runId = await office.pay(clerk, '2026-03');
    const { bankTemplate, bankFile } = (await office.as('accounts.manager1')).payroll;
    const column = (field: 'SEQUENCE' | 'NAME' | 'IBAN' | 'NET', width: number) => ({
      field,
      width,
      heading: '',
      text: null,
    });
    const layout = {
      format: 'FIXED',
      encoding: 'WINDOWS_1256',
      delimiter: ',',
      hasHeading: false,
      lineEnd: 'CRLF',
      hasTrailer: true,
    } as const;
    const columns = [column('SEQUENCE', 4), column('NAME', 14), column('IBAN', 23), column('NET', 12)];
    const named = { name: 'عرض ثابت', bank: 'الرافدين' };
    const { id: templateId } = await bankTemplate.create({
      ...named,
      layout: { ...layout, columns },
    });
    const { id: fileId } = await bankFile.make({ runId, templateId, bank: 'الرافدين', resendOf: null });
    const { base64, sha256 } = await bankFile.download({ id: fileId });
    const bytes = Buffer.from(base64, 'base64');
    // علي حسن كريم in Windows-1256.
    const name = Buffer.from('DAE1ED20CDD3E420DFD1EDE3', 'hex');
    const text = (latin: string) => Buffer.from(latin, 'latin1');
    const expected = Buffer.concat([
      ...[text('0001'), name, text('  '), text('IQ98NBIQ850123456789012'), text('000000346383\r\n')],
      ...[text('0001'), text(' '.repeat(14 + 23)), text('000000346383\r\n')],
    ]);
    expect(bytes.toString('hex')).toBe(expected.toString('hex'));
    expect(sha256).toBe(createHash('sha256').update(expected).digest('hex'));
    const row = { reason: 'الحساب مغلق', returnedOn: '2026-04-02' as LocalDate, amount: NET as Money, employeeId: id };
    const mark = (rows: (typeof row)[]) => bankFile.markReturned({ id: fileId, revision: 1, rows });
    expect(await refusalOf(mark([{ ...row, employeeId: office.entityId }]))).toEqual(['RETURNED_ROW_UNKNOWN']);
    expect(await refusalOf(mark([{ ...row, amount: 1 as Money }]))).toEqual(['RETURNED_AMOUNT_DIFFERS']);
    const none = bankFile.make({ runId, templateId, bank: 'الرشيد', resendOf: null });
    expect(await refusalOf(none)).toEqual(['BANK_FILE_EMPTY']);
  });
});

describe('the journal', { timeout: 120_000 }, () => {
  it('names what has no account, and balances when everything has one, arrears and debts included', async () => {
    const office = await PayrollOffice.open();
    const id = office.addPerson({ ...byBank, allowances: { RISK: { basisPoints: 3000 } } });
    // In a unit below the one that pays and that has the accounts.
    addPerson(office.test.office, unitBelow(office), inCash);
    const clerk = await office.as('payroll.clerk1');
    await clerk.payroll.loan.create({
      ...{ employeeId: id, kind: 'BANK', lender: 'مصرف الرافدين', number: null, loanDate: '2025-01-01' as LocalDate },
      ...{ instalment: 50_000 as Money, total: 500_000 as Money, fromMonth: '2026-03' as Month, skipMonths: [] },
    });
    await office.pay(clerk, '2026-03');
    office.addFact(id, 'GRADE', '2026-03-01', { grade: '7', step: 1, nominalOverride: null, by: 'PROMOTION' });
    const runId = await office.pay(clerk, '2026-04');
    const before = await clerk.payroll.report.journal({ runId });
    expect(before).toMatchObject({ isBalanced: false, lines: [], debit: 0, credit: 0 });
    const named = before.unmapped.map(({ component, role }) => `${role} ${component}`).sort();
    expect(named).toEqual([
      ...['EXPENSE CERT', 'EXPENSE NOMINAL', 'EXPENSE RISK', 'EXPENSE STATE_SHARE'],
      ...[
        'LIABILITY LOAN',
        'LIABILITY NET_PAYABLE',
        'LIABILITY PENSION',
        'LIABILITY SOC_PROT',
        'LIABILITY STATE_SHARE',
        'LIABILITY TAX',
      ],
    ]);
    const { account } = (await office.as('accounts.manager1')).payroll;
    const other = { component: 'NOMINAL', role: 'EXPENSE', unitId: office.entityId, name: 'رواتب' } as const;
    expect(await refusalOf(account.create({ ...other, code: '2.1' }))).toEqual(['ACCOUNT_FORM']);
    for (const [index, { component, role, amount }] of before.unmapped.entries()) {
      expect(amount).toBeGreaterThan(0);
      await account.create({
        component,
        role: role as 'EXPENSE',
        unitId: office.entityId,
        code: `2.1.1.1.${index + 1}`,
        name: component,
      });
    }
    expect(await refusalOf(account.create({ ...other, code: '2.1.1.1.99' }))).toEqual(['ACCOUNT_TWICE']);
    const journal = await clerk.payroll.report.journal({ runId });
    expect(journal).toMatchObject({ isBalanced: true, unmapped: [] });
    expect(journal.debit).toBe(journal.credit);
    // By the numbers of the accounts, as a clerk counts: the second before the tenth.
    for (const side of ['DEBIT', 'CREDIT'] as const) {
      const places = journal.lines
        .filter((line) => line.side === side)
        .map((line) => Number(line.accountCode.slice(8)));
      expect(places).toEqual(places.toSorted((left, right) => left - right));
    }
    const { totals } = await clerk.payroll.run.get({ id: runId });
    const amountOf = (component: string, side: string) =>
      journal.lines
        .filter((line) => line.component === component && line.side === side)
        .reduce((sum, { amount }) => sum + amount, 0);
    expect(amountOf('NET_PAYABLE', 'CREDIT')).toBe(totals.net);
    expect(amountOf('LOAN', 'CREDIT')).toBe(50_000);
    const [slip] = (await office.slipsOf(clerk, runId)).filter(({ employeeId }) => employeeId === id);
    const others = (await office.slipsOf(clerk, runId)).find(({ employeeId }) => employeeId !== id);
    const share = (slip?.stateShare ?? 0) + (slip?.arrearsStateShare ?? 0) + (others?.stateShare ?? 0);
    expect([amountOf('STATE_SHARE', 'DEBIT'), amountOf('STATE_SHARE', 'CREDIT')]).toEqual([share, share]);
  });
});

describe('the tax form of a year', { timeout: 180_000 }, () => {
  it('adds up what the locked months paid and withheld, and says what is still owed', async () => {
    const office = await PayrollOffice.open();
    office.addPerson({
      ...byBank,
      grade: '3',
      allowances: { RISK: { basisPoints: 3000 } },
      taxStatus: 'T_MARRIED',
      children: 2,
    });
    const clerk = await office.as('payroll.clerk1');
    for (const month of ['2026-01', '2026-02', '2026-03']) await office.pay(clerk, month);
    const asked = { entityId: office.entityId, employeeId: null };
    const [form, ...others] = await clerk.payroll.report.taxForms({ ...asked, year: 2026 });
    expect(others).toEqual([]);
    // Three months of 600,000 with 45 % and 30 % of it, and 2 × 10,000 for the children.
    expect(form).toMatchObject({
      ...{
        months: 3,
        serviceMonths: 12,
        taxStatus: 'T_MARRIED',
        children: 2,
        line1a: 1_800_000,
        line1b: 1_410_000,
        line1e: 0,
      },
      // Reliefs are the whole year's: 4,500,000 + 2 × 200,000; 30 % of the nominal salary of the allowances.
      ...{ line2a: 4_900_000, line2b: 180_000, line2c: 0, line2d: 540_000, taxable: 0, taxDue: 0 },
    });
    // 12,840,000 − 720,000 − 4,900,000 − 2,160,000 = 5,060,000: 70,000 + 15 % of 4,060,000 a year, a twelfth a month.
    expect(form).toMatchObject({ withheld: 3 * 56_583, difference: -3 * 56_583 });
    expect(await clerk.payroll.report.taxForms({ ...asked, year: 2025 })).toEqual([]);
  });
});

describe('diwan payroll verify', { timeout: 120_000 }, () => {
  it('proves a locked run in a process of its own, and finds a slip that somebody changed behind the office', async () => {
    const office = await PayrollOffice.open();
    office.addPerson(byBank);
    office.addPerson(inCash);
    const clerk = await office.as('payroll.clerk1');
    const draft = await office.prepare(clerk, '2026-03');
    expect(await verify(office, draft)).toMatchObject({ code: 1, told: { problems: [{ code: 'RUN_NOT_LOCKED' }] } });
    await office.lock(draft);
    const { slipsHash } = await clerk.payroll.run.get({ id: draft });
    const proved = { ok: true, slips: 2, slipsHash, lockedHash: slipsHash, different: [], changedPackages: [] };
    expect(await verify(office, draft)).toMatchObject({ code: 0, told: proved });
    const { raw, guard } = office.test.office.core.database;
    const [slip] = await office.slipsOf(clerk, draft);
    const setNet = (net: number) => {
      guard.open();
      raw.prepare('UPDATE payroll_slip SET net = ? WHERE id = ?').run(net, uuidToBuffer(slip?.id ?? ''));
      guard.close();
    };
    setNet(NET + 1);
    const found = await verify(office, draft);
    setNet(NET);
    expect(found).toMatchObject({ code: 1, told: { ok: false, different: [{ fullName: slip?.fullName }] } });
  });
});

function unitBelow({ db, entityId }: PayrollOffice): string {
  const below = db.select().from(unit).where(eq(unit.parentId, entityId)).all();
  return below.find(({ isPayingEntity }) => !isPayingEntity)?.id ?? '';
}

async function verify(office: PayrollOffice, runId: string): Promise<{ code: number; told: unknown }> {
  const args = ['cli/main.ts', 'payroll', 'verify', '--folder', office.test.folder, '--run', runId];
  const env = { ...process.env, DIWAN_PASSPHRASE: TEST_PASSPHRASE };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    return { code: 0, told: JSON.parse(stdout) };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, told: JSON.parse(stdout) };
  }
}
