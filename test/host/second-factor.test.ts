import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { ministryService } from '#modules/ministry/index.ts';
import { openOffice } from '#office/office.ts';
import {
  refusalOf,
  temporaryFolder,
  testOffice,
  TEST_PASSPHRASE,
  TEST_START,
  type Client,
  type TestOffice,
} from './harness.ts';

const MINUTE = 60_000;
const STEP = 30_000;
const password = 'nahrain-2026';
const admin = { userName: 'admin', password };

/** A user's telephone: the code of a moment. */
function codeOf(secret: string, at: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
}

async function switchedOn({ clock }: TestOffice, client: Client, own = password): Promise<string> {
  const { secret } = await client.platform.session.beginSecondFactor({ password: own });
  expect(await refusalOf(client.platform.session.confirmSecondFactor({ code: '000000' }))).toEqual([
    'SIGN_IN_CODE_WRONG',
  ]);
  await client.platform.session.confirmSecondFactor({ code: codeOf(secret, clock.now) });
  // The code that set it is used.
  clock.now += STEP;
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
    const enrolling = codeOf(secret, test.clock.now - STEP);
    expect(await refusalOf(guest.signIn({ ...admin, code: enrolling }))).toEqual(['SIGN_IN_CODE_WRONG']);
    const code = codeOf(secret, test.clock.now);
    expect((await guest.signIn({ ...admin, code })).user).toMatchObject({ hasSecondFactor: true });
    // Each code is good once, for whoever looked over a shoulder.
    expect(await refusalOf(guest.signIn({ ...admin, code }))).toEqual(['SIGN_IN_CODE_WRONG']);
  });

  it('whose code was used is not opened by it again when the program is started anew', async () => {
    const folder = temporaryFolder();
    const open = () =>
      openOffice({
        ...{ folder, version: 'test', now: () => TEST_START, isLogging: false },
        secret: { kind: 'passphrase', passphrase: TEST_PASSPHRASE },
      });
    const userId = '018f3b1c-7a2e-7000-8000-000000000001';
    let office = open();
    const who = { sessionId: 's', userId, totpSecret: null };
    const { secret } = office.core.secondFactors.offer({ ...who, userName: 'admin' }, TEST_START);
    const sealed = office.core.secondFactors.accept(who, codeOf(secret, TEST_START), TEST_START);
    const user = { id: userId, totpSecret: sealed.ok ? sealed.value : '' };
    await office.close();
    office = open();
    expect(office.core.secondFactors.check(user, codeOf(secret, TEST_START), TEST_START)).toBe(false);
    expect(office.core.secondFactors.check(user, codeOf(secret, TEST_START + STEP), TEST_START)).toBe(true);
    await office.close();
    office = open();
    expect(office.core.secondFactors.check(user, codeOf(secret, TEST_START + STEP), TEST_START)).toBe(false);
    await office.close();
  });

  it('guessed at locks the name like a password', async () => {
    const test = await testOffice();
    await switchedOn(test, await test.visitor().signIn('admin'));
    const guest = test.visitor().client.platform.session;
    for (let attempt = 0; attempt < 5; attempt += 1) await refusalOf(guest.signIn({ ...admin, code: '123456' }));
    expect(await refusalOf(guest.signIn({ ...admin, code: '123456' }))).toEqual(['SIGN_IN_LOCKED']);
  });

  it('ends by the own password and its code, or with a new password from an administrator', async () => {
    const test = await testOffice();
    const client = await test.visitor().signIn('clerk1');
    const { endSecondFactor } = client.platform.session;
    const secret = await switchedOn(test, client);
    const code = codeOf(secret, test.clock.now);
    expect(await refusalOf(endSecondFactor({ password: 'x', code }))).toEqual(['PASSWORD_WRONG']);
    expect(await refusalOf(endSecondFactor({ password, code: '000000' }))).toEqual(['SIGN_IN_CODE_WRONG']);
    await endSecondFactor({ password, code });
    await test.visitor().signIn('clerk1');
    await switchedOn(test, client);
    const administrator = await test.visitor().signIn('admin');
    const user = (await administrator.org.user.list({})).find(({ userName }) => userName === 'clerk1');
    expect(user?.hasSecondFactor).toBe(true);
    await administrator.org.user.resetPassword({ id: user?.id ?? '', password: 'a new word for him' });
    const again = await test.visitor().signIn('clerk1', 'a new word for him');
    expect((await again.platform.session.state()).user).toMatchObject({ hasSecondFactor: false });
  });

  it('is not begun by whoever sits down at the open session of somebody who has none', async () => {
    const test = await testOffice();
    const { session } = (await test.visitor().signIn('admin')).platform;
    expect(await refusalOf(session.beginSecondFactor({ password: '' }))).toEqual(['PASSWORD_WRONG']);
    expect(await refusalOf(session.beginSecondFactor({ password: 'x' }))).toEqual(['PASSWORD_WRONG']);
    expect(await refusalOf(session.confirmSecondFactor({ code: '123456' }))).toEqual(['SECOND_FACTOR_OVER']);
    for (let attempt = 2; attempt < 5; attempt += 1) await refusalOf(session.beginSecondFactor({ password: 'x' }));
    expect(await refusalOf(session.beginSecondFactor({ password }))).toEqual(['SIGN_IN_LOCKED']);
  });

  it('is not replaced by whoever sits down at an open session, with a secret of his own', async () => {
    const test = await testOffice();
    const { session } = (await test.visitor().signIn('admin')).platform;
    const first = await switchedOn(test, await test.visitor().signIn('admin'));
    const code = codeOf(first, test.clock.now);
    expect(await refusalOf(session.beginSecondFactor({ password: 'x', code }))).toEqual(['PASSWORD_WRONG']);
    expect(await refusalOf(session.beginSecondFactor({ password }))).toEqual(['SIGN_IN_CODE_NEEDED']);
    expect(await refusalOf(session.beginSecondFactor({ password, code: '000000' }))).toEqual(['SIGN_IN_CODE_WRONG']);
    // Whatever the call brings beside the code of a secret that was offered here is not believed.
    const own = new Secret({ size: 20 }).base32;
    const given = { secret: own, code: codeOf(own, test.clock.now) };
    expect(await refusalOf(session.confirmSecondFactor(given))).toEqual(['VALUE_FORM']);
    expect(await refusalOf(session.confirmSecondFactor({ code: given.code }))).toEqual(['SECOND_FACTOR_OVER']);
    const guest = test.visitor().client.platform.session;
    expect(await refusalOf(guest.signIn({ ...admin, code: given.code }))).toEqual(['SIGN_IN_CODE_WRONG']);
    expect((await guest.signIn({ ...admin, code })).user).toMatchObject({ hasSecondFactor: true });
  });

  it('moves to another telephone by the own password and the code of the present one', async () => {
    const test = await testOffice();
    const client = await test.visitor().signIn('admin');
    const first = await switchedOn(test, client);
    const code = codeOf(first, test.clock.now);
    const { secret } = await client.platform.session.beginSecondFactor({ password, code });
    await client.platform.session.confirmSecondFactor({ code: codeOf(secret, test.clock.now) });
    test.clock.now += MINUTE;
    const guest = test.visitor().client.platform.session;
    const codes = [first, secret].map((each) => codeOf(each, test.clock.now));
    expect(await refusalOf(guest.signIn({ ...admin, code: codes[0] }))).toEqual(['SIGN_IN_CODE_WRONG']);
    expect((await guest.signIn({ ...admin, code: codes[1] })).user).toMatchObject({ hasSecondFactor: true });
  });

  it('that was offered before another one was set does not take its place', async () => {
    const test = await testOffice();
    const early = await test.visitor().signIn('admin');
    const { secret } = await early.platform.session.beginSecondFactor({ password });
    await switchedOn(test, await test.visitor().signIn('admin'));
    const code = codeOf(secret, test.clock.now);
    expect(await refusalOf(early.platform.session.confirmSecondFactor({ code }))).toEqual(['SECOND_FACTOR_OVER']);
  });

  it('guessed at in an open session rests the name, and its passwords too', async () => {
    const test = await testOffice();
    const client = await test.visitor().signIn('admin');
    await switchedOn(test, client);
    const { beginSecondFactor } = client.platform.session;
    for (let attempt = 0; attempt < 5; attempt += 1) await refusalOf(beginSecondFactor({ password, code: '123456' }));
    expect(await refusalOf(beginSecondFactor({ password, code: '123456' }))).toEqual(['SIGN_IN_LOCKED']);
  });

  it('is demanded by the rights of the data centre, from people and from tokens', async () => {
    const test = await testOffice({
      kind: 'empty',
      services: new Map([[ministryService.name, { offices: () => [] }]]),
    });
    const own = 'ماء صافٍ من النهر';
    await test.visitor().client.platform.setup.found({
      ...{ officeNameAr: 'مركز البيانات', officeNameCkb: null, officeNameEn: null, topUnitType: 'directorate' },
      ...{ administratorName: 'رباب حسن', userName: 'rabab', password: own, language: 'ar', backupFolder: '' },
    });
    const client = await test.visitor().signIn('rabab', own);
    expect((await client.platform.session.state()).user).toMatchObject({ needsSecondFactor: true });
    expect(await refusalOf(client.ministry.office.list({}))).toEqual(['SECOND_FACTOR_NEEDED']);
    await switchedOn(test, client, own);
    test.clock.now += MINUTE;
    expect(await client.ministry.office.list({})).toEqual([]);
    expect((await client.platform.session.state()).user).toMatchObject({ needsSecondFactor: false });
  });
});
