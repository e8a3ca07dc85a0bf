import { describe, expect, it } from 'vitest';
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
      ...['ALLOWANCE', 'CERTIFICATE', 'SCALE', 'TAX_STATUS'],
    ]);
    expect(new Set(names.map(({ kind, code }) => `${kind}:${code}`)).size).toBe(names.length);
  });
});
