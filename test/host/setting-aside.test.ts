import { randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveUntil } from '#cli/serving.ts';
import { localDate } from '#kernel/date.ts';
import { modelOf } from '#db/columns.ts';
import { newRecoveryCode, unwrapKey } from '#db/keyring.ts';
import { verify } from '#db/verify.ts';
import { foundDemonstrationOffice } from '#office/demonstration.ts';
import { addWrap, officePaths, readKeyring, type OfficeSecret } from '#office/folder.ts';
import { openOffice, type Office } from '#office/office.ts';
import { requestSettingAside } from '#office/setting-aside.ts';
import { temporaryFolder, TEST_PASSPHRASE, TEST_START } from './harness.ts';

/** An office that goes aside when its PC goes to another one: whole, and wherever the power is cut. */

const passphrase: OfficeSecret = { kind: 'passphrase', passphrase: TEST_PASSPHRASE };
const DAY = localDate('2026-11-25');
const INTO = 'office-5-2026-11-25';

let head = '';
let template = '';

function open(folder: string, secret: OfficeSecret = passphrase): Office {
  return openOffice({ folder, secret, version: 'test', isLogging: true, now: () => TEST_START });
}

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'ديوان aside '));
  const office = openOffice({
    ...{ folder: template, secret: passphrase, version: 'test', isDemonstration: true, now: () => TEST_START },
  });
  await foundDemonstrationOffice(office, 0);
  head = office.core.door.head.hash;
  await office.close();
  mkdirSync(join(template, 'files', 'aa'), { recursive: true });
  writeFileSync(join(template, 'files', 'aa', 'sealed'), 'bytes');
  writeFileSync(join(template, 'sentinel.json'), '{}');
  writeFileSync(join(template, 'office.key'), 'sealed by the system');
});

afterAll(() => rmSync(template, { recursive: true, force: true }));

/** A closed office in a folder of this test, and its paths. */
function closedOffice(): ReturnType<typeof officePaths> {
  const folder = temporaryFolder();
  cpSync(template, folder, { recursive: true });
  return officePaths(folder);
}

/** What goes, in the order in which it does. */
function namesOf({ folder }: { readonly folder: string }): readonly string[] {
  const last = ['office.keyring.json', 'office.key'];
  const names = readdirSync(folder).filter(
    (name) => !last.includes(name) && !/^(?:office\.lock|set-aside)/u.test(name),
  );
  return [...names.sort(), ...last];
}

/** The office that lies there is the one that was set aside, log and records. */
async function expectWhole(folder: string): Promise<void> {
  const office = open(folder);
  const { core } = office;
  const outcome = await verify({ database: core.database, models: core.tables.map((table) => modelOf(table)) });
  expect([outcome.ok, core.door.head.hash]).toEqual([true, head]);
  await office.close();
  expect(readFileSync(join(folder, 'files', 'aa', 'sealed'), 'utf8')).toBe('bytes');
  expect(existsSync(join(folder, 'sentinel.json'))).toBe(true);
}

describe('an office that is set aside', () => {
  it('goes into a folder of its own at the next opening, which begins on an empty one under another key', async () => {
    const paths = closedOffice();
    const names = namesOf(paths);
    expect(requestSettingAside(paths, { office: 5, day: DAY })).toBe(INTO);
    const office = open(paths.folder);
    expect(office.core.door.head.seq).toBe(0);
    const key = office.core.dataKey;
    await office.close();
    const aside = join(paths.setAside, INTO);
    expect(readdirSync(aside)).toEqual(expect.arrayContaining([...names]));
    expect(existsSync(paths.pendingSettingAside)).toBe(false);
    expect(existsSync(join(paths.folder, 'sentinel.json'))).toBe(false);
    const before = open(aside);
    expect(before.core.dataKey.equals(key)).toBe(false);
    await before.close();
    await expectWhole(aside);
    // The next opening is an opening like any other.
    await open(paths.folder).close();
    expect(readdirSync(paths.setAside)).toEqual([INTO]);
  });

  it('is set aside whole wherever the power is cut between two of its files', async () => {
    const count = namesOf(closedOffice()).length;
    expect(count).toBeGreaterThan(5);
    for (let gone = 0; gone <= count; gone += 1) {
      const paths = closedOffice();
      requestSettingAside(paths, { office: 5, day: DAY });
      const aside = join(paths.setAside, INTO);
      mkdirSync(aside, { recursive: true });
      for (const name of namesOf(paths).slice(0, gone)) renameSync(join(paths.folder, name), join(aside, name));
      const office = open(paths.folder);
      expect(office.core.door.head.seq, `after ${gone} of ${count}`).toBe(0);
      await office.close();
      await expectWhole(aside);
    }
  });

  it('leaves no keyring made under the key of the office that went', () => {
    const paths = closedOffice();
    requestSettingAside(paths, { office: 5, day: DAY });
    expect(() => open(paths.folder, { kind: 'key', dataKey: randomBytes(32) })).toThrow('OFFICE_SET_ASIDE');
    expect(readdirSync(join(paths.setAside, INTO))).toEqual(
      expect.arrayContaining(['office.keyring.json', 'office.key']),
    );
    expect([paths.keyring, paths.sealedKey, paths.database].some((path) => existsSync(path))).toBe(false);
  });

  it('is not taken from its key: one that the system has made for the office to come stays here', async () => {
    const paths = closedOffice();
    requestSettingAside(paths, { office: 5, day: DAY });
    const aside = join(paths.setAside, INTO);
    mkdirSync(aside, { recursive: true });
    for (const name of namesOf(paths)) renameSync(join(paths.folder, name), join(aside, name));
    writeFileSync(paths.sealedKey, 'of the office to come');
    const dataKey = randomBytes(32);
    expect(() => open(paths.folder, { kind: 'key', dataKey })).toThrow('OFFICE_SET_ASIDE');
    expect(readFileSync(join(aside, 'office.key'), 'utf8')).toBe('sealed by the system');
    expect(readFileSync(paths.sealedKey, 'utf8')).toBe('of the office to come');
    await open(paths.folder, { kind: 'key', dataKey }).close();
    await expectWhole(aside);
  });

  it('stays where it is for a wrong passphrase, which would be that of the office to come', async () => {
    const paths = closedOffice();
    requestSettingAside(paths, { office: 5, day: DAY });
    const names = readdirSync(paths.folder);
    expect(() => open(paths.folder, { kind: 'passphrase', passphrase: 'wrong' })).toThrow('DATABASE_WRONG_KEY');
    expect(readdirSync(paths.folder)).toEqual(expect.arrayContaining(names));
    await open(paths.folder).close();
    await expectWhole(join(paths.setAside, INTO));
  });

  it('goes for its recovery code, which opens it there and is no passphrase of the office to come', async () => {
    const paths = closedOffice();
    const code = newRecoveryCode();
    const founded = open(paths.folder);
    addWrap(paths, founded.core.dataKey, 'recovery', code);
    await founded.close();
    requestSettingAside(paths, { office: 5, day: DAY });
    const typed = code.toLowerCase().replaceAll('-', ' ');
    // A service is started again and again with the file that it was given.
    for (const secret of [typed, code]) {
      expect(() => open(paths.folder, { kind: 'passphrase', passphrase: secret })).toThrow('OFFICE_SET_ASIDE');
      expect([paths.keyring, paths.database, paths.pendingSettingAside].some((path) => existsSync(path))).toBe(false);
    }
    await open(paths.folder, { kind: 'passphrase', passphrase: 'another one that is new' }).close();
    expect(() => unwrapKey(readKeyring(paths), code)).toThrow('DATABASE_WRONG_KEY');
    const aside = open(join(paths.setAside, INTO), { kind: 'passphrase', passphrase: code });
    expect(aside.core.door.head.hash).toBe(head);
    await aside.close();
  });

  it('says so where it cannot be moved, founds nothing in its place, and goes when it can', async () => {
    const paths = closedOffice();
    requestSettingAside(paths, { office: 5, day: DAY });
    writeFileSync(paths.setAside, 'a file where a folder is to be');
    expect(() => open(paths.folder)).toThrow('OFFICE_NOT_SET_ASIDE');
    expect(existsSync(paths.database)).toBe(true);
    rmSync(paths.setAside);
    await open(paths.folder).close();
    await expectWhole(join(paths.setAside, INTO));
  });

  it('follows no wish that leads out of its folder', () => {
    const paths = closedOffice();
    writeFileSync(paths.pendingSettingAside, JSON.stringify({ into: '../elsewhere' }));
    expect(() => open(paths.folder)).toThrow('OFFICE_NOT_SET_ASIDE');
    expect(existsSync(paths.database)).toBe(true);
  });

  it('bears a number behind its day where its PC goes twice in one', async () => {
    const paths = closedOffice();
    requestSettingAside(paths, { office: 5, day: DAY });
    await open(paths.folder).close();
    expect(requestSettingAside(paths, { office: 5, day: DAY })).toBe(`${INTO}-2`);
    await open(paths.folder).close();
    expect(readdirSync(paths.setAside).sort()).toEqual([INTO, `${INTO}-2`]);
    await expectWhole(join(paths.setAside, INTO));
  });

  it('goes while a service serves it, which serves the office to come at the same address', async () => {
    const paths = closedOffice();
    const stopped = Promise.withResolvers<'stop'>();
    const served: { readonly address: string; readonly office: Office }[] = [];
    const end = serveUntil(
      stopped.promise,
      (onRestart) => openOffice({ folder: paths.folder, secret: passphrase, version: 'test', onRestart }),
      { port: 0, lanPort: null, onServing: ({ address }, office) => served.push({ address, office }) },
    );
    await expect.poll(() => served.length, { timeout: 10_000 }).toBe(1);
    requestSettingAside(paths, { office: 5, day: DAY });
    served[0]?.office.core.restart();
    await expect.poll(() => served.length, { timeout: 10_000 }).toBe(2);
    expect(served[1]?.address).toBe(served[0]?.address);
    expect(served[1]?.office.core.door.head.seq).toBe(0);
    stopped.resolve('stop');
    await end;
    await expectWhole(join(paths.setAside, INTO));
  });

  it('goes back into a folder by hand, and opens there as what it was', async () => {
    const paths = closedOffice();
    requestSettingAside(paths, { office: 5, day: DAY });
    await open(paths.folder).close();
    const elsewhere = join(temporaryFolder(), 'again');
    renameSync(join(paths.setAside, INTO), elsewhere);
    await expectWhole(elsewhere);
  });
});
