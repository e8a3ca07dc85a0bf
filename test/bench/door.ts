import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encoders } from '#db/columns.ts';
import { openTestDatabase, testNote, type TestDatabase } from '#db/fixture.ts';
import type { Figure } from './figure.ts';
import { median } from './figure.ts';

const ACTOR = { userId: '01900000-0000-7000-8000-000000000001' };
const ROWS_PER_COMMAND = 10;

/** The write door against bare inserts of the same rows into the same encrypted file, `synchronous=FULL` in both. */
export function benchDoor(): readonly Figure[] {
  return [
    compare('write door, 10 rows a command, one command a commit', {
      commands: 400,
      goal: 0.7,
      floor: 0.55,
      isBulk: false,
    }),
    compare('write door, 50,000 rows in bulk, one transaction', {
      commands: 5_000,
      goal: 0.6,
      floor: 0.45,
      isBulk: true,
    }),
  ];
}

interface Run {
  readonly commands: number;
  readonly goal: number;
  readonly floor: number;
  readonly isBulk: boolean;
}

function compare(name: string, { commands, goal, floor, isBulk }: Run): Figure {
  const rounds = 7;
  const bare: number[] = [];
  const door: number[] = [];
  // Taken in turns, so that other work on the machine falls on both.
  for (let round = 0; round < rounds; round += 1) {
    bare.push(timed((test) => insertBare(test, commands, isBulk)));
    door.push(timed((test) => insertThroughDoor(test, commands, isBulk)));
  }
  const rows = commands * ROWS_PER_COMMAND;
  const ratio = median(bare) / median(door);
  const rate = (ms: number): string => `${Math.round(rows / (ms / 1000))} rows/s`;
  return { name, ratio, floor, goal, isMore: true, detail: `bare ${rate(median(bare))}, door ${rate(median(door))}` };
}

function timed(work: (test: TestDatabase) => void): number {
  const folder = mkdtempSync(join(tmpdir(), 'diwan bench '));
  const test = openTestDatabase(join(folder, 'office.db'), randomBytes(32), () => Date.now());
  try {
    const start = performance.now();
    work(test);
    // Both in the file: whoever stays below 16 MB would otherwise leave that part of the work to a later day.
    test.database.raw.pragma('wal_checkpoint(FULL)');
    return performance.now() - start;
  } finally {
    test.database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const TEXT = 'قيد في سجل الصادر والوارد';

function insertThroughDoor({ door }: TestDatabase, commands: number, isBulk: boolean): void {
  if (!isBulk) {
    for (let command = 0; command < commands; command += 1) {
      door.write(ACTOR, 'test.note.create', (tx) => {
        for (let row = 0; row < ROWS_PER_COMMAND; row += 1) tx.insert(testNote, { text: TEXT, number: row });
      });
    }
    return;
  }
  door.writeAll(ACTOR, (run) => {
    for (let command = 0; command < commands; command += 1) {
      run('test.note.create', (tx) => {
        for (let row = 0; row < ROWS_PER_COMMAND; row += 1) tx.insert(testNote, { text: TEXT, number: row });
      });
    }
  });
}

function insertBare({ database, door }: TestDatabase, commands: number, isBulk: boolean): void {
  const { raw, guard } = database;
  // The raw limit knows no guard.
  for (const event of ['insert', 'update', 'delete']) raw.exec(`DROP TRIGGER guard_test_note_${event}`);
  const insert = raw.prepare('INSERT INTO test_note VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const user = encoders.id(ACTOR.userId);
  const addRows = (): void => {
    for (let row = 0; row < ROWS_PER_COMMAND; row += 1) {
      const now = Date.now();
      insert.run([encoders.id(door.newId(now)), 0, 1, now, user, now, user, null, 1, TEXT, row]);
    }
  };
  guard.open();
  const commit = raw.transaction(addRows);
  const all = raw.transaction(() => {
    for (let command = 0; command < commands; command += 1) addRows();
  });
  if (isBulk) all.immediate();
  else for (let command = 0; command < commands; command += 1) commit.immediate();
  guard.close();
}
