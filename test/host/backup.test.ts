import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openOffice } from '#office/office.ts';
import { refusalOf, TEST_PASSPHRASE, testOffice, type Client, type TestOffice } from './harness.ts';

async function finished(client: Client, jobId: string) {
  for (;;) {
    const job = await client.platform.job.get({ id: jobId });
    if (job.state !== 'queued' && job.state !== 'running') return job;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function backUp(client: Client): Promise<string> {
  await finished(client, (await client.platform.backup.run()).jobId);
  return (await client.platform.backup.list())[0]?.name ?? '';
}

function reopen({ folder }: TestOffice) {
  return openOffice({
    folder,
    secret: { kind: 'passphrase', passphrase: TEST_PASSPHRASE },
    version: 'test',
    isLogging: false,
  });
}

describe('a backup of the office', () => {
  it('is made on demand and when it is due, proved, and only the last ones are kept', async () => {
    const test = await testOffice();
    const client = await test.visitor().signIn('admin');
    // What the data centre is told of it: nothing before anybody has looked.
    expect(test.office.core.backups.age).toBeUndefined();
    const name = await backUp(client);
    expect(test.office.core.backups.age).toBe(0);
    test.clock.now += 30 * 60_000;
    expect(test.office.core.backups.age).toBe(30);
    test.clock.now -= 30 * 60_000;
    expect(name).toMatch(/^diwan-2026-11-25-\d{6}-\d+\.db$/);
    const proof = await finished(client, (await client.platform.backup.prove({ name })).jobId);
    expect(proof).toMatchObject({ state: 'done', result: { officeName: 'مديرية بلدية النهرين' } });
    const { backups } = test.office.core;
    const afterHours = (hours: number): number => {
      test.clock.now += hours * 60 * 60_000;
      backups.runIfDue();
      return backups.list().length;
    };
    expect([afterHours(0), afterHours(11), afterHours(1), afterHours(12)]).toEqual([1, 1, 2, 3]);
    test.clock.now += 26 * 60 * 60_000;
    expect(backups.age).toBe(26 * 60);
  });

  it('says when the folder is gone, and the health page keeps saying it', async () => {
    const test = await testOffice();
    const client = await test.visitor().signIn('admin');
    rmSync(join(test.folder, 'backups'), { recursive: true });
    const job = await finished(client, (await client.platform.backup.run()).jobId);
    expect(job).toMatchObject({ state: 'failed', problems: [{ code: 'BACKUP_FOLDER_MISSING' }] });
    expect((await client.platform.health.get()).lastBackupProblem).toBe('BACKUP_FOLDER_MISSING');
    expect(existsSync(join(test.folder, 'backups'))).toBe(false);
    mkdirSync(join(test.folder, 'backups'));
    await backUp(client);
    expect((await client.platform.health.get()).lastBackupProblem).toBeNull();
  });

  it('is restored: proved first, taken up at the next opening, and what it replaced is kept', async () => {
    const test = await testOffice();
    const client = await test.visitor().signIn('admin');
    const name = await backUp(client);
    const unit = (await client.org.unit.list({})).find(({ code }) => code === '1017-02');
    if (!unit) throw new Error('The demonstration has this unit.');
    const { id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity } = unit;
    await client.org.unit.edit({
      id,
      revision,
      code,
      nameCkb,
      nameEn,
      validFrom,
      isPayingEntity,
      nameAr: 'بعد النسخة',
    });
    expect(await refusalOf(client.platform.backup.restore({ name, password: 'wrong' }))).toEqual(['PASSWORD_WRONG']);
    await client.platform.backup.restore({ name, password: 'nahrain-2026' });
    // What would be written now would be gone with the next opening.
    expect(await refusalOf(client.platform.backup.run({}))).toEqual(['OFFICE_CLOSING']);
    await test.office.close();
    const again = reopen(test);
    const [row] = again.core.records.search(
      again.core.people.accessOf(again.core.people.byName('admin')?.id ?? '', again.core.today()),
      '1017-02',
    );
    expect(row?.title).toBe(unit.nameAr);
    await again.close();
    const kept = readdirSync(test.folder).filter((file) => file.startsWith('office.db.replaced-'));
    expect(kept.length).toBeGreaterThan(0);
    expect(existsSync(join(test.folder, 'restore.json'))).toBe(false);
  });

  describe('does not bring back old ways in:', () => {
    async function restoredOffice(change: (test: TestOffice, admin: Client, token: string) => Promise<void>) {
      const test = await testOffice();
      const client = await test.visitor().signIn('admin');
      const self = (await client.org.user.list({})).find(({ userName }) => userName === 'admin');
      const { token } = await client.platform.token.create({ name: 'تقرير', userId: self?.id ?? '', days: 9 });
      const { devices } = test.office.core;
      const place = { name: 'حاسبة', address: '10.0.0.7' };
      const paired = devices.redeem(devices.createCode().code, place);
      const revoked = devices.redeem(devices.createCode().code, place);
      const clerk = test.visitor();
      await clerk.signIn('clerk1');
      const copy = await backUp(client);
      const gone = devices.find(revoked)?.id ?? '';
      await client.platform.device.revoke({ id: gone });
      await change(test, client, token);
      await client.platform.backup.restore({ name: copy, password: 'nahrain-2026' });
      await test.office.close();
      return { test, token, paired, revoked, clerk };
    }

    async function passwordOf({ core }: ReturnType<typeof reopen>, userName: string, password: string) {
      const found = core.people.byName(userName);
      return found !== null && (await core.passwords.check(password, found.passwordHash)).isRight;
    }

    it('sessions, tokens, revoked PCs and changed passwords; what still held goes on', async () => {
      const { test, token, paired, revoked } = await restoredOffice(async ({ visitor }) => {
        const clerk = await visitor().signIn('clerk1');
        await clerk.platform.session.changePassword({ current: 'nahrain-2026', password: 'نهر دجلة الجميل' });
      });
      const again = reopen(test);
      const { sessions, tokens, devices, people, database } = again.core;
      expect([sessions.countOpen(), tokens.find(token), devices.find(revoked)]).toEqual([0, null, null]);
      expect(devices.find(paired)).not.toBeNull();
      expect(await passwordOf(again, 'clerk1', 'nahrain-2026')).toBe(false);
      expect(await passwordOf(again, 'clerk1', 'نهر دجلة الجميل')).toBe(true);
      expect(await passwordOf(again, 'clerk2', 'nahrain-2026')).toBe(true);
      expect(people.byName('clerk2')?.mustChangePassword).toBe(false);
      const outcomes = `SELECT count(*) FROM platform_sign_in WHERE outcome = 'restored'`;
      expect(database.raw.prepare(outcomes).pluck().get()).toBe(1);
      await again.close();
      const third = reopen(test);
      expect(third.core.database.raw.prepare(outcomes).pluck().get()).toBe(1);
      await third.close();
    });

    it('where the replaced database is lost, nothing is taken on trust', async () => {
      const { test, token, paired } = await restoredOffice(() => Promise.resolve());
      writeFileSync(join(test.folder, 'office.db'), 'damaged');
      const again = reopen(test);
      const { sessions, tokens, devices, people } = again.core;
      expect([sessions.countOpen(), tokens.find(token), devices.find(paired)]).toEqual([0, null, null]);
      expect(people.byName('admin')?.mustChangePassword).toBe(true);
      await again.close();
    });
  });

  it('that is damaged, or of another office, or a path, is refused and nothing changes', async () => {
    const test = await testOffice();
    const client = await test.visitor().signIn('admin');
    const name = await backUp(client);
    const path = join(test.folder, 'backups', name);
    const bytes = readFileSync(path);
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const password = 'nahrain-2026';
    expect(await refusalOf(client.platform.backup.restore({ name, password }))).toEqual(['BACKUP_DAMAGED']);
    expect(await refusalOf(client.platform.backup.restore({ name: `../backups/${name}`, password }))).toEqual([
      'NOT_FOUND',
    ]);
    expect(existsSync(join(test.folder, 'restore.json'))).toBe(false);
  });
});

describe('the proof of the office', () => {
  it('runs beside the work and says what it counted', async () => {
    const test = await testOffice();
    const client = await test.visitor().signIn('admin');
    const job = await finished(client, (await client.platform.verify.run()).jobId);
    expect(job).toMatchObject({ state: 'done', result: { ok: true, ops: test.office.core.door.head.seq } });
  });
});
