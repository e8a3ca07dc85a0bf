import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backUp, listBackups } from './backup.ts';
import { guarded } from './errors.ts';
import { openTestDatabase, testNote } from './fixture.ts';
import { openDatabase } from './open.ts';
import { verify } from './verify.ts';

/** What backup tools, readers that never end and old file systems do to the file of an office. */

const ACTOR = { userId: '01900000-0000-7000-8000-000000000001' };
const MEGABYTE = 1024 * 1024;

function office() {
  const place = mkdtempSync(join(tmpdir(), 'diwan db '));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  const [path, key] = [join(place, 'office.db'), randomBytes(32)];
  const test = openTestDatabase(path, key);
  onTestFinished(() => test.database.close());
  const write = (number: number, letters = 10): string =>
    test.door.write(ACTOR, 'test.note.create', (tx) => tx.insert(testNote, { text: 'x'.repeat(letters), number }));
  const count = (): unknown => test.database.raw.prepare('SELECT count(*) FROM test_note').pluck().get();
  return { ...test, place, path, key, write, count };
}

describe('a backup tool that holds the file', () => {
  it('for reading stands in nobody’s way; for writing it is waited for five seconds', () => {
    const { database, path, key, write, count } = office();
    write(1);
    const tool = openDatabase({ path, key });
    onTestFinished(() => tool.close());
    tool.raw.exec('BEGIN; SELECT count(*) FROM test_note;');
    write(2);
    tool.raw.exec('COMMIT');
    expect(count()).toBe(2);
    expect(database.raw.pragma('busy_timeout', { simple: true })).toBe(5_000);
  });

  it('longer than that makes a command refuse whole, and the next one goes through', async () => {
    const { database, door, models, path, key, write, count } = office();
    write(1);
    database.raw.pragma('busy_timeout = 20');
    const tool = openDatabase({ path, key });
    onTestFinished(() => tool.close());
    const { head } = door;
    for (const lock of ['BEGIN IMMEDIATE', 'BEGIN EXCLUSIVE']) {
      tool.raw.exec(lock);
      expect(() => guarded(() => write(2))).toThrow('DATABASE_LOCKED');
      expect([count(), door.head]).toEqual([1, head]);
      tool.raw.exec('ROLLBACK');
    }
    write(2);
    expect(await verify({ database, models })).toMatchObject({ ok: true, ops: 2, records: 2 });
  });
});

describe('a reader that does not end', () => {
  it('makes the log grow, and when he has ended it is written into the file and made small again', () => {
    const { path, key, write, count } = office();
    const log = (): number => statSync(`${path}-wal`).size;
    const reader = openDatabase({ path, key, isReadOnly: true });
    onTestFinished(() => reader.close());
    reader.raw.exec('BEGIN');
    reader.raw.prepare('SELECT count(*) FROM test_note').get();
    let written = 0;
    for (; log() < 96 * MEGABYTE; written += 1) write(written, 100_000);
    expect(reader.raw.prepare('SELECT count(*) FROM test_note').pluck().get()).toBe(0);
    reader.raw.exec('COMMIT');
    // The first brings what is in the log into the file, the second begins the log anew.
    for (const number of [-1, -2]) write(number);
    expect(log()).toBeLessThanOrEqual(32 * MEGABYTE);
    expect(count()).toBe(written + 2);
  });
});

describe('a disk that takes no large file, as FAT32 none above 4 GB', () => {
  it('refuses a backup like a full one, and keeps neither half a copy nor less of the others', () => {
    const { database, place, write, count } = office();
    const [target, keyringPath] = [join(place, 'copies'), join(place, 'office.keyring.json')];
    mkdirSync(target);
    writeFileSync(keyringPath, '{}');
    const made = (now: number): unknown =>
      backUp({
        ...{ database, filesFolder: join(place, 'files'), keyringPath, target, now, keep: 1 },
        office: { id: '5f0c4b6e-6f0a-4a53-9d2c-0a4f6d0c7c11', name: 'مكتب' },
      });
    made(1_000_000);
    const before = listBackups(target);
    for (let number = 0; number < 40; number += 1) write(number, 100_000);
    largestFile(2 * MEGABYTE, () => expect(() => made(2_000_000)).toThrow('DATABASE_DISK_FULL'));
    expect(listBackups(target)).toEqual(before);
    expect(readdirSync(target).filter((name) => name.startsWith('partial'))).toEqual([]);
    expect(count()).toBe(40);
    made(3_000_000);
    expect(listBackups(target)).toHaveLength(1);
  });
});

/** Runs work while this process may write no file beyond so many bytes. */
function largestFile(bytes: number, work: () => void): void {
  const limit = (fsize: string): void =>
    void execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${fsize}:`]);
  limit(String(bytes));
  try {
    work();
  } finally {
    limit('unlimited');
  }
}
