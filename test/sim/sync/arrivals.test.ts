import { drizzle } from 'drizzle-orm/better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { arrivedAt } from '#db/arrivals.ts';
import type { Entry } from '#kernel/sync/messages.ts';
import { Puller } from '#office/sync/pull.ts';
import { selfNumber } from '#db/self.ts';
import { chanceOf, Fuse } from './chance.ts';
import { openDisk, openDoor } from './disk.ts';
import { olderProgram } from './programs.ts';

/** What an office notes of the records that came: through which history of the channel, and when. */

const [OFFICE, OTHER, CHANNEL] = [3, 2, 3];
const CLERK = '01900000-0000-7000-8000-000000000001';
const idOf = (no: number): string => `01900000-0000-7000-9000-${String(no).padStart(12, '0')}`;

function arriving(no: number, revision = 1): Entry {
  const touched = { createdAt: 1, createdBy: CLERK, updatedAt: 1, updatedBy: CLERK, deletedAt: null };
  const values = { toOffice: OFFICE, quantity: no, number: `n${no}` };
  const image = { table: 'sim_transfer', id: idOf(no), ownerOffice: OTHER, seq: revision, revision, ...touched };
  return { kind: 'row', image: { ...image, values } };
}

const arrivals = (from: number, to: number): readonly Entry[] =>
  Array.from({ length: to - from + 1 }, (_, at) => arriving(from + at));

function office() {
  const disk = openDisk(new Fuse());
  onTestFinished(() => void disk.raw.close());
  disk.raw.prepare("UPDATE sync_self SET value = ? WHERE key = 'office'").run(OFFICE);
  let clock = 1_000;
  const now = (): number => clock;
  const door = openDoor(disk, { now, chance: chanceOf(7) });
  const puller = new Puller({ raw: disk.raw, door, office: OFFICE, now, schema: olderProgram.schema });
  const db = drizzle(disk.raw);
  return {
    take: (at: number, generation: number, entries: readonly Entry[], isEnd = true): void => {
      clock = at;
      if (generation > puller.cursor(CHANNEL).generation) puller.restart(CHANNEL, generation);
      const { at: from } = puller.cursor(CHANNEL);
      const page = { channel: CHANNEL, generation, from, to: from + entries.length, entries, isEnd };
      expect(puller.take(page)).toBe(true);
    },
    begin: (): void => puller.begin(),
    last: (): unknown => [selfNumber(disk.raw, 'came', 0), selfNumber(disk.raw, 'came_at', 0)],
    when: (no: number): number | null => arrivedAt(db, 'sim_transfer', idOf(no)),
    here: (): unknown => disk.raw.prepare('SELECT quantity FROM sim_transfer ORDER BY 1').pluck().all(),
    lines: (table: string): unknown => disk.raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
  };
}

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe('records that came new and together', () => {
  it('share a line for up to sixteen, and each is told when it came', () => {
    const { take, when, lines } = office();
    take(5_000, 0, arrivals(1, 40));
    expect([lines('sync_channel_rows'), lines('sync_channel_row')]).toEqual([3, 0]);
    expect([1, 16, 17, 40, 41].map(when)).toEqual([5_000, 5_000, 5_000, 5_000, null]);
  });

  it('have a line of their own when they change: they came as they are now', () => {
    const { take, when } = office();
    take(5_000, 0, arrivals(1, 40));
    take(6_000, 0, [arriving(3, 2)]);
    expect([2, 3, 4].map(when)).toEqual([5_000, 6_000, 5_000]);
  });

  it('keep the moment when they came, if the same comes again', () => {
    const { take, when } = office();
    take(5_000, 0, arrivals(1, 40));
    take(6_000, 0, [arriving(3)]);
    expect([2, 3].map(when)).toEqual([5_000, 5_000]);
  });
});

describe('a channel that begins anew', () => {
  it('takes away what does not come again, keeps the rest and when it came', () => {
    const { take, when, here, lines } = office();
    take(5_000, 0, arrivals(1, 40));
    take(6_000, 0, [arriving(3, 2)]);
    take(7_000, 1, arrivals(1, 20), false);
    expect(here()).toEqual(numbers(1, 40));
    take(8_000, 1, [...arrivals(31, 40), ...arrivals(41, 60)]);
    expect(here()).toEqual([...numbers(1, 20), ...numbers(31, 60)]);
    expect([2, 35, 41].map(when)).toEqual([5_000, 5_000, 8_000]);
    // A line each for those that came again, one for every sixteen that are new at the end of the page.
    expect(lines('sync_channel_row')).toBe(36);
    expect(lines('sync_channel_rows')).toBe(1);
  });

  it('does so a second time, for what came new in the first', () => {
    const { take, here } = office();
    take(5_000, 0, arrivals(1, 20));
    take(6_000, 1, [...arrivals(1, 20), ...arrivals(21, 40)]);
    take(7_000, 2, arrivals(30, 40));
    expect(here()).toEqual(numbers(30, 40));
  });

  it('puts an older version over a newer one of before, since its history is another', () => {
    const { take, when } = office();
    take(5_000, 0, [...arrivals(1, 15), arriving(16, 9)]);
    take(6_000, 1, arrivals(1, 16));
    expect(when(16)).toBe(6_000);
    expect(when(15)).toBe(5_000);
  });
});

describe('what came in last', () => {
  it('is what the last session brought that brought any, and when', () => {
    const { begin, take, last } = office();
    expect(last()).toEqual([0, 0]);
    take(5_000, 0, arrivals(1, 40), false);
    take(6_000, 0, [arriving(41)]);
    expect(last()).toEqual([41, 6_000]);
    begin();
    take(7_000, 0, []);
    expect(last()).toEqual([41, 6_000]);
    begin();
    take(8_000, 0, [arriving(42), arriving(3, 2)]);
    expect(last()).toEqual([2, 8_000]);
  });

  it('is nothing that was here already, of a channel that began anew', () => {
    const { begin, take, last } = office();
    take(5_000, 0, arrivals(1, 3));
    begin();
    take(6_000, 1, [...arrivals(1, 3), arriving(4)]);
    expect(last()).toEqual([1, 6_000]);
  });
});
