import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Month } from '#kernel/date.ts';
import { centreUsers } from '#renderer/app/entry/demonstration-users.ts';
import { ministryRoles } from '#modules/ministry/roles.ts';
import { permissions } from '#modules/ministry/contract/index.ts';
import { refusalOf, type Client } from '../host/harness.ts';
import { callByPath, procedures } from '../host/procedures.ts';
import { MinistryOfOffices } from './ministry-of-offices.ts';

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const asked = procedures.filter(({ path }) => path.startsWith('ministry.'));

/** What the gate says before it looks at what is asked; an answer is no refusal. */
async function isForbidden(client: Client, path: string): Promise<boolean> {
  const codes: readonly string[] = await refusalOf(callByPath(client, path, {})).catch(() => []);
  return codes.includes('FORBIDDEN');
}

describe('the roles of the ministry', () => {
  it('together hold every right of the ministry', () => {
    const held = new Set<string>(ministryRoles.flatMap((each) => each.permissions));
    expect(permissions.filter((each) => !held.has(each))).toEqual([]);
  });

  it('are in no office but that of the data centre', async () => {
    const office = await ministry.office({ employees: 0 });
    expect((await office.admin.org.role.list({})).filter(({ code }) => code.startsWith('ministry'))).toEqual([]);
  });

  it('are there, may be changed, and give what they hold and nothing else', async () => {
    const { admin, test } = await ministry.desk();
    const codes = ministryRoles.map(({ code }) => code);
    const found = (await admin.org.role.list({})).filter(({ code }) => codes.includes(code));
    expect(found.map(({ code, isBuiltIn }) => [code, isBuiltIn])).toEqual(
      codes.toSorted().map((code) => [code, false]),
    );
    const known = test.office.core.permissions;
    expect(found.flatMap((role) => role.permissions.filter((each) => !known.has(each)))).toEqual([]);
    expect(asked.length).toBeGreaterThan(25);
    for (const role of found) {
      const client = await test.visitor().signIn(`${role.code.replace('_', '.')}1`);
      for (const { path, meta } of asked) {
        const isHeld = role.permissions.includes(meta.permission);
        expect.soft(await isForbidden(client, path), `${role.code} ${path}`).toBe(!isHeld);
      }
    }
  });

  it('are all offered on the sign-in page of the demonstration', () => {
    const userNames = ministryRoles.map(({ code }) => `${code.replace('_', '.')}1`);
    expect(centreUsers).toEqual([
      ['administrator', 'admin'],
      ...ministryRoles.map(({ code }, at) => [code, userNames[at]]),
    ]);
  });

  it('publish what another has drafted, and nobody what he has drafted himself', async () => {
    const other = await MinistryOfOffices.open();
    onTestFinished(() => other.close());
    const { test } = await other.desk();
    const drafter = await test.visitor().signIn('ministry.reference1');
    const publisher = await test.visitor().signIn('ministry.publisher1');

    const [seed] = await drafter.regulation.package.list({});
    const fields = { titleAr: 'حزمة ٢٠٢٧', firstMonth: '2027-01' as Month, note: null };
    const { id } = await drafter.regulation.package.draft({ ...fields, fromId: seed?.id ?? '' });
    const { revision } = await publisher.regulation.package.get({ id });
    expect(await refusalOf(drafter.regulation.package.publish({ id, revision }))).toEqual(['FORBIDDEN']);
    expect(await refusalOf(publisher.regulation.package.edit({ ...fields, id, revision }))).toEqual(['FORBIDDEN']);
    await publisher.regulation.package.publish({ id, revision });
    expect(await drafter.regulation.package.get({ id })).toMatchObject({ state: 'published' });

    const group = { parentCode: null, nameAr: 'مجموعة للتجربة', nameCkb: null, nameEn: null };
    await drafter.items.group.create(group);
    const edition = (await publisher.items.edition.list({})).find(({ state }) => state === 'draft');
    const asSeen = { id: edition?.id ?? '', revision: edition?.revision ?? 0 };
    expect(await refusalOf(drafter.items.edition.publish(asSeen))).toEqual(['FORBIDDEN']);
    expect(await refusalOf(publisher.items.edition.discard(asSeen))).toEqual(['FORBIDDEN']);
    await publisher.items.edition.publish(asSeen);
    expect((await publisher.items.edition.list({})).find(({ state }) => state === 'draft')).toBeUndefined();
  });
});
