import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
});
