import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, TEST_START } from '../host/harness.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';
import { MINUTE, parted, SENT, UNIT, unitOf, WRITTEN_LATER } from './parted-office.ts';

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const namesThere = ({ number }: LinkedOffice) =>
  ministry.rows('SELECT name_ar FROM org_unit WHERE office_no = $1 AND code = $2', number, UNIT);

describe('what two histories of an office have both changed', () => {
  it('lies in the inbox in both versions, each with who and when, and what was sent stands', async () => {
    const office = await parted(ministry);
    const [item, ...others] = await office.admin.platform.sync.inbox({});
    expect(others).toEqual([]);
    const name = (await office.admin.platform.session.state()).user?.nameAr;
    expect(name).toBeTruthy();
    expect(item).toMatchObject({
      ...{ kind: 'illegal-state', command: 'org.unit.edit', byName: name, at: TEST_START + 5 * MINUTE },
      canRepeat: true,
      records: [
        {
          ...{ table: 'org_unit', kind: 'update', title: SENT, standing: { byName: name, at: TEST_START + MINUTE } },
          fields: [{ key: 'nameAr', mine: WRITTEN_LATER, now: SENT }],
        },
      ],
    });
    expect((await unitOf(office.admin)).nameAr).toBe(SENT);
    expect(await namesThere(office)).toEqual([{ name_ar: SENT }]);
    expect((await office.admin.platform.sync.status({})).inbox).toBe(1);
  });

  it.each([
    ['is written again as it was set aside, as a command of the one who decides', 'mine', WRITTEN_LATER],
    ['is let be', 'theirs', SENT],
  ] as const)('%s, and the decision is logged', async (_, take, name) => {
    const office = await parted(ministry);
    const [item] = await office.admin.platform.sync.inbox({});
    if (!item) throw new Error('Something waits.');
    const { opId, kind } = item;
    await office.admin.platform.sync.decide({ opId, kind, take });
    expect((await unitOf(office.admin)).nameAr).toBe(name);
    expect(await office.admin.platform.sync.inbox({})).toEqual([]);
    expect(await refusalOf(office.admin.platform.sync.decide({ opId, kind, take }))).toEqual(['NOT_FOUND']);
    await office.admin.platform.sync.now({});
    await ministry.settled();
    expect(await namesThere(office)).toEqual([{ name_ar: name }]);
    expect(
      await ministry.rows('SELECT op_id, kind, take FROM platform_decision WHERE office_no = $1', office.number),
    ).toEqual([{ op_id: opId, kind, take }]);
  });

  it('is settled by those alone who may, and not where it would be wrong by now', async () => {
    const office = await parted(ministry);
    const [item] = await office.admin.platform.sync.inbox({});
    if (!item) throw new Error('Something waits.');
    const { opId, kind } = item;
    const clerk = await office.test.visitor().signIn('payroll.clerk1');
    expect(await refusalOf(clerk.platform.sync.inbox({}))).toEqual(['FORBIDDEN']);
    expect(await refusalOf(clerk.platform.sync.decide({ opId, kind, take: 'theirs' }))).toEqual(['FORBIDDEN']);
    const unknown = '01900000-0000-7000-8000-00000000ffff';
    expect(await refusalOf(office.admin.platform.sync.decide({ opId: unknown, kind, take: 'mine' }))).toEqual([
      'NOT_FOUND',
    ]);
    expect(await office.admin.platform.sync.inbox({})).toHaveLength(1);
  });
});
