import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { refusalOf, temporaryFolder, testOffice, type Client, type TestOffice } from './harness.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');

async function record(client: Client, code = '1017-02') {
  const unit = (await client.org.unit.list({})).find((each) => each.code === code);
  return { table: 'org_unit', recordId: unit?.id ?? '' };
}

async function setSettings({ visitor }: TestOffice, change: Record<string, unknown>): Promise<void> {
  const admin = await visitor().signIn('admin');
  const { revision, nameAr, nameCkb, nameEn, settings } = await admin.org.office.get();
  await admin.org.office.edit({ revision, nameAr, nameCkb, nameEn, settings: { ...settings, ...change } });
}

/** The stored files under the office folder, by their names. */
function storedFiles(folder: string): string[] {
  const files = join(folder, 'files');
  if (!existsSync(files)) return [];
  return readdirSync(files, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

describe('an attachment', () => {
  it('comes back byte for byte under its Arabic name, and lies on the disk once and sealed', async () => {
    const { visitor, folder } = await testOffice();
    const client = await visitor().signIn('admin');
    const [here, there] = [await record(client), await record(client, '1017-03')];
    const { id } = await client.files.attachment.add({ ...here, file: new File([PNG], 'صورة الأمر.png') });
    await client.files.attachment.add({ ...there, file: new File([PNG], 'نسخة.png') });
    const back = await client.files.attachment.read({ id });
    expect(back.name).toBe('صورة الأمر.png');
    expect(Buffer.from(await back.arrayBuffer())).toEqual(PNG);
    const hash = createHash('sha256').update(PNG).digest('hex');
    expect(storedFiles(folder)).toEqual([hash]);
    const onDisk = readFileSync(join(folder, 'files', hash.slice(0, 2), hash.slice(2, 4), hash));
    expect(onDisk.includes(PNG.subarray(0, 16))).toBe(false);
  });

  it.each([
    ['empty', new File([], 'فارغ.pdf'), 'FILE_EMPTY'],
    ['of a type that the office does not keep', new File(['MZ\u0090\u0000 program'], 'أمر.exe'), 'FILE_TYPE_REFUSED'],
    [
      'a page with a script under a name that says PDF',
      new File(['<html><script>1</script>'], 'أمر.pdf'),
      'FILE_TYPE_REFUSED',
    ],
    ['an image under a name that says PDF', new File([PNG], 'أمر.pdf'), 'FILE_TYPE_DIFFERS'],
    ['with a path in its name', new File([PNG], '../../office.png'), 'FILE_NAME_FORM'],
    ['with a name of Windows devices', new File([PNG], 'con.png'), 'FILE_NAME_FORM'],
  ])('is refused when it is %s, and nothing is stored', async (_, file, code) => {
    const { visitor, folder } = await testOffice();
    const client = await visitor().signIn('admin');
    expect(await refusalOf(client.files.attachment.add({ ...(await record(client)), file }))).toEqual([code]);
    expect(storedFiles(folder)).toEqual([]);
  });

  it('of more than 50 MB is refused', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const large = new File([PDF, Buffer.alloc(50 * 1024 * 1024)], 'كبير.pdf');
    expect(await refusalOf(client.files.attachment.add({ ...(await record(client)), file: large }))).toEqual([
      'VALUE_TOO_LONG',
    ]);
  });

  it('is refused beyond the quota of the office', async () => {
    const office = await testOffice();
    await setSettings(office, { fileQuotaMb: 10 });
    const client = await office.visitor().signIn('clerk1');
    const place = await record(await office.visitor().signIn('admin'));
    const file = new File([PDF, Buffer.alloc(11 * 1024 * 1024)], 'ملف.pdf');
    const asAdmin = await office.visitor().signIn('admin');
    expect(await refusalOf(asAdmin.files.attachment.add({ ...place, file }))).toEqual(['FILE_QUOTA_EXCEEDED']);
    expect(await refusalOf(client.files.attachment.add({ ...place, file: new File([PDF], 'أمر.pdf') }))).toEqual([
      'FORBIDDEN',
    ]);
  });

  it('needs the right to files at the record it hangs on, not only somewhere', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const place = await record(admin);
    const { id } = await admin.files.attachment.add({ ...place, file: new File([PDF], 'أمر.pdf') });
    const names = { nameAr: 'دور', nameCkb: null, nameEn: null };
    const units = await admin.org.role.create({
      code: 'units',
      ...names,
      permissions: ['org.unit.view', 'org.unit.edit'],
    });
    const files = await admin.org.role.create({
      ...{ code: 'filing', ...names, permissions: ['files.attachment.view', 'files.attachment.edit'] },
    });
    const top = (await admin.org.unit.list({})).find(({ parentId }) => parentId === null);
    const { recordId: elsewhere } = await record(admin, '1017-03');
    const password = 'a word for her 1';
    const person = { userName: 'archivist', nameAr: 'رنا', nameCkb: null, nameEn: null, jobTitle: null, password };
    const made = await admin.org.user.create({ ...person, unitId: elsewhere, language: 'ar' });
    const period = { validFrom: '2026-01-01' as LocalDate, validTo: null };
    await admin.org.user.assign({ userId: made.id, roleId: units.id, unitId: top?.id ?? '', ...period });
    await admin.org.user.assign({ userId: made.id, roleId: files.id, unitId: elsewhere, ...period });
    const client = await visitor().signIn('archivist', password);
    await client.platform.session.changePassword({ current: password, password: 'a word of her own 1' });
    expect(await refusalOf(client.files.attachment.list(place))).toEqual(['OUTSIDE_YOUR_UNIT']);
    expect(await refusalOf(client.files.attachment.read({ id }))).toEqual(['OUTSIDE_YOUR_UNIT']);
    expect(await refusalOf(client.files.attachment.remove({ id, revision: 1 }))).toEqual(['OUTSIDE_YOUR_UNIT']);
    const file = new File([PDF], 'أمر.pdf');
    const there = { table: 'org_unit', recordId: elsewhere };
    expect(await client.files.attachment.add({ ...there, file })).toMatchObject({ id: expect.any(String) as string });
  });

  it('that was damaged on the disk is noticed and not served', async () => {
    const { visitor, folder } = await testOffice();
    const client = await visitor().signIn('admin');
    const { id } = await client.files.attachment.add({ ...(await record(client)), file: new File([PDF], 'أمر.pdf') });
    const hash = createHash('sha256').update(PDF).digest('hex');
    const path = join(folder, 'files', hash.slice(0, 2), hash.slice(2, 4), hash);
    const bytes = readFileSync(path);
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(await refusalOf(client.files.attachment.read({ id }))).toEqual(['FILE_DAMAGED']);
  });
});

describe('the scanner folder', () => {
  it('must be there when it is set, and may be gone later while other settings change', async () => {
    const office = await testOffice();
    const gone = join(office.folder, 'لا وجود له');
    expect(await refusalOf(setSettings(office, { scannerFolder: gone }))).toEqual(['SCANNER_FOLDER_MISSING']);
    expect(await refusalOf(setSettings(office, { backupFolder: gone }))).toEqual(['BACKUP_FOLDER_MISSING']);
    mkdirSync(gone);
    await setSettings(office, { scannerFolder: gone });
    rmSync(gone, { recursive: true });
    await setSettings(office, { idleMinutes: 20 });
  });

  it('lists plain files, attaches one, and lets it go only then', async () => {
    const office = await testOffice();
    const scans = temporaryFolder();
    await setSettings(office, { scannerFolder: scans });
    writeFileSync(join(scans, 'مسح 1.pdf'), PDF);
    writeFileSync(join(scans, 'سيئ.pdf'), 'not a pdf');
    symlinkSync('/etc/passwd', join(scans, 'رابط.pdf'));
    const client = await office.visitor().signIn('admin');
    const place = await record(client);
    expect((await client.files.scanner.list()).map(({ name }) => name).toSorted()).toEqual(
      ['سيئ.pdf', 'مسح 1.pdf'].toSorted(),
    );
    await client.files.scanner.take({ ...place, name: 'مسح 1.pdf' });
    expect(existsSync(join(scans, 'مسح 1.pdf'))).toBe(false);
    expect(await refusalOf(client.files.scanner.take({ ...place, name: 'سيئ.pdf' }))).toEqual(['FILE_TYPE_REFUSED']);
    expect(existsSync(join(scans, 'سيئ.pdf'))).toBe(true);
    for (const name of ['../office.db', 'رابط.pdf', '/etc/passwd']) {
      expect(await refusalOf(client.files.scanner.take({ ...place, name }))).toEqual(['NOT_FOUND']);
    }
  });
});
