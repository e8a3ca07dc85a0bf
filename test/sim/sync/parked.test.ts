import { describe, expect, it, onTestFinished } from 'vitest';
import type { WriteDoor } from '#db/door.ts';
import type { Entry } from '#kernel/sync/messages.ts';
import { Puller } from '#office/sync/pull.ts';
import { chanceOf, Fuse } from './chance.ts';
import { openDisk, openDoor } from './disk.ts';
import { olderProgram } from './programs.ts';

/** What a channel brought and an office cannot apply yet. */

const [OFFICE, OTHER, CHANNEL] = [3, 2, 3];
const CLERK = '01900000-0000-7000-8000-000000000001';
const idOf = (no: number): string => `01900000-0000-7000-9000-${String(no).padStart(12, '0')}`;

function imageOf(table: string, no: number, values: Readonly<Record<string, unknown>>, revision = 1): Entry {
  const touched = { createdAt: 1, createdBy: CLERK, updatedAt: 1, updatedBy: CLERK, deletedAt: null };
  const image = { table, id: idOf(no), ownerOffice: OTHER, seq: revision, revision, ...touched, values };
  return { kind: 'row', image };
}

/** Nobody may write into `sim_paper` from outside, so this stays for ever. */
const unwelcome = (no: number): Entry => imageOf('sim_paper', no, { number: 'x', state: 'draft', total: 0 });
const arriving = (no: number, more: Readonly<Record<string, unknown>> = {}, revision = 1): Entry =>
  imageOf('sim_transfer', no, { toOffice: OFFICE, quantity: revision, number: 'n', ...more }, revision);

function office() {
  const disk = openDisk(new Fuse());
  onTestFinished(() => void disk.raw.close());
  disk.raw.prepare("UPDATE sync_self SET value = ? WHERE key = 'office'").run(OFFICE);
  const now = (): number => 1_800_000_000_000;
  const door = openDoor(disk, { now, chance: chanceOf(7) });
  const opened = (schema = olderProgram.schema): Puller =>
    new Puller({ raw: disk.raw, door, office: OFFICE, now, schema });
  const ask = (sql: string): unknown => disk.raw.prepare(sql).pluck().all();
  return { raw: disk.raw, door, opened, ask };
}

function take(puller: Puller, entries: readonly Entry[]): void {
  const { at: from } = puller.cursor(CHANNEL);
  const to = from + entries.length;
  expect(puller.take({ channel: CHANNEL, generation: 0, from, to, entries, isEnd: true })).toBe(true);
}

/** Lays an entry with those that wait, as if what it leans on had come since. */
function park(door: WriteDoor, raw: ReturnType<typeof office>['raw'], entries: readonly Entry[], why: string): void {
  const put = raw.prepare('INSERT INTO sync_parked (channel, generation, entry, why) VALUES (?, 0, ?, ?)');
  door.replicate(() => {
    for (const entry of entries) put.run(CHANNEL, JSON.stringify(entry), why);
  });
}

const many = (count: number): readonly Entry[] => Array.from({ length: count }, (_, at) => unwelcome(at + 1));

describe('what waits behind a thousand that stay', () => {
  it('has its turn at the end of the session', () => {
    const { raw, door, opened, ask } = office();
    park(door, raw, many(2_100), 'wrong-table');
    park(door, raw, [arriving(5_000)], 'record-missing');
    opened().settle();
    expect(ask('SELECT quantity FROM sim_transfer')).toEqual([1]);
    expect(ask('SELECT count(*) FROM sync_parked')).toEqual([2_100]);
  });

  it('has its turn as pages come, and the first ones have theirs again', () => {
    const { raw, door, opened, ask } = office();
    const puller = opened();
    park(door, raw, many(1_500), 'wrong-table');
    park(door, raw, [arriving(5_000)], 'record-missing');
    take(puller, []);
    expect(ask('SELECT quantity FROM sim_transfer')).toEqual([]);
    take(puller, []);
    expect(ask('SELECT quantity FROM sim_transfer')).toEqual([1]);
    raw.prepare('UPDATE sync_parked SET entry = ? WHERE no = 1').run(JSON.stringify(arriving(5_001, {}, 2)));
    take(puller, []);
    expect(ask('SELECT quantity FROM sim_transfer ORDER BY 1')).toEqual([1, 2]);
  });
});

describe('what waits for a newer program', () => {
  it('is tried once for each schema, however often the office is opened', () => {
    const { raw, door, opened, ask } = office();
    // It could be read, so whoever tries it takes it away.
    park(door, raw, [arriving(1)], 'newer-columns');
    opened().noticeUpgrade();
    expect(ask('SELECT count(*) FROM sync_parked')).toEqual([0]);
    park(door, raw, [arriving(2)], 'newer-columns');
    opened().noticeUpgrade();
    expect(ask('SELECT count(*) FROM sync_parked')).toEqual([1]);
    opened(olderProgram.schema + 1).noticeUpgrade();
    expect(ask('SELECT quantity FROM sim_transfer')).toEqual([1, 1]);
  });

  it('is tried to the last, past a thousand that wait on', () => {
    const { raw, door, opened, ask } = office();
    const unknown = Array.from({ length: 1_200 }, (_, at) => imageOf('sim_parcel', at, { content: 'lamps' }));
    park(door, raw, unknown, 'unknown-table');
    park(door, raw, [arriving(5_000)], 'newer-columns');
    opened().noticeUpgrade();
    expect(ask('SELECT quantity FROM sim_transfer')).toEqual([1]);
    expect(ask('SELECT count(*) FROM sync_parked')).toEqual([1_200]);
  });

  it('is the last image of a record alone; the records beside it wait too', () => {
    const { opened, ask } = office();
    const puller = opened();
    const note = { note: 'fragile' };
    take(puller, [arriving(1, note, 9), arriving(1, note, 10), arriving(2, note, 1), imageOf('sim_parcel', 1, {})]);
    take(puller, [arriving(1, note, 11)]);
    puller.settle();
    const waiting = `SELECT entry ->> '$.image.table' || ' ' || (entry ->> '$.image.revision') FROM sync_parked ORDER BY no`;
    expect(ask(waiting)).toEqual(['sim_transfer 1', 'sim_parcel 1', 'sim_transfer 11']);
  });
});

describe('a record of a newer program that lacks what this one demands', () => {
  it('waits by itself, new or known, and the page goes on', () => {
    const { opened, ask } = office();
    const puller = opened();
    take(puller, [arriving(1)]);
    const lacking = [1, 2].map((no) => imageOf('sim_transfer', no, { toOffice: OFFICE, quantity: 7 }, 2));
    take(puller, [...lacking, arriving(3), arriving(4)]);
    expect(ask('SELECT quantity FROM sim_transfer')).toEqual([1, 1, 1]);
    expect(ask('SELECT why FROM sync_parked')).toEqual(['newer-columns', 'newer-columns']);
    puller.settle();
    opened(olderProgram.schema + 1).noticeUpgrade();
    expect(ask('SELECT count(*) FROM sync_parked')).toEqual([2]);
  });
});

describe('a record that has no place', () => {
  const NOTED = `SELECT count(*) FROM sim_transfer WHERE id IN (SELECT record_id FROM sync_channel_row)
    OR EXISTS (SELECT 1 FROM sync_channel_rows WHERE instr(ids, id) > 0)`;
  const numbered = (no: number, number: string, revision = 1): Entry => arriving(no, { number }, revision);
  const twenty = Array.from({ length: 20 }, (_, at) => numbered(at + 1, `n${at === 6 ? 3 : at}`));

  it('waits by itself; those that came with it are put in, noted and searched for as ever', () => {
    const { raw, opened, ask } = office();
    raw.exec('CREATE UNIQUE INDEX one_number ON sim_transfer (number)');
    const puller = opened();
    take(puller, twenty);
    expect(ask('SELECT count(*) FROM sim_transfer')).toEqual([19]);
    expect(ask(NOTED)).toEqual([19]);
    expect(ask(`SELECT why || ' ' || (entry ->> '$.image.values.number') FROM sync_parked`)).toEqual([
      'place-taken n3',
    ]);
    // The one in its place goes on; it comes in by itself.
    take(puller, [numbered(4, 'other', 2)]);
    take(puller, []);
    expect(ask('SELECT count(*) FROM sim_transfer')).toEqual([20]);
    expect(ask('SELECT count(*) FROM sync_parked')).toEqual([0]);
  });

  it('or is here already costs the others nothing, twice or in a later version', () => {
    const { opened, ask } = office();
    const puller = opened();
    take(puller, twenty);
    take(puller, [...twenty.slice(0, 9), numbered(10, 'later', 2), numbered(21, 'new'), numbered(22, 'new')]);
    expect(ask('SELECT count(*) FROM sim_transfer')).toEqual([22]);
    expect(ask(`SELECT revision FROM sim_transfer WHERE number = 'later'`)).toEqual([2]);
    expect(ask(NOTED)).toEqual([22]);
  });
});
