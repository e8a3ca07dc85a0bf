import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

/** What was paid comes to the same sums, month by month, in an office and at the data centre. */

let ministry: MinistryOfOffices;
let offices: LinkedOffice[];

beforeEach(async () => {
  ministry = await MinistryOfOffices.open();
  offices = [await ministry.office({ employees: 12 }), await ministry.office({ employees: 5 })];
  await ministry.meet(...offices);
}, 120_000);

afterEach(() => ministry.close());

const SLIPS = `SELECT r.month, count(*) AS slips, sum(s.gross) AS gross, sum(s.deductions_total) AS deductions,
    sum(s.net) AS net, sum(s.state_share) AS share
  FROM payroll_slip s JOIN payroll_run r ON r.id = s.run_id`;
const sumsAt = ({ test, number }: LinkedOffice) =>
  test.office.core.database.raw
    .prepare(`${SLIPS} WHERE s.owner_office = ? AND r.state = 'locked' GROUP BY 1 ORDER BY 1`)
    .all(number);

async function sumsAtCentre({ number }: LinkedOffice) {
  const rows = await ministry.rows(
    `${SLIPS} AND r.office_no = s.office_no WHERE s.office_no = $1 AND r.state = 'locked' GROUP BY 1 ORDER BY 1`,
    number,
  );
  // The driver tells a sum of whole numbers as text, since it may be larger than any of them.
  return rows.map(({ month, ...sums }) => ({
    month,
    ...Object.fromEntries(Object.entries(sums).map(([key, value]) => [key, Number(value)])),
  }));
}

describe('the sums of pay', { timeout: 120_000 }, () => {
  it('are equal in each office and at the data centre', async () => {
    for (const office of offices) {
      const sums = sumsAt(office);
      expect(sums.length).toBeGreaterThan(0);
      expect(await sumsAtCentre(office)).toEqual(sums);
    }
    expect(sumsAt(offices[0] as LinkedOffice)).not.toEqual(sumsAt(offices[1] as LinkedOffice));
  });

  it('are equal on the PC that takes the place of a lost one', async () => {
    const [lost] = offices as [LinkedOffice];
    const before = sumsAt(lost);
    const next = await ministry.replaced(lost);
    await ministry.meet(next);
    expect(sumsAt(next)).toEqual(before);
    expect(await sumsAtCentre(next)).toEqual(before);
  });
});
