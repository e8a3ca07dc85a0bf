import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { ministryService } from '#modules/ministry/index.ts';
import { refusalOf, testOffice, type Client, type TestOffice } from './harness.ts';

const MINUTE = 60_000;
const admin = { userName: 'admin', password: 'nahrain-2026' };

/** A user's telephone: the code of a moment. */
function codeOf(secret: string, at: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
}

async function switchedOn({ clock }: TestOffice, client: Client): Promise<string> {
  const { secret } = await client.platform.session.beginSecondFactor({});
  expect(await refusalOf(client.platform.session.confirmSecondFactor({ secret, code: '000000' }))).toEqual([
    'SIGN_IN_CODE_WRONG',
  ]);
  await client.platform.session.confirmSecondFactor({ secret, code: codeOf(secret, clock.now) });
  return secret;
}

describe('a second factor', () => {
  it('is asked for after the right password, and lets in with its code alone', async () => {
    const test = await testOffice();
    const secret = await switchedOn(test, await test.visitor().signIn('admin'));
    const guest = test.visitor().client.platform.session;
    expect(await refusalOf(guest.signIn({ ...admin, password: 'x' }))).toEqual(['SIGN_IN_FAILED']);
    expect(await refusalOf(guest.signIn(admin))).toEqual(['SIGN_IN_CODE_NEEDED']);
    expect(await refusalOf(guest.signIn({ ...admin, code: '000000' }))).toEqual(['SIGN_IN_CODE_WRONG']);
    const code = codeOf(secret, test.clock.now);
    expect((await guest.signIn({ ...admin, code })).user).toMatchObject({ hasSecondFactor: true });
    // Each code is good once, for whoever looked over a shoulder.
    expect(await refusalOf(guest.signIn({ ...admin, code }))).toEqual(['SIGN_IN_CODE_WRONG']);
  });

  it('guessed at locks the name like a password', async () => {
    const test = await testOffice();
    await switchedOn(test, await test.visitor().signIn('admin'));
    const guest = test.visitor().client.platform.session;
    for (let attempt = 0; attempt < 5; attempt += 1) await refusalOf(guest.signIn({ ...admin, code: '123456' }));
    expect(await refusalOf(guest.signIn({ ...admin, code: '123456' }))).toEqual(['SIGN_IN_LOCKED']);
  });

  it('ends by the own password, or with a new one from an administrator', async () => {
    const test = await testOffice();
    const client = await test.visitor().signIn('clerk1');
    await switchedOn(test, client);
    expect(await refusalOf(client.platform.session.endSecondFactor({ password: 'x' }))).toEqual(['PASSWORD_WRONG']);
    await client.platform.session.endSecondFactor({ password: 'nahrain-2026' });
    await test.visitor().signIn('clerk1');
    await switchedOn(test, client);
    const administrator = await test.visitor().signIn('admin');
    const user = (await administrator.org.user.list({})).find(({ userName }) => userName === 'clerk1');
    expect(user?.hasSecondFactor).toBe(true);
    await administrator.org.user.resetPassword({ id: user?.id ?? '', password: 'a new word for him' });
    const again = await test.visitor().signIn('clerk1', 'a new word for him');
    expect((await again.platform.session.state()).user).toMatchObject({ hasSecondFactor: false });
  });

  it('is demanded by the rights of the data centre, from people and from tokens', async () => {
    const test = await testOffice({
      kind: 'empty',
      services: new Map([[ministryService.name, { offices: () => [] }]]),
    });
    const password = 'ماء صافٍ من النهر';
    await test.visitor().client.platform.setup.found({
      ...{ officeNameAr: 'مركز البيانات', officeNameCkb: null, officeNameEn: null, topUnitType: 'directorate' },
      ...{ administratorName: 'رباب حسن', userName: 'rabab', password, language: 'ar', backupFolder: '' },
    });
    const client = await test.visitor().signIn('rabab', password);
    expect((await client.platform.session.state()).user).toMatchObject({ needsSecondFactor: true });
    expect(await refusalOf(client.ministry.office.list({}))).toEqual(['SECOND_FACTOR_NEEDED']);
    await switchedOn(test, client);
    test.clock.now += MINUTE;
    expect(await client.ministry.office.list({})).toEqual([]);
    expect((await client.platform.session.state()).user).toMatchObject({ needsSecondFactor: false });
  });
});
