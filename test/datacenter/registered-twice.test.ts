import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { person } from '../host/hr-office.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const CARD = '198512345678';

/** Registers him in the office, whose cable is pulled. */
async function registered({ admin }: LinkedOffice, firstName: string, nationalCard: string): Promise<string> {
  await admin.platform.sync.plug({ isPlugged: false });
  const [unit] = (await admin.org.unit.list({})).filter(({ code }) => code === '1017-02');
  const papers = person(unit?.id ?? '', firstName, { nationalCard });
  const { id } = await admin.hr.employee.create({ ...papers, officeNumber: '90001' });
  await admin.platform.sync.plug({ isPlugged: true });
  return id;
}

describe('a person whom two offices register while neither has a line', { timeout: 120_000 }, () => {
  it('scenario 12: has two files, of which neither is refused, and the ministry finds both by his name and his card', async () => {
    const [desk, first, second] = [
      await ministry.desk(),
      await ministry.office({ employees: 0 }),
      await ministry.office({ employees: 0 }),
    ];
    const ids = [await registered(first, 'أحمد', CARD), await registered(second, 'احمد', '١٩٨٥ ١٢٣٤ ٥٦٧٨')];
    await ministry.meet(first, second, desk);
    const rows = await ministry.rows(
      'SELECT office_no, id FROM hr_employee WHERE id = ANY ($1) ORDER BY office_no',
      ids,
    );
    expect(rows).toEqual([
      { office_no: first.number, id: ids[0] },
      { office_no: second.number, id: ids[1] },
    ]);
    expect(await ministry.rows('SELECT office_no FROM office_stream WHERE held > 0')).toEqual([]);
    for (const { admin } of [first, second]) {
      expect(await admin.platform.sync.status({})).toMatchObject({ unsent: 0, inbox: 0 });
      expect(await admin.hr.employee.list({ search: 'أحمد' })).toHaveLength(1);
    }
    const found = async (text: string): Promise<readonly number[]> =>
      (await desk.admin.ministry.person.search({ text })).people.map(({ office }) => office).toSorted((a, b) => a - b);
    await vi.waitFor(async () => expect(await found('أحمد كاظم')).toEqual([first.number, second.number]), 10_000);
    expect(await found(CARD)).toEqual([first.number, second.number]);
  });
});
