import { describe, expect, it } from 'vitest';
import type { Month } from '#kernel/date.ts';
import { zWhatIf } from '#modules/payroll/contract/index.ts';
import type { Rule } from '#modules/regulation/contract/index.ts';
import { packagesInForce } from '#modules/regulation/index.ts';
import { finished, PayrollOffice } from './payroll-office.ts';

const levy: Rule = {
  ...{ kind: 'LEVY', code: 'LEVY_1', titleAr: 'استقطاع 1٪ مؤقت', source: 'إعمام', article: null },
  ...{ confidence: 'C', isConfirmed: false },
  value: { base: 'NOMINAL', basisPoints: 100, amount: null, from: '2026-01-01' as never, to: null, mayOptOut: true },
};

/** An office with two employees and a draft from January 2026 that takes one per cent of the nominal salary. */
async function draftWithLevy() {
  const office = await PayrollOffice.open();
  const salim = { name: 'سليم جاسم علي', grade: '5', step: 3, iban: 'IQ98NBIQ850123456789012' };
  office.addPerson(salim);
  office.addPerson({ ...salim, name: 'هدى كامل حسن', grade: '7', step: 1 });
  const admin = await office.as('admin');
  const [seed] = packagesInForce(office.db);
  const { regulation } = await office.test.visitor().signIn('admin');
  const { id } = await regulation.package.draft({
    ...{ fromId: seed?.id ?? '', titleAr: 'مع الاستقطاع', firstMonth: '2026-01' as Month, note: null },
  });
  await regulation.rule.create({ packageId: id, rule: levy, confirmedBy: null, confirmedOn: null });
  const ask = async (month: string) => {
    const input = { packageId: id, entityId: office.entityId, month: month as Month };
    const { jobId } = await admin.payroll.whatIf.start(input);
    return zWhatIf.parse(await finished(admin, jobId));
  };
  return { office, ask };
}

describe('what a drafted package would change', () => {
  it('is told for whom, by how much and in which component, and saves nothing', async () => {
    const { office, ask } = await draftWithLevy();
    const before = office.test.office.core.door.head.seq;
    const told = await ask('2026-03');
    // 429,000 + 2 × 6,000 and 296,000: one per cent of each.
    expect(told).toMatchObject({ people: 2, changed: 2, failed: 0 });
    expect(told.components).toEqual([{ code: 'LEVY_1', before: 0, after: 4_410 + 2_960 }]);
    expect(
      told.rows.map(({ fullName, netBefore, netAfter }) => [fullName, (netBefore ?? 0) - (netAfter ?? 0)]),
    ).toEqual([
      ['سليم جاسم علي', 4_410],
      ['هدى كامل حسن', 2_960],
    ]);
    expect(told.net.before - told.net.after).toBe(7_370);
    expect(told.gross.before).toBe(told.gross.after);
    expect(office.test.office.core.door.head.seq).toBe(before);
  });

  it('is nothing in a month before its first', async () => {
    const { ask } = await draftWithLevy();
    expect(await ask('2025-12')).toMatchObject({ people: 2, changed: 0, components: [], rows: [] });
  });
});
