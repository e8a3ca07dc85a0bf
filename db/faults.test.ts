import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backUp, listBackups, proveBackup, restoreBackup } from './backup.ts';
import { openTestDatabase, testNote } from './fixture.ts';
import { guarded } from './errors.ts';
import { lockFolder } from './lock.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { openDatabase } from './open.ts';
import { verify } from './verify.ts';

const ACTOR = { userId: '01900000-0000-7000-8000-000000000001' };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'diwan db '));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function filled(path: string, key = randomBytes(32), notes = 200) {
  const test = openTestDatabase(path, key);
  for (let number = 0; number < notes; number += 1) {
    test.door.write(ACTOR, 'test.note.create', (tx) =>
      tx.insert(testNote, { text: `قيد رقم ${number} ${'س'.repeat(200)}`, number }),
    );
  }
  return { ...test, key, path };
}

describe('each fault of file and disk has its own message and leaves the data as it was', () => {
  it('a wrong key', () => {
    const path = join(folder(), 'office.db');
    const { database, key } = filled(path, undefined, 3);
    database.close();
    const before = readFileSync(path);
    expect(() => openDatabase({ path, key: randomBytes(32), mustExist: true })).toThrow('DATABASE_WRONG_KEY');
    expect(readFileSync(path)).toEqual(before);
    const again = openDatabase({ path, key, mustExist: true });
    expect(again.raw.prepare('SELECT count(*) FROM test_note').pluck().get()).toBe(3);
    again.close();
  });

  it('nothing readable in the file: no name, no text, not even that it is SQLite', () => {
    const path = join(folder(), 'office.db');
    const { database } = filled(path, undefined, 3);
    database.close();
    const bytes = readFileSync(path);
    expect(bytes.includes(Buffer.from('SQLite format'))).toBe(false);
    expect(bytes.includes(Buffer.from('قيد رقم'))).toBe(false);
  });

  it('a damaged page', async () => {
    const path = join(folder(), 'office.db');
    const { database, key } = filled(path);
    database.raw.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    const bytes = readFileSync(path);
    // From the middle on: the pages of the schema, without which nothing opens, lie at the beginning.
    for (let at = bytes.length / 2; at < bytes.length; at += 64) bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
    writeFileSync(path, bytes);
    const damaged = openDatabase({ path, key, mustExist: true });
    expect(await verify({ database: damaged, models: [] })).toMatchObject({
      ok: false,
      fault: { kind: 'FILE_DAMAGED' },
    });
    const read = (): unknown => guarded(() => damaged.raw.prepare('SELECT sum(length(hex(body))) FROM op_log').get());
    expect(read).toThrow('DATABASE_CORRUPT');
    damaged.close();
  });

  it('a file that another process is writing', () => {
    const place = folder();
    const lock = lockFolder(place);
    expect(() => lockFolder(place)).toThrow('DATABASE_LOCKED');
    lock.release();
    lockFolder(place).release();
  });

  it('a file of a newer program', () => {
    const path = join(folder(), 'office.db');
    const { database, key } = filled(path, undefined, 2);
    database.raw.pragma('user_version = 99');
    database.close();
    const newer = openDatabase({ path, key, mustExist: true });
    const outcome = (): unknown => migrate({ database: newer, migrations: [], models: [], backUp: () => undefined });
    expect(outcome).toThrow('DATABASE_NEWER');
    expect(schemaVersion(newer)).toBe(99);
    newer.close();
  });

  it('a full disk: the command is taken back whole, and the next one goes through when there is room', async () => {
    const place = smallDisk(3);
    if (place === null) throw new Error('This test needs the right to mount a small disk (root) .');
    const path = join(place, 'office.db');
    const { database, door } = filled(path, undefined, 5);
    const filler = join(place, 'filler');
    writeFileSync(filler, Buffer.alloc(1024));
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(64 * 1024), { flag: 'a' });
    } catch {
      // Full: that is what the loop was for.
    }
    const head = door.head;
    const large = (): unknown =>
      guarded(() =>
        door.write(ACTOR, 'test.note.create', (tx) => {
          for (let number = 0; number < 400; number += 1) tx.insert(testNote, { text: 'ن'.repeat(250), number });
        }),
      );
    expect(large).toThrow('DATABASE_DISK_FULL');
    expect(door.head).toEqual(head);
    rmSync(filler);
    expect(database.raw.prepare('SELECT count(*) FROM test_note').pluck().get()).toBe(5);
    door.write(ACTOR, 'test.note.create', (tx) => tx.insert(testNote, { text: 'بعد', number: 6 }));
    expect(await verify({ database, models: [] })).toMatchObject({ ok: true });
    database.close();
  });

  it('a folder that may only be read', () => {
    const place = readOnlyDisk();
    if (place === null) throw new Error('This test needs the right to mount a disk (root).');
    expect(() => openDatabase({ path: join(place, 'office.db'), key: randomBytes(32) })).toThrow(
      /DATABASE_(READ_ONLY|CANNOT_OPEN)/,
    );
  });

  it('an office whose folder may only be read from now on', () => {
    const place = smallDisk(3);
    if (place === null) throw new Error('This test needs the right to mount a disk (root).');
    const path = join(place, 'office.db');
    const { database, key } = filled(path, undefined, 5);
    lockFolder(place).release();
    database.close();
    execFileSync('mount', ['-o', 'remount,ro', place]);
    expect(() => lockFolder(place)).toThrow('DATABASE_READ_ONLY');
    expect(() => openDatabase({ path, key, mustExist: true })).toThrow(/DATABASE_(READ_ONLY|CANNOT_OPEN)/);
  });
});

/** A file system of so many megabytes that goes away with the test, or null where this user may not mount one. */
function smallDisk(megabytes: number): string | null {
  return mounted(`size=${megabytes}m`);
}

function readOnlyDisk(): string | null {
  return mounted('ro,size=1m');
}

function mounted(options: string): string | null {
  const place = folder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', place]));
  return place;
}

describe('a backup', () => {
  function backedUp() {
    const place = folder();
    const path = join(place, 'office.db');
    const test = filled(path, undefined, 20);
    const keyringPath = join(place, 'office.keyring.json');
    writeFileSync(keyringPath, '{}');
    const filesFolder = join(place, 'files');
    const name = 'a'.repeat(64);
    mkdirSync(join(filesFolder, 'aa', 'aa'), { recursive: true });
    writeFileSync(join(filesFolder, 'aa', 'aa', name), 'sealed');
    const target = join(place, 'copies');
    mkdirSync(target);
    const office = { id: '5f0c4b6e-6f0a-4a53-9d2c-0a4f6d0c7c11', name: 'مكتب' };
    const make = (now: number) =>
      backUp({ database: test.database, filesFolder, keyringPath, target, now, keep: 3, office });
    return { ...test, place, target, filesFolder, make };
  }

  it('is proved and restored: the office is as it was, its files too, and what it replaced is kept', async () => {
    const { make, door, key, database, path, filesFolder, place } = backedUp();
    const { path: copy, manifest } = make(1_000_000);
    door.write(ACTOR, 'test.note.create', (tx) => tx.insert(testNote, { text: 'بعد النسخة', number: 99 }));
    database.close();
    expect(proveBackup(copy, key, 99)).toEqual(manifest);
    rmSync(filesFolder, { recursive: true });
    const { replaced } = restoreBackup({ from: copy, databasePath: path, filesFolder, now: 2_000_000 });
    expect(replaced !== null && existsSync(replaced)).toBe(true);
    expect(existsSync(join(place, 'files', 'aa', 'aa', 'a'.repeat(64)))).toBe(true);
    const restored = openDatabase({ path, key, mustExist: true });
    expect(restored.raw.prepare('SELECT count(*) FROM test_note').pluck().get()).toBe(20);
    restored.close();
  });

  it('does not go into the folder of another office, whose copies and keyring it would replace', () => {
    const { make, target, database } = backedUp();
    const theirs = JSON.stringify({ version: 1, office: '0d3c1b6e-6f0a-4a53-9d2c-0a4f6d0c7c22', wraps: [] });
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'office.keyring.json'), theirs);
    expect(() => make(1_000_000)).toThrow('BACKUP_FOLDER_TAKEN');
    expect(readFileSync(join(target, 'office.keyring.json'), 'utf8')).toBe(theirs);
    expect(listBackups(target)).toEqual([]);
    database.close();
  });

  it('is restored whole after a power cut in the middle of a restore: no old log is mixed into it', () => {
    const { make, door, key, database, path, filesFolder } = backedUp();
    const { path: copy } = make(1_000_000);
    door.write(ACTOR, 'test.note.create', (tx) => tx.insert(testNote, { text: 'في السجل فقط', number: 99 }));
    const log = readFileSync(`${path}-wal`);
    database.close();
    // The database had been moved aside already, its log had not.
    rmSync(path);
    writeFileSync(`${path}-wal`, log);
    restoreBackup({ from: copy, databasePath: path, filesFolder, now: 2_000_000 });
    expect(existsSync(`${path}-wal`)).toBe(false);
    const restored = openDatabase({ path, key, mustExist: true });
    expect(restored.raw.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(restored.raw.prepare('SELECT count(*) FROM test_note').pluck().get()).toBe(20);
    restored.close();
  });

  it('keeps the last three and lets the older go', () => {
    const { make, target, database } = backedUp();
    for (let hour = 1; hour <= 5; hour += 1) make(hour * 3_600_000);
    expect(listBackups(target).map(({ manifest }) => manifest.createdAt / 3_600_000)).toEqual([5, 4, 3]);
    database.close();
  });

  it('is refused with its reason when it was truncated, changed, newer, without manifest, or under another key', () => {
    const { make, key, database } = backedUp();
    const { path: copy } = make(1_000_000);
    database.close();
    expect(() => proveBackup(copy, randomBytes(32), 99)).toThrow('DATABASE_WRONG_KEY');
    expect(() => proveBackup(copy, key, 0)).toThrow('DATABASE_NEWER');
    const bytes = readFileSync(copy);
    bytes[9000] = (bytes[9000] ?? 0) ^ 1;
    writeFileSync(copy, bytes);
    expect(() => proveBackup(copy, key, 99)).toThrow('BACKUP_DAMAGED');
    truncateSync(copy, 8192);
    expect(() => proveBackup(copy, key, 99)).toThrow('BACKUP_TRUNCATED');
    rmSync(`${copy}.json`);
    expect(() => proveBackup(copy, key, 99)).toThrow('BACKUP_NO_MANIFEST');
  });
});

describe('the guard', () => {
  it('stops every write outside a command, erasing in any case, and foreign tools', () => {
    const path = join(folder(), 'office.db');
    const { database, door } = filled(path, undefined, 1);
    const { raw } = database;
    expect(() => raw.exec(`UPDATE test_note SET text = 'x'`)).toThrow('write outside a command');
    expect(() => raw.exec(`DELETE FROM test_note`)).toThrow('a record is never erased');
    expect(() => raw.exec(`DELETE FROM op_log`)).toThrow('only ever appended');
    expect(() => door.write(ACTOR, 'x', () => raw.exec(`UPDATE op_log SET kind = 'x'`))).toThrow('only ever appended');
    database.close();
  });

  it('does not know a plain connection: its function is not there', () => {
    const path = join(folder(), 'office.db');
    const { database, key } = filled(path, undefined, 1);
    database.close();
    const foreign = new Database(path);
    foreign.pragma(`cipher='sqlcipher'`);
    foreign.pragma('legacy=4');
    foreign.pragma(`key="x'${key.toString('hex')}'"`);
    expect(() => foreign.exec(`UPDATE test_note SET text = 'x'`)).toThrow('no such function: diwan_in_command');
    foreign.close();
  });
});

describe('verify', () => {
  async function tampered(sql: string) {
    const path = join(folder(), 'office.db');
    const { database, models } = filled(path, undefined, 10);
    const { raw } = database;
    // Somebody who holds the key takes the guards away and writes by hand.
    for (const name of raw.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).pluck().all())
      raw.exec(`DROP TRIGGER "${String(name)}"`);
    raw.pragma('foreign_keys = OFF');
    raw.exec(sql);
    const outcome = await verify({ database, models });
    database.close();
    return outcome;
  }

  it('keeps the rows of its replay in memory: on the disk they would lie unencrypted', () => {
    const path = join(folder(), 'office.db');
    const { database, key } = filled(path, undefined, 1);
    database.close();
    const reader = openDatabase({ path, key, isReadOnly: true });
    expect(reader.raw.pragma('temp_store', { simple: true })).toBe(2);
    reader.close();
  });

  it('proves an untouched office', async () => {
    expect(await tampered('SELECT 1')).toMatchObject({ ok: true, ops: 10, records: 10 });
  });

  it.each([
    [
      'a changed field',
      `UPDATE test_note SET number = 77 WHERE seq = 4`,
      { kind: 'RECORD_DIFFERS', table: 'test_note', columns: ['number'] },
    ],
    ['an erased record', `DELETE FROM test_note WHERE seq = 4`, { kind: 'RECORD_MISSING', table: 'test_note' }],
    [
      'a record slipped in',
      `INSERT INTO test_note SELECT randomblob(16), owner_office, revision, created_at, created_by, updated_at, updated_by, deleted_at, seq, text, number FROM test_note LIMIT 1`,
      { kind: 'RECORD_NOT_IN_LOG' },
    ],
    [
      'a changed op',
      `UPDATE op_log SET body = CAST(replace(CAST(body AS TEXT), 'رقم 3', 'رقم 8') AS BLOB) WHERE seq = 4`,
      { kind: 'LOG_BROKEN', seq: 4 },
    ],
    [
      'a command renamed beside its op',
      `UPDATE op_log SET kind = 'test.note.other' WHERE seq = 4`,
      { kind: 'LOG_BROKEN', seq: 4 },
    ],
    [
      'a moment changed beside its op',
      `UPDATE op_log SET hlc = hlc + 1 WHERE seq = 10`,
      { kind: 'LOG_BROKEN', seq: 10 },
    ],
    ['a removed op', `DELETE FROM op_log WHERE seq = 4`, { kind: 'LOG_GAP', seq: 4 }],
    ['a cut-off log', `DELETE FROM op_log WHERE seq > 8`, { kind: 'RECORD_NOT_IN_LOG' }],
  ])('names %s', async (_, sql, fault) => {
    expect(await tampered(sql)).toMatchObject({ ok: false, fault });
  });
});

describe('a copy of the file by hand', () => {
  it('opens with the same key: the folder is the office', () => {
    const path = join(folder(), 'office.db');
    const { database, key } = filled(path, undefined, 2);
    database.close();
    copyFileSync(path, `${path}.copy`);
    chmodSync(`${path}.copy`, 0o600);
    const copy = openDatabase({ path: `${path}.copy`, key, mustExist: true });
    expect(copy.raw.prepare('SELECT count(*) FROM op_log').pluck().get()).toBe(2);
    copy.close();
  });
});
