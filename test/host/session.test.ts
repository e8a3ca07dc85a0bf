import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEMONSTRATION } from '#office/demonstration.ts';
import { refusalOf, testOffice } from './harness.ts';

const MINUTE = 60_000;

describe('signing in', () => {
  it('lets a user in under his name however it is typed, and shows what he may do', async () => {
    const { visitor } = await testOffice();
    const clerk = await visitor().signIn('CLERK1');
    const { user } = await clerk.platform.session.state();
    expect(user?.userName).toBe('clerk1');
    expect(user?.permissions).toContain('org.unit.view');
    expect(user?.permissions).not.toContain('org.unit.edit');
  });

  it('says the same for a wrong password and for an unknown name', async () => {
    const { visitor } = await testOffice();
    const guest = visitor().client.platform.session;
    expect(await refusalOf(guest.signIn({ userName: 'admin', password: 'x' }))).toEqual(['SIGN_IN_FAILED']);
    expect(await refusalOf(guest.signIn({ userName: 'nobody', password: 'x' }))).toEqual(['SIGN_IN_FAILED']);
  });

  it('locks a name after five wrong passwords, the right one included, and lets it in again later', async () => {
    const { visitor, clock } = await testOffice();
    const guest = visitor();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      clock.now += 1000;
      await refusalOf(guest.client.platform.session.signIn({ userName: 'admin', password: 'wrong' }));
    }
    const locked = guest.signIn('admin');
    expect(await refusalOf(locked)).toEqual(['SIGN_IN_LOCKED']);
    clock.now += 16 * MINUTE;
    expect((await (await guest.signIn('admin')).platform.session.state()).user?.userName).toBe('admin');
  });

  it('keeps nobody out of his own PC because somebody guesses at another', async () => {
    const { office, clock } = await testOffice();
    const { sessions } = office.core;
    const attempt = (address: string, isRight: boolean) =>
      sessions.attempt({ userName: 'admin', address }, () => Promise.resolve(isRight));
    for (let minute = 0; minute < 60; minute += 1) {
      clock.now += MINUTE;
      await attempt('10.0.0.66', false).catch(() => undefined);
    }
    await expect(attempt('10.0.0.66', true)).rejects.toThrow('SIGN_IN_LOCKED');
    expect(await attempt('10.0.0.7', true)).toBe(true);
  });

  it('lets nobody guess without end by going from one PC to the next, but lets the owner in where he is known', async () => {
    const { office, clock } = await testOffice();
    const { sessions } = office.core;
    const origin = { address: '10.0.0.7', userAgent: 'test' };
    sessions.open('01900000-0000-7000-8000-000000000001', 'admin', origin);
    clock.now += MINUTE;
    let checked = 0;
    const guess = (): Promise<boolean> => {
      checked += 1;
      return Promise.resolve(false);
    };
    for (let pc = 0; pc < 40; pc += 1) {
      clock.now += 1000;
      const here = { userName: 'admin', address: `10.0.1.${pc}` };
      await sessions.attempt(here, guess).catch(() => undefined);
      await sessions.attempt(here, guess).catch(() => undefined);
    }
    expect(checked).toBe(25);
    const owner = { userName: 'admin', address: origin.address };
    expect(await sessions.attempt(owner, () => Promise.resolve(true))).toBe(true);
    const stranger = { userName: 'admin', address: '10.0.2.1' };
    await expect(sessions.attempt(stranger, () => Promise.resolve(true))).rejects.toThrow('SIGN_IN_LOCKED');
  });

  it('does not let many tries at once slip past the lockout', async () => {
    const { visitor } = await testOffice();
    const guest = visitor().client.platform.session;
    const tries = Array.from({ length: 12 }, () => refusalOf(guest.signIn({ userName: 'admin', password: 'wrong' })));
    const codes = (await Promise.all(tries)).flat();
    expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(5);
    expect(codes.filter((code) => code === 'SIGN_IN_LOCKED')).toHaveLength(7);
  });

  it('checks only so many passwords of one PC at once, whatever the names, and writes a rest down once', async () => {
    const { office } = await testOffice();
    const { sessions, database } = office.core;
    let running = 0;
    // As a password check is: it takes its time, and says no.
    const check = async () => {
      running += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return false;
    };
    const tries = Array.from({ length: 90 }, (_, name) =>
      sessions.attempt({ userName: `nobody${name}`, address: '10.0.0.9' }, check),
    );
    const refused = (await Promise.allSettled(tries)).filter(({ status }) => status === 'rejected');
    expect([running, refused.length]).toEqual([60, 30]);
    const elsewhere = sessions.attempt({ userName: 'admin', address: '10.0.0.8' }, () => Promise.resolve(true));
    expect(await elsewhere).toBe(true);
    const rests = database.raw.prepare(`SELECT count(*) FROM platform_sign_in WHERE outcome = 'locked'`);
    expect(rests.pluck().get()).toBe(1);
  });

  it('refuses a cookie without its proof, a proof without its cookie, and both from another browser', async () => {
    const { visitor } = await testOffice();
    const owner = visitor();
    await owner.signIn('admin');
    const thief = visitor();
    thief.cookie = owner.cookie;
    expect(await refusalOf(thief.client.org.unit.list({}))).toEqual(['UNAUTHORIZED']);
    thief.proof = owner.proof;
    thief.userAgent = 'another browser';
    expect(await refusalOf(thief.client.org.unit.list({}))).toEqual(['UNAUTHORIZED']);
    thief.userAgent = owner.userAgent;
    thief.cookie = '';
    expect(await refusalOf(thief.client.org.unit.list({}))).toEqual(['UNAUTHORIZED']);
    expect(await owner.client.org.unit.list({})).not.toHaveLength(0);
  });

  it('locks an idle session and goes on with the same one after the password', async () => {
    const { visitor, clock } = await testOffice();
    const client = await visitor().signIn('admin');
    clock.now += 18 * MINUTE;
    expect(await refusalOf(client.org.unit.list({}))).toEqual(['SESSION_LOCKED']);
    expect((await client.platform.session.state()).user?.isLocked).toBe(true);
    expect(await refusalOf(client.platform.session.unlock({ password: 'wrong' }))).toEqual(['PASSWORD_WRONG']);
    await client.platform.session.unlock({ password: DEMONSTRATION.password });
    expect(await client.org.unit.list({})).not.toHaveLength(0);
  });

  it('ends with signing out, and after twelve hours in any case', async () => {
    const { visitor, clock } = await testOffice();
    const first = visitor();
    await first.signIn('admin');
    await first.client.platform.session.signOut();
    expect(await refusalOf(first.client.org.unit.list({}))).toEqual(['UNAUTHORIZED']);
    const second = visitor();
    await second.signIn('admin');
    clock.now += 13 * 60 * MINUTE;
    expect(await refusalOf(second.client.org.unit.list({}))).toEqual(['UNAUTHORIZED']);
  });

  it('takes a new password, ends the other sessions, and forgets the old one', async () => {
    const { visitor } = await testOffice();
    const here = visitor();
    await here.signIn('clerk1');
    const elsewhere = visitor();
    await elsewhere.signIn('clerk1');
    const { session } = here.client.platform;
    const current = DEMONSTRATION.password;
    expect(await refusalOf(session.changePassword({ current: 'x', password: 'long enough 9' }))).toEqual([
      'PASSWORD_WRONG',
    ]);
    expect(await refusalOf(session.changePassword({ current, password: 'short' }))).toContain('PASSWORD_TOO_SHORT');
    await session.changePassword({ current, password: 'نهر دجلة الجميل' });
    expect(await refusalOf(elsewhere.client.org.unit.list({}))).toEqual(['UNAUTHORIZED']);
    expect(await here.client.org.unit.list({})).not.toHaveLength(0);
    expect(await refusalOf(visitor().signIn('clerk1'))).toEqual(['SIGN_IN_FAILED']);
    await visitor().signIn('clerk1', 'نهر دجلة الجميل');
  });

  it('shows only the password page to whoever must change his password', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const clerk = (await admin.org.user.list({})).find(({ userName }) => userName === 'clerk1');
    await admin.org.user.resetPassword({ id: clerk?.id ?? '', password: 'temporary word 1' });
    const client = await visitor().signIn('clerk1', 'temporary word 1');
    expect(await refusalOf(client.org.unit.list({}))).toEqual(['PASSWORD_MUST_CHANGE']);
    await client.platform.session.changePassword({ current: 'temporary word 1', password: 'my own new word' });
    expect(await client.org.unit.list({})).not.toHaveLength(0);
  });

  it('shuts a suspended user out at once', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const clerk = await visitor().signIn('clerk1');
    const row = (await admin.org.user.list({})).find(({ userName }) => userName === 'clerk1');
    await admin.org.user.suspend({ id: row?.id ?? '', revision: row?.revision ?? 0 });
    expect(await refusalOf(clerk.org.unit.list({}))).toEqual(['UNAUTHORIZED']);
    expect(await refusalOf(visitor().signIn('clerk1'))).toEqual(['SIGN_IN_FAILED']);
  });

  it('ends the sessions of a suspended user for good: let in again, he signs in anew', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const clerk = await visitor().signIn('clerk1');
    const row = (await admin.org.user.list({})).find(({ userName }) => userName === 'clerk1');
    const id = row?.id ?? '';
    const { revision } = await admin.org.user.suspend({ id, revision: row?.revision ?? 0 });
    await admin.org.user.resume({ id, revision });
    expect(await refusalOf(clerk.org.unit.list({}))).toEqual(['UNAUTHORIZED']);
    const again = await visitor().signIn('clerk1');
    expect(await again.org.unit.list({})).not.toHaveLength(0);
  });

  it('ends every session and token of a user whose password was reset, and those of nobody else', async () => {
    const { visitor, office } = await testOffice();
    const admin = await visitor().signIn('admin');
    const [clerk, other] = [await visitor().signIn('clerk1'), await visitor().signIn('clerk2')];
    const row = (await admin.org.user.list({})).find(({ userName }) => userName === 'clerk1');
    const { token } = await admin.platform.token.create({ name: 'تقرير', userId: row?.id ?? '', days: 9 });
    expect(office.core.tokens.find(token)).not.toBeNull();
    await admin.org.user.resetPassword({ id: row?.id ?? '', password: 'temporary word 1' });
    expect(await refusalOf(clerk.org.unit.list({}))).toEqual(['UNAUTHORIZED']);
    expect(office.core.tokens.find(token)).toBeNull();
    expect(await other.org.unit.list({})).not.toHaveLength(0);
    expect(await admin.org.user.list({})).not.toHaveLength(0);
  });

  it('ends the tokens of whoever chooses a new password', async () => {
    const { visitor, office } = await testOffice();
    const admin = await visitor().signIn('admin');
    const self = (await admin.org.user.list({})).find(({ userName }) => userName === 'admin');
    const { token } = await admin.platform.token.create({ name: 'تقرير', userId: self?.id ?? '', days: 9 });
    await admin.platform.session.changePassword({ current: DEMONSTRATION.password, password: 'نهر دجلة الجميل' });
    expect(office.core.tokens.find(token)).toBeNull();
    expect(await admin.platform.token.list()).toEqual([]);
  });

  it('writes the use of a token into the audit once a day, not for each call', async () => {
    const { visitor, address, clock } = await testOffice();
    const admin = await visitor().signIn('admin');
    const self = (await admin.org.user.list({})).find(({ userName }) => userName === 'admin');
    const { token } = await admin.platform.token.create({ name: 'تقرير', userId: self?.id ?? '', days: 9 });
    const call = async (): Promise<number> => {
      const headers = { 'x-diwan': '1', authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = JSON.stringify({ json: {} });
      return (await fetch(`${address}/rpc/org/unit/list`, { method: 'POST', body, headers })).status;
    };
    const used = async () =>
      (await (await visitor().signIn('admin')).platform.session.history()).filter(({ outcome }) => outcome === 'token');
    expect([await call(), await call(), await call()]).toEqual([200, 200, 200]);
    expect(await used()).toMatchObject([{ userName: 'admin', address: '127.0.0.1' }]);
    clock.now += 24 * 60 * MINUTE;
    await call();
    expect(await used()).toHaveLength(2);
  });

  it('keeps an audit of it, and no secret in the log', async () => {
    const { visitor, folder } = await testOffice();
    const guest = visitor();
    await refusalOf(guest.client.platform.session.signIn({ userName: 'admin', password: 'hunter2-wrong' }));
    const admin = await guest.signIn('admin');
    const outcomes = (await admin.platform.session.history()).map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual(['failed', 'in']);
    const log = readFileSync(join(folder, 'logs', 'office.log'), 'utf8');
    for (const secret of ['hunter2-wrong', DEMONSTRATION.password, guest.proof, guest.cookie.split('=')[1] ?? '?']) {
      expect(log).not.toContain(secret);
    }
  });
});
