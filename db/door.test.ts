import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Commit } from './door.ts';
import { openTestDatabase, testNote } from './fixture.ts';
import { historyOf } from './history.ts';
import { chain, GENESIS } from './op.ts';
import { refusal } from './refusal.ts';
import { takeBack } from './undo.ts';
import { verify } from './verify.ts';

const ACTOR = { userId: '01900000-0000-7000-8000-000000000001' };

function opened(now?: () => number) {
  const folder = mkdtempSync(join(tmpdir(), 'diwan door '));
  const test = openTestDatabase(join(folder, 'office.db'), randomBytes(32), now);
  onTestFinished(() => {
    test.database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return test;
}

const note = { text: 'قيد', number: 1 };

describe('a command', () => {
  it('writes its rows and one op, in one commit', () => {
    const { door, database } = opened();
    const commits: Commit[] = [];
    door.onCommit((commit) => commits.push(commit));
    const id = door.write(ACTOR, 'test.note.create', (tx) => tx.insert(testNote, note));
    expect(door.head.seq).toBe(1);
    expect(commits).toEqual([
      { seq: 1, command: 'test.note.create', actor: ACTOR, changes: [{ table: 'test_note', id, kind: 'insert' }] },
    ]);
    expect(database.db.select().from(testNote).all()).toMatchObject([{ id, ...note, revision: 1, seq: 1 }]);
  });

  it('that refuses in the middle leaves neither rows nor op', () => {
    const { door, database } = opened();
    const refused = (): unknown =>
      door.write(ACTOR, 'test.note.create', (tx) => {
        tx.insert(testNote, note);
        throw refusal('NO');
      });
    expect(refused).toThrow('NO');
    expect(door.head.seq).toBe(0);
    expect(database.db.select().from(testNote).all()).toEqual([]);
    door.write(ACTOR, 'test.note.create', (tx) => tx.insert(testNote, note));
    expect(door.head.seq).toBe(1);
  });

  it.each([
    ['a NUL', 'a\0b'],
    ['the first half of a surrogate pair', 'a\ud83d'],
    ['the second half of one', '\ude00b'],
  ])('that writes a text with %s is refused here, where it is written, and leaves nothing', (_, text) => {
    const { door, database } = opened();
    const id = door.write(ACTOR, 'test.note.create', (tx) => tx.insert(testNote, note));
    expect(() => door.write(ACTOR, 'c', (tx) => tx.insert(testNote, { ...note, text }))).toThrow('no database keeps');
    expect(() => door.write(ACTOR, 'c', (tx) => tx.update(testNote, id, { text }))).toThrow('no database keeps');
    expect(database.db.select().from(testNote).all()).toMatchObject([{ id, ...note, revision: 1 }]);
    expect(door.head.seq).toBe(1);
  });

  it('keeps what only looks like them, and what lies outside the basic plane', () => {
    const { door, database } = opened();
    const text = 'a\\u0000 \\ud83d \u0001 😀 نصّ';
    door.write(ACTOR, 'test.note.create', (tx) => tx.insert(testNote, { ...note, text }));
    expect(database.db.select().from(testNote).all()).toMatchObject([{ text }]);
  });

  it('that changes nothing leaves no op', () => {
    const { door } = opened();
    const id = door.write(ACTOR, 'c', (tx) => tx.insert(testNote, note));
    expect(door.write(ACTOR, 'c', (tx) => tx.update(testNote, id, { ...note }))).toBe(false);
    expect(door.head.seq).toBe(1);
  });

  it('may not wait, and may not start another', () => {
    const { door } = opened();
    expect(() => door.write(ACTOR, 'c', async () => Promise.resolve())).toThrow('may not wait');
    const nested = (): unknown =>
      door.write(ACTOR, 'c', () => door.write(ACTOR, 'd', (tx) => tx.insert(testNote, note)));
    expect(nested).toThrow('inside another one');
    expect(door.head.seq).toBe(0);
  });

  it('larger than an op may be is refused whole', () => {
    const { door } = opened();
    const large = (): unknown =>
      door.write(ACTOR, 'c', (tx) => {
        for (let number = 0; number < 2_000; number += 1) tx.insert(testNote, { text: 'ن'.repeat(100), number });
      });
    expect(large).toThrow('COMMAND_TOO_LARGE');
    expect(door.head.seq).toBe(0);
  });

  it('keeps the time going forward when the clock of the PC goes back', () => {
    let now = 1_900_000_000_000;
    const { door, database } = opened(() => now);
    door.write(ACTOR, 'c', (tx) => tx.insert(testNote, note));
    now = 1_000_000_000_000;
    door.write(ACTOR, 'c', (tx) => tx.insert(testNote, { ...note, number: 2 }));
    const rows = database.db.select().from(testNote).orderBy(testNote.id).all();
    expect(rows.map(({ number }) => number)).toEqual([1, 2]);
    expect(rows[1]?.createdAt).toBeGreaterThanOrEqual(rows[0]?.createdAt ?? 0);
  });

  it('refuses a stale revision with the record as it is now', () => {
    const { door } = opened();
    const id = door.write(ACTOR, 'c', (tx) => tx.insert(testNote, note));
    door.write(ACTOR, 'c', (tx) => tx.update(testNote, id, { text: 'ثان' }, { revision: 1 }));
    const stale = (): unknown =>
      door.write(ACTOR, 'c', (tx) => tx.update(testNote, id, { text: 'ثالث' }, { revision: 1 }));
    expect(stale).toThrow('CONFLICT');
  });
});

describe('many commands in one transaction', () => {
  it('have an op each; one that refuses is taken back alone when its refusal is caught', () => {
    const { door, database } = opened();
    door.writeAll(ACTOR, (run) => {
      run('c', (tx) => tx.insert(testNote, note));
      const refused = (): unknown =>
        run('c', (tx) => {
          tx.insert(testNote, { ...note, number: 2 });
          throw refusal('NO');
        });
      expect(refused).toThrow('NO');
      run('c', (tx) => tx.insert(testNote, { ...note, number: 3 }));
    });
    expect(door.head.seq).toBe(2);
    expect(
      database.db
        .select()
        .from(testNote)
        .all()
        .map(({ number }) => number),
    ).toEqual([1, 3]);
  });

  it('in a rehearsal leave nothing behind', async () => {
    const { door, database, models } = opened();
    door.write(ACTOR, 'c', (tx) => tx.insert(testNote, note));
    const count = door.rehearse(ACTOR, (run) => {
      run('c', (tx) => tx.insert(testNote, { ...note, number: 2 }));
      return database.db.select().from(testNote).all().length;
    });
    expect(count).toBe(2);
    expect(database.db.select().from(testNote).all()).toHaveLength(1);
    door.write(ACTOR, 'c', (tx) => tx.insert(testNote, { ...note, number: 4 }));
    expect(await verify({ database, models })).toMatchObject({ ok: true, ops: 2, records: 2 });
  });
});

describe('the log', () => {
  it('is a chain of SHA-256 over the stored bytes', () => {
    const { door, database } = opened();
    for (let number = 0; number < 5; number += 1)
      door.write(ACTOR, 'c', (tx) => tx.insert(testNote, { ...note, number }));
    const rows = database.raw.prepare('SELECT body, hash FROM op_log ORDER BY seq').all() as {
      body: Buffer;
      hash: Buffer;
    }[];
    let head: Buffer = GENESIS;
    for (const { body, hash } of rows) {
      head = chain(head, body);
      expect(hash).toEqual(head);
    }
    expect(door.head.hash).toBe(head.toString('hex'));
  });

  /** Random commands on a handful of records, told to the door and to a plain map. */
  const step = fc.record({
    kind: fc.constantFrom('insert', 'update', 'remove', 'undo', 'refuse'),
    which: fc.nat(9),
    number: fc.integer({ min: -5, max: 5 }),
    text: fc.string({ maxLength: 8 }).map((value) => value.normalize('NFC')),
  });

  it('replayed gives exactly the tables, whatever was done, undone or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { door, database, models } = opened();
        const ids: string[] = [];
        for (const { kind, which, number, text } of steps) {
          const id = ids[which % Math.max(1, ids.length)];
          try {
            if (kind === 'insert' || id === undefined) {
              ids.push(door.write(ACTOR, 'insert', (tx) => tx.insert(testNote, { text, number })));
            } else if (kind === 'update')
              door.write(ACTOR, 'update', (tx) => tx.update(testNote, id, { number, text }));
            else if (kind === 'remove') door.write(ACTOR, 'remove', (tx) => tx.remove(testNote, id));
            else if (kind === 'undo') {
              const seq = door.head.seq;
              door.write(ACTOR, 'undo', (tx) => takeBack(tx, { raw: database.raw, tables: [testNote], seq }));
            } else {
              door.write(ACTOR, 'refuse', (tx) => {
                tx.update(testNote, id, { number: number + 1 });
                throw refusal('NO');
              });
            }
          } catch (error) {
            if (!(error instanceof Error) || !/^(NOT_FOUND|NO)$/.test(error.message)) throw error;
          }
        }
        const outcome = await verify({ database, models });
        expect(outcome).toMatchObject({ ok: true });
      }),
      { numRuns: 60 },
    );
  });

  it('tells the history of a record by walking back from its last change', () => {
    const { door, database, models } = opened();
    const id = door.write(ACTOR, 'create', (tx) => tx.insert(testNote, note));
    door.write(ACTOR, 'other', (tx) => tx.insert(testNote, { ...note, number: 9 }));
    door.write(ACTOR, 'twice', (tx) => {
      tx.update(testNote, id, { number: 2 });
      tx.update(testNote, id, { number: 3 });
    });
    door.write(ACTOR, 'remove', (tx) => tx.remove(testNote, id));
    const [model] = models;
    if (!model) throw new Error('The test has a model.');
    const told = historyOf(database.raw, model, id).map(({ command, kind, fields }) => [
      command,
      kind,
      fields[0]?.before,
      fields[0]?.after,
    ]);
    expect(told).toEqual([
      ['remove', 'remove', undefined, undefined],
      ['twice', 'update', 2, 3],
      ['twice', 'update', 1, 2],
      ['create', 'insert', null, 'قيد'],
    ]);
  });
});
