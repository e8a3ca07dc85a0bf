import { expect, it } from 'vitest';
import { localDate } from '#kernel/date.ts';
import type { OrderInput, Terms } from '#modules/hr/contract/index.ts';
import { issue, openingOf, staffOffice } from './hr-office.ts';
import { finished, PayrollOffice } from './payroll-office.ts';
import { testOffice } from './harness.ts';

const headings = [
  ...['الرقم الوظيفي', 'اسم الموظف', 'التشكيل', 'الدرجة', 'المرحلة', 'الشهادة', 'الحالة الضريبية'],
  ...['تاريخ التعيين', 'تاريخ آخر ترفيع'],
];
const keys = [
  ...['officeNumber', 'fullName', 'unit', 'grade', 'step', 'certificate', 'taxStatus'],
  ...['appointmentDate', 'lastPromotionDate'],
];
const rows = [
  ['1001', 'أحمد كاظم عبد الله جاسم الجبوري', '1017', '7', '1', 'بكالوريوس', 'أعزب', '2015-02-01', '2026-11-10'],
];

it('who was promoted within the month that the list stands for is paid for all of it, and his promotion has its order', async () => {
  const test = await testOffice();
  const [staff, pay] = [await staffOffice(test), PayrollOffice.of(test)];
  const [admin, clerk] = [await pay.as('admin'), await pay.as('payroll.clerk1')];
  const mapping = Object.fromEntries(keys.map((key, index) => [key, index]));
  const { jobId } = await admin.platform.import.commit({ importer: 'hr.employee', headings, rows, mapping });
  await finished(admin, jobId);
  const [employee] = await staff.admin.hr.employee.list({});
  const employeeId = employee?.id ?? '';
  const runId = await pay.prepare(clerk, '2026-11');
  const codesOf = async () =>
    (await clerk.payroll.issue.list({ runId, severity: 'error', state: 'open' })).map(({ code }) => code);
  expect(await codesOf()).toContain('GRADE_MISSING');

  const from = localDate('2026-11-01');
  const terms: Terms = {
    on: from,
    grade: '8',
    step: 5,
    certificate: 'CERT_BSC',
    taxStatus: 'T_SINGLE',
    unitId: staff.unitId,
  };
  const paper: OrderInput = openingOf(staff.unitId, employeeId);
  await issue(staff, { ...paper, effectiveDate: from, lines: [{ employeeId, terms, note: null }] });
  const promotion = { ...paper, number: 'ر-17', kind: 'PROMOTION' as const, effectiveDate: localDate('2026-11-10') };
  await issue(staff, { ...promotion, lines: [{ employeeId, terms: {}, note: null }] });
  const { facts } = await staff.admin.hr.employee.career({ id: employeeId });
  const grades = facts.filter(({ kind, retractedAt }) => kind === 'GRADE' && retractedAt === null);
  expect(
    grades.map(({ validFrom, value, orderNumber }) => [validFrom, value['grade'], value['step'], orderNumber]),
  ).toEqual([
    ['2026-11-01', '8', 5, paper.number],
    ['2026-11-10', '7', 1, 'ر-17'],
  ]);

  await pay.calculate(clerk, runId);
  expect(await codesOf()).not.toContain('GRADE_MISSING');
  const [slip] = await pay.slipsOf(clerk, runId);
  expect(slip?.grade).toBe('7');
});
