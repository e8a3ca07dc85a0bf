import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, TEST_START, testOffice, type Client } from '../host/harness.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const UNIT = '1017-02';
const SENT = 'قسم المالية والتدقيق';
const WRITTEN_LATER = 'قسم الحسابات والمالية';
const MINUTE = 60_000;

/** The office opened anew, as its program does it. */
async function reopened({ test, number }: LinkedOffice, change: () => void): Promise<LinkedOffice> {
  await test.office.close();
  change();
  const again = await testOffice({ folder: test.folder });
  return { test: again, admin: await again.visitor().signIn('admin'), number };
}

async function rename(admin: Client, nameAr: string): Promise<void> {
  const { id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity } = await unitOf(admin);
  await admin.org.unit.edit({ id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity, nameAr });
}

async function unitOf(admin: Client) {
  const unit = (await admin.org.unit.list({})).find(({ code }) => code === UNIT);
  if (!unit) throw new Error('The demonstration has this unit.');
  return unit;
}

/** An office whose database was put back to one in which the same unit had been named in another way. */
async function parted(): Promise<LinkedOffice> {
  const first = await ministry.office({ employees: 0 });
  const { folder } = first.test;
  const keep = (name: string): void => copyDatabase(folder, join(folder, name));
  const putBack = (name: string): void => copyDatabase(join(folder, name), folder);
  const second = await reopened(first, () => keep('yesterday'));
  await second.admin.platform.sync.plug({ isPlugged: false });
  second.test.clock.now = TEST_START + 5 * MINUTE;
  await rename(second.admin, WRITTEN_LATER);
  const third = await reopened(second, () => {
    keep('unsent');
    putBack('yesterday');
  });
  third.test.clock.now = TEST_START + MINUTE;
  await rename(third.admin, SENT);
  await third.admin.platform.sync.now({});
  await ministry.settled();
  const fourth = await reopened(third, () => putBack('unsent'));
  await fourth.admin.platform.sync.now({});
  await ministry.settled();
  return fourth;
}

function copyDatabase(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of ['office.db', 'office.db-wal', 'office.db-shm']) {
    rmSync(join(to, name), { force: true });
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
  }
}

const namesThere = ({ number }: LinkedOffice) =>
  ministry.rows('SELECT name_ar FROM org_unit WHERE office_no = $1 AND code = $2', number, UNIT);

describe('what two histories of an office have both changed', () => {
  it('lies in the inbox in both versions, each with who and when, and what was sent stands', async () => {
    const office = await parted();
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
    const office = await parted();
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
    const office = await parted();
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
