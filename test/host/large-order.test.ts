import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { LINES_LIMIT } from '#modules/hr/contract/index.ts';
import { foundDemonstrationOffice } from '#office/demonstration.ts';
import { testOffice } from './harness.ts';

describe('the largest order', () => {
  it('goes its whole way, and is reversed: each step fits into one entry of the log', async () => {
    const test = await testOffice({ kind: 'empty' });
    await foundDemonstrationOffice(test.office, LINES_LIMIT + 60);
    const [clerk, checker, manager] = await Promise.all(
      ['staff.clerk1', 'staff.checker1', 'staff.manager1'].map((name) => test.visitor().signIn(name)),
    );
    if (!clerk || !checker || !manager) throw new Error('Three people make an order.');
    const serving = await clerk.hr.employee.list({});
    const unit = (await clerk.org.unit.list({})).find(({ code }) => code === '1017');
    const day = '2026-06-01' as LocalDate;
    const lines = serving.slice(0, LINES_LIMIT).map(({ id }) => ({
      ...{ employeeId: id, note: 'استناداً إلى محضر لجنة الترفيعات والعلاوات المشكلة بالأمر الإداري المرقم 1204' },
      terms: { issuer: 'MINISTER', letter: 'م و/1/4417', on: day },
    }));
    expect(lines).toHaveLength(LINES_LIMIT);
    const paper = { number: '7001', orderDate: day, issuer: 'قسم الشؤون الإدارية', effectiveDate: day, subject: null };
    const { id } = await clerk.hr.order.draft({ ...paper, kind: 'THANKS', unitId: unit?.id ?? '', lines });
    const now = async (of: string) => ({ id: of, revision: (await clerk.hr.order.get({ id: of })).revision });
    await clerk.hr.order.edit({
      ...{ ...paper, ...(await now(id)), subject: 'شكر وتقدير', kind: 'THANKS', unitId: unit?.id ?? '', lines },
    });
    await checker.hr.order.check(await now(id));
    await manager.hr.order.approve(await now(id));
    const back = { number: '7002', orderDate: day, issuer: paper.issuer };
    const reversal = await clerk.hr.order.reverse({ ...(await now(id)), ...back });
    await checker.hr.order.check(await now(reversal.id));
    await manager.hr.order.approve(await now(reversal.id));
    expect((await clerk.hr.order.get({ id })).state).toBe('reversed');
  });
});
