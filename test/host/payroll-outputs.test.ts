import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import { leaveEntry } from '#modules/hr/schema.ts';
import { ACTOR } from '#test/payroll-people.ts';
import { refusalOf } from './harness.ts';
import { PayrollOffice } from './payroll-office.ts';

describe('the sheet of a run', () => {
  it('says beside the figures where somebody stands and since when he has his rate', async () => {
    const office = await PayrollOffice.open();
    const id = office.addPerson({
      name: 'زينب علي حسن',
      ...{ grade: '7', step: 1, from: '2024-05-01' },
      allowances: { RISK: { basisPoints: 3000 } },
    });
    office.addPerson({ name: 'أحمد كريم جاسم', grade: '6', step: 2 });
    office.addFact(id, 'GRADE', '2025-05-01', { grade: '7', step: 2, nominalOverride: null, by: 'INCREMENT' });
    office.addFact(id, 'PLACE', '2024-05-01', { unitId: office.entityId, jobTitle: 'مهندس', post: 'مدير قسم' });
    const clerk = await office.as('payroll.clerk1');
    const runId = await office.prepare(clerk, '2026-03');
    const rows = await clerk.payroll.report.sheet({ runId });
    expect(rows.map(({ post, riskBasisPoints, rateSince }) => ({ post, riskBasisPoints, rateSince }))).toEqual([
      { post: null, riskBasisPoints: null, rateSince: '2020-01-01' },
      { post: 'مدير قسم', riskBasisPoints: 3000, rateSince: '2025-05-01' },
    ]);
    expect(rows.every(({ unitName }) => unitName !== '')).toBe(true);
  });

  it('names the codes of the rules', async () => {
    const office = await PayrollOffice.open();
    const names = await (await office.as('payroll.clerk1')).payroll.code.list();
    expect(names).toContainEqual({ kind: 'CERTIFICATE', code: 'CERT_BSC', titleAr: 'بكالوريوس' });
    expect([...new Set(names.map(({ kind }) => kind))].sort()).toEqual([
      ...['ALLOWANCE', 'CERTIFICATE', 'LEAVE', 'SCALE', 'TAX_STATUS'],
    ]);
    expect(new Set(names.map(({ kind, code }) => `${kind}:${code}`)).size).toBe(names.length);
  });
});

describe('a slip', () => {
  it('names the days of leave that are left at the end of its month', async () => {
    const office = await PayrollOffice.open();
    const employeeId = office.addPerson({ name: 'زينب علي حسن', grade: '7', step: 1 });
    office.test.office.core.door.write(ACTOR, 'test.leave.open', (tx) =>
      tx.insert(leaveEntry, {
        ...{ employeeId, type: 'ORDINARY', kind: 'OPENING', days: 40 },
        onDate: '2026-01-01' as LocalDate,
      }),
    );
    const clerk = await office.as('payroll.clerk1');
    const runId = await office.prepare(clerk, '2026-03');
    const [slip] = await office.slipsOf(clerk, runId);
    // Forty on the first day of the year, and one for each ten of the 89 days of service since.
    expect(slip?.leaveBalances).toEqual([{ type: 'ORDINARY', days: 48 }]);
    // What was left before the balance was opened stands nowhere.
    const earlier = await office.slipsOf(clerk, await office.prepare(clerk, '2025-11'));
    expect(earlier.map(({ leaveBalances }) => leaveBalances)).toEqual([[]]);
    const names = await clerk.payroll.code.list();
    expect(names).toContainEqual({ kind: 'LEAVE', code: 'ORDINARY', titleAr: 'إجازة اعتيادية' });
  });
});

describe('a bank file', () => {
  it('is made of a locked run by a template, keeps its bytes, and sends again what came back', async () => {
    const office = await PayrollOffice.open();
    const id = office.addPerson({ name: 'زينب علي حسن', grade: '7', step: 1, iban: 'IQ98NBIQ850123456789012' });
    const clerk = await office.as('payroll.clerk1');
    const runId = await office.prepare(clerk, '2026-03');
    await office.lock(runId);
    const manager = (await office.as('accounts.manager1')).payroll;
    const column = { heading: 'الاسم', width: null, text: null };
    const { id: templateId } = await manager.bankTemplate.create({
      ...{ name: 'ملف الرافدين', bank: 'الرافدين' },
      layout: {
        ...{ format: 'DELIMITED', encoding: 'UTF8', delimiter: ',', hasHeading: true, lineEnd: 'LF', hasTrailer: true },
        columns: [
          { ...column, field: 'NAME' },
          { ...column, field: 'NET', heading: 'الصافي' },
        ],
      },
    });
    expect(await manager.bankTemplate.list()).toMatchObject([{ id: templateId, bank: 'الرافدين' }]);
    const { id: fileId } = await manager.bankFile.make({ runId, templateId, bank: null, resendOf: null });
    const [file] = await manager.bankFile.list({ runId });
    // Made a second time it would pay everybody twice.
    const whole = { runId, templateId, bank: null, resendOf: null };
    expect((await manager.bankFile.rows({ runId, bank: null, resendOf: null })).map(({ sentIn }) => sentIn)).toEqual([
      file?.fileName,
    ]);
    expect(await refusalOf(manager.bankFile.make(whole))).toEqual(['BANK_ROWS_SENT_BEFORE']);
    const { base64, sha256 } = await manager.bankFile.download({ id: fileId });
    const content = Buffer.from(base64, 'base64');
    expect(content.toString()).toBe(`الاسم,الصافي\nزينب علي حسن,${file?.total}\n,${file?.total}\n`);
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(file).toMatchObject({ sha256, rows: 1, bytes: content.length, state: 'made' });
    const returned = { employeeId: id, amount: file?.total as Money, reason: 'الحساب مغلق' };
    const returnedOn = '2026-04-02' as LocalDate;
    await manager.bankFile.markReturned({ id: fileId, revision: 1, rows: [{ ...returned, returnedOn }] });
    const again = await manager.bankFile.rows({ runId, bank: null, resendOf: fileId });
    expect(again.map(({ employeeId, sentIn }) => [employeeId, sentIn])).toEqual([[id, null]]);
    office.test.clock.now += 60_000;
    await manager.bankFile.make({ runId, templateId, bank: null, resendOf: fileId });
    expect((await manager.bankFile.list({ runId })).map(({ resendOf }) => resendOf)).toEqual([fileId, null]);
    // Sent again and not returned since: made wrongly, it is made once more by who says so.
    const resend = { ...whole, resendOf: fileId };
    expect(await refusalOf(manager.bankFile.make(resend))).toEqual(['BANK_ROWS_SENT_BEFORE']);
    await manager.bankFile.make({ ...resend, acknowledgeSentBefore: true });
    await manager.bankFile.make({ ...whole, acknowledgeSentBefore: true });
    const files = await manager.bankFile.list({ runId });
    expect(files.map(({ fileName, rows }) => [fileName, rows]).toSorted()).toEqual([
      ['الرافدين 2026-03 (2).csv', 1],
      ['الرافدين 2026-03 (3).csv', 1],
      ['الرافدين 2026-03 (4).csv', 1],
      ['الرافدين 2026-03.csv', 1],
    ]);
  });

  it('is made once when two people make it at the same moment, though nobody has downloaded it', async () => {
    const office = await PayrollOffice.open();
    office.addPerson({ name: 'زينب علي حسن', grade: '7', step: 1, iban: 'IQ98NBIQ850123456789012' });
    const clerk = await office.as('payroll.clerk1');
    const runId = await office.prepare(clerk, '2026-03');
    await office.lock(runId);
    const { bankTemplate, bankFile } = (await office.as('accounts.manager1')).payroll;
    const columns = [{ heading: 'الصافي', width: null, text: null, field: 'NET' } as const];
    const { id: templateId } = await bankTemplate.create({
      ...{ name: 'ملف الرافدين', bank: 'الرافدين' },
      layout: {
        ...{ format: 'XLSX', encoding: 'UTF8', delimiter: ',', hasHeading: true, lineEnd: 'LF', hasTrailer: false },
        columns,
      },
    });
    const make = () => bankFile.make({ runId, templateId, bank: null, resendOf: null });
    const made = await Promise.allSettled([make(), make()]);
    expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = made.find((each) => each.status === 'rejected');
    expect(await refusalOf(Promise.reject(refused?.reason as Error))).toEqual(['BANK_ROWS_SENT_BEFORE']);
    expect(await bankFile.list({ runId })).toHaveLength(1);
  });
});
