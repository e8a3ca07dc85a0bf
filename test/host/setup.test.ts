import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { foundingInput } from '#office/contract/index.ts';
import { openOffice } from '#office/office.ts';
import { refusalOf, temporaryFolder, TEST_PASSPHRASE, testOffice } from './harness.ts';

const answers: Answers = {
  ...{ officeNameAr: 'مديرية ماء الزهور', officeNameCkb: null, officeNameEn: null, topUnitType: 'directorate' },
  ...{
    administratorName: 'رباب حسن',
    userName: 'rabab',
    password: 'ماء صافٍ من النهر',
    language: 'ar',
    backupFolder: '',
  },
} as const;

/** What the wizard sends. */
type Answers = z.input<typeof foundingInput>;

describe('the first start', () => {
  it('creates the office, its first administrator and the backup folder, and then never again', async () => {
    const { visitor, folder } = await testOffice({ kind: 'empty' });
    const backups = join(folder, 'نسخ');
    mkdirSync(backups);
    const guest = visitor();
    expect(await guest.client.platform.session.state()).toMatchObject({ isFounded: false, user: null });
    expect(await guest.client.platform.setup.checkFolder({ path: backups })).toEqual({ isUsable: true });
    expect(await guest.client.platform.setup.checkFolder({ path: join(folder, 'no') })).toEqual({ isUsable: false });
    await guest.client.platform.setup.found({ ...answers, backupFolder: backups });
    expect(await refusalOf(guest.client.platform.setup.found(answers))).toEqual(['OFFICE_FOUNDED']);
    expect(await refusalOf(guest.client.platform.setup.checkFolder({ path: '/' }))).toEqual(['OFFICE_FOUNDED']);
    const client = await guest.signIn('rabab', answers.password);
    const [top] = await client.org.unit.list({});
    expect(top).toMatchObject({ nameAr: answers.officeNameAr, type: 'directorate', parentId: null });
    expect((await client.org.office.get()).settings.backupFolder).toBe(backups);
  });

  it('refuses a weak password and a backup folder that is not there, and founds nothing', async () => {
    const { visitor, office } = await testOffice({ kind: 'empty' });
    const { setup } = visitor().client.platform;
    expect(await refusalOf(setup.found({ ...answers, password: 'short' }))).toContain('PASSWORD_TOO_SHORT');
    expect(await refusalOf(setup.found({ ...answers, backupFolder: '/no/such/folder' }))).toEqual([
      'BACKUP_FOLDER_MISSING',
    ]);
    expect(await refusalOf(setup.found({ ...answers, userName: 'a b' }))).toEqual(['USER_NAME_FORM']);
    expect(office.core.door.head.seq).toBe(0);
  });

  it('gives a recovery code that opens the office when the passphrase is lost', async () => {
    const folder = temporaryFolder();
    const first = openOffice({
      folder,
      secret: { kind: 'passphrase', passphrase: TEST_PASSPHRASE },
      version: 'test',
      isLogging: false,
    });
    const { found } = await import('#office/founding.ts');
    const { password, ...rest } = answers;
    const code = found(first.core, { ...rest, passwordHash: await first.core.passwords.hash(password) });
    await first.close();
    const again = openOffice({
      folder,
      secret: { kind: 'passphrase', passphrase: code },
      version: 'test',
      isLogging: false,
    });
    expect(again.core.door.head.seq).toBeGreaterThan(0);
    await again.close();
    expect(existsSync(join(folder, 'office.db'))).toBe(true);
    const wrong = { folder, secret: { kind: 'passphrase', passphrase: 'wrong' }, version: 'test' } as const;
    expect(() => openOffice(wrong)).toThrow('DATABASE_WRONG_KEY');
  });

  it('gives another recovery code to who knows his password, and the last one opens nothing any more', async () => {
    const { visitor, folder, office } = await testOffice();
    const admin = await visitor().signIn('admin');
    const renew = (password: string) => admin.platform.backup.renewRecoveryCode({ password });
    expect(await refusalOf(renew('wrong'))).toEqual(['PASSWORD_WRONG']);
    const first = await renew('nahrain-2026');
    const second = await renew('nahrain-2026');
    const history = await admin.platform.session.history();
    expect(history.map(({ outcome }) => outcome)).toContain('recovery_renewed');
    await office.close();
    const open = (passphrase: string) =>
      openOffice({ folder, secret: { kind: 'passphrase', passphrase }, version: 'test', isLogging: false });
    expect(() => open(first.recoveryCode)).toThrow('DATABASE_WRONG_KEY');
    // From paper it is typed as people type.
    await open(` ${second.recoveryCode.toLowerCase().replaceAll('-', ' ')}`).close();
    await open(TEST_PASSPHRASE).close();
  });

  it('makes no recovery code for an office that was not founded', async () => {
    const { office } = await testOffice({ kind: 'empty' });
    const { renewRecoveryCode } = await import('#office/recovery.ts');
    expect(() => renewRecoveryCode(office.core.paths, office.core.dataKey)).toThrow('OFFICE_NOT_FOUNDED');
  });

  it.each([
    ['its database is gone', null],
    ['a restore that cannot be done was to bring it', JSON.stringify({ from: '/no/such/copy.db' })],
  ])('makes no new office in the place of a founded one: %s', async (_, pending) => {
    const { folder, office } = await testOffice();
    await office.close();
    for (const file of readdirSync(folder)) if (file.startsWith('office.db')) rmSync(join(folder, file));
    if (pending !== null) writeFileSync(join(folder, 'restore.json'), pending);
    const secret = { kind: 'passphrase', passphrase: TEST_PASSPHRASE } as const;
    expect(() => openOffice({ folder, secret, version: 'test', isLogging: false })).toThrow('DATABASE_MISSING');
    expect(existsSync(join(folder, 'office.db'))).toBe(false);
  });

  it('opens again where it was cut off between its key and its database, before it was founded', async () => {
    const { folder, office } = await testOffice({ kind: 'empty' });
    await office.close();
    for (const file of readdirSync(folder)) if (file.startsWith('office.db')) rmSync(join(folder, file));
    const again = openOffice({
      ...{ folder, version: 'test', isLogging: false },
      secret: { kind: 'passphrase', passphrase: TEST_PASSPHRASE },
    });
    expect(again.core.door.head.seq).toBe(0);
    await again.close();
  });

  it('makes no key in a folder that another start has taken: one of two keys would be lost', async () => {
    const folder = temporaryFolder();
    const { lockFolder } = await import('#db/lock.ts');
    const lock = lockFolder(folder);
    const start = { folder, secret: { kind: 'passphrase', passphrase: TEST_PASSPHRASE }, version: 'test' } as const;
    expect(() => openOffice(start)).toThrow('DATABASE_LOCKED');
    expect(existsSync(join(folder, 'office.keyring.json'))).toBe(false);
    lock.release();
  });
});
