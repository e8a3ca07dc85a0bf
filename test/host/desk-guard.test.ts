import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { localDate, month } from '#kernel/date.ts';
import { ministryService } from '#modules/ministry/index.ts';
import { refusalOf, testOffice, type Client, type TestOffice } from './harness.ts';

/** The data centre's own office, whose rights reach the whole ministry: what is done there without a second factor. */

const SOMEBODY = '018f3b1c-7a2e-7000-8000-000000000001';
const DAY = 24 * 60 * 60_000;
const STEP = 30_000;
const own = 'ماء صافٍ من النهر';
const given = 'كلمة أعطاها غيره له';
const colleague = 'دجلة والفرات معاً';

function codeOf(secret: string, at: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
}

async function desk(): Promise<TestOffice> {
  const test = await testOffice({
    kind: 'empty',
    services: new Map([[ministryService.name, { offices: () => [] }]]),
  });
  await test.visitor().client.platform.setup.found({
    ...{ officeNameAr: 'مركز البيانات', officeNameCkb: null, officeNameEn: null, topUnitType: 'directorate' },
    ...{ administratorName: 'رباب حسن', userName: 'rabab', password: own, language: 'ar', backupFolder: '' },
  });
  return test;
}

async function switchedOn({ clock }: TestOffice, client: Client, password: string): Promise<string> {
  const { secret } = await client.platform.session.beginSecondFactor({ password });
  await client.platform.session.confirmSecondFactor({ code: codeOf(secret, clock.now) });
  clock.now += STEP;
  return secret;
}

/** A token of his own. */
async function tokenOf(client: Client): Promise<string> {
  const userId = (await client.platform.session.state()).user?.id ?? '';
  return (await client.platform.token.create({ name: 'تقرير', userId, days: 1 })).token;
}

/** A second administrator, who has chosen his own password. */
async function secondAdministrator(test: TestOffice, client: Client): Promise<string> {
  const [unit] = await client.org.unit.list({});
  const role = (await client.org.role.list()).find(({ code }) => code === 'administrator');
  const names = { nameAr: 'كرار علي', nameCkb: null, nameEn: null, jobTitle: null, language: 'ar' as const };
  const unitId = unit?.id ?? '';
  const { id } = await client.org.user.create({ ...names, userName: 'karrar', unitId, password: given });
  const held = { userId: id, roleId: role?.id ?? '', unitId, validFrom: localDate('2026-01-01'), validTo: null };
  await client.org.user.assign(held);
  const his = await test.visitor().signIn('karrar', given);
  await his.platform.session.changePassword({ current: given, password: colleague });
  return id;
}

describe("the data centre's own office", () => {
  it('lets an administrator without a second factor change nothing but his own way in', async () => {
    const test = await desk();
    const client = await test.visitor().signIn('rabab', own);
    const at = { id: SOMEBODY, revision: 1 };
    const calls = [
      () => client.org.user.resetPassword({ id: SOMEBODY, password: given }),
      () => client.org.user.suspend(at),
      () => client.org.role.remove(at),
      () => client.org.delegation.revoke({ ...at, validTo: localDate('2026-11-25') }),
      () => client.platform.token.create({ name: 'x', userId: SOMEBODY, days: 1 }),
      () => client.platform.device.createCode(),
      () => client.platform.backup.run(),
      () => client.regulation.package.publish(at),
      () => client.regulation.package.remove(at),
      () => client.items.edition.publish(at),
      () => client.ministry.office.list({}),
    ];
    for (const call of calls) expect(await refusalOf(call())).toEqual(['SECOND_FACTOR_NEEDED']);
    expect(await client.org.user.list({})).toHaveLength(1);
    await client.platform.session.changePassword({ current: own, password: colleague });
    await switchedOn(test, client, colleague);
    expect(await client.ministry.office.list({})).toEqual([]);
    expect(await tokenOf(client)).not.toBe('');
  });

  it('is asked for months that somebody may have been paid in, and no others', async () => {
    const test = await desk();
    const client = await test.visitor().signIn('rabab', own);
    await switchedOn(test, client, own);
    for (const far of ['0001-01', '1949-12', '2200-01', '9999-12'].map(month)) {
      for (const ask of [client.ministry.payroll.unfinished, client.ministry.payroll.components]) {
        expect(await refusalOf(ask({ month: far }))).toEqual(['MONTH']);
      }
      expect(await refusalOf(client.ministry.payroll.totals({ month: far, by: 'office' }))).toEqual(['MONTH']);
      expect(await refusalOf(client.ministry.payroll.twice({ month: far }))).toEqual(['MONTH']);
    }
  });

  it('takes no command from a token', async () => {
    const test = await desk();
    const client = await test.visitor().signIn('rabab', own);
    await switchedOn(test, client, own);
    const token = await tokenOf(client);
    const answer = await fetch(`${test.address}/rpc/platform/token/create`, {
      method: 'POST',
      headers: { 'x-diwan': '1', 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ json: { name: 'y', userId: SOMEBODY, days: 1 } }),
    });
    expect(await answer.text()).toContain('SECOND_FACTOR_NEEDED');
  });

  it('lets whose password another one has set use no right of the ministry for a day, whatever he switches on', async () => {
    const test = await desk();
    const first = await test.visitor().signIn('rabab', own);
    await switchedOn(test, first, own);
    const id = await secondAdministrator(test, first);
    await switchedOn(test, await test.visitor().signIn('karrar', colleague), colleague);

    // The first one sits down as the second: he knows the password that he has given.
    await first.org.user.resetPassword({ id, password: given });
    const taken = await test.visitor().signIn('karrar', given);
    await taken.platform.session.changePassword({ current: given, password: 'كلمة جديدة لغير صاحبها' });
    const secret = await switchedOn(test, taken, 'كلمة جديدة لغير صاحبها');
    // Changes of his own bury nothing.
    for (let change = 0; change < 3; change += 1) {
      const { session } = taken.platform;
      await session.changePassword({ current: 'كلمة جديدة لغير صاحبها', password: `كلمة ${change} لغير صاحبها هنا` });
      await session.changePassword({ current: `كلمة ${change} لغير صاحبها هنا`, password: 'كلمة جديدة لغير صاحبها' });
    }
    expect(await refusalOf(taken.ministry.office.list({}))).toEqual(['SECOND_FACTOR_RESTS']);
    expect(await refusalOf(tokenOf(taken))).toEqual(['SECOND_FACTOR_RESTS']);
    expect(await refusalOf(taken.org.user.resetPassword({ id, password: given }))).toEqual(['SECOND_FACTOR_RESTS']);
    expect(await first.ministry.office.list({})).toEqual([]);
    test.clock.now += DAY;
    const later = test.visitor();
    const code = codeOf(secret, test.clock.now);
    const { signIn } = later.client.platform.session;
    later.proof = (await signIn({ userName: 'karrar', password: 'كلمة جديدة لغير صاحبها', code })).proof;
    expect(await later.client.ministry.office.list({})).toEqual([]);
  });
});

describe('an office without a data centre behind it, and a demonstration', () => {
  it('ask nobody for a second factor', async () => {
    const client = await (await testOffice()).visitor().signIn('admin');
    expect(await tokenOf(client)).not.toBe('');
  });
});
