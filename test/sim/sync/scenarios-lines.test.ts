import { setImmediate as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { integer, modelOf, syncedTable, text } from '#db/columns.ts';
import { installWriteGuard } from '#db/guards.ts';
import { zstd } from '#db/wire.ts';
import { DATACENTER_OFFICE, REFERENCE_CHANNEL } from '#kernel/sync/log.ts';
import type { Answer, Call } from '#kernel/sync/messages.ts';
import { runSession } from '#office/sync/session.ts';
import { problemOf } from '#office/sync/state.ts';
import { chanceOf } from './chance.ts';
import { makeOffice } from './disk.ts';
import type { SimOffice } from './office.ts';
import { SIM_SCHEMA, type SimProgram } from './programs.ts';
import { ask, CLERK, dispatch, Stage } from './stage.ts';
import { simTables } from './tables.ts';

/** Scenarios of the design note (sync.md §3.6) about bad lines. */

/** What the ministry publishes to all. */
const item = syncedTable(
  'sim_item',
  { code: text(), nameAr: text(), unit: text(), price: integer() },
  { conflictClass: 'reference' },
);
const tables = [...simTables, item];
const program: SimProgram = { schema: SIM_SCHEMA, tables, models: tables.map((table) => modelOf(table)) };

function emptyCatalogue(): Buffer {
  const raw = new Database(':memory:');
  installWriteGuard(raw);
  makeOffice(raw, program.models);
  return raw.serialize();
}

const ITEMS = 80_000;
const ITEMS_AN_OP = 100;
const CUTS = 40;
const BITS_A_MILLISECOND = 32;
const words = ['مصباح', 'أنبوب', 'صمام', 'كيبل', 'مضخة', 'محرك', 'برغي', 'قرطاسية', 'طابعة', 'حبر'];

/** The centre's own office writes the catalogue. */
function publish({ door }: SimOffice): readonly string[] {
  const ids: string[] = [];
  for (let first = 0; first < ITEMS; first += ITEMS_AN_OP) {
    door.write(CLERK, 'sim.catalogue', (tx) => {
      for (let no = first; no < first + ITEMS_AN_OP; no += 1) {
        const nameAr = `${words[no % 10]} ${words[(no * 7) % 9]} ${no}`;
        ids.push(tx.insert(item, { code: `IT-${no}`, nameAr, unit: 'عدد', price: (no * 37) % 100_000 }));
      }
    });
  }
  return ids;
}

/** A line of 32 kbit/s that counts what comes down, as it goes over the wire, and breaks when so many bytes have come. */
class Cable {
  bytes = 0;
  cuts = 0;
  readonly #stage: Stage;
  readonly #breaksAt: number[];

  constructor(stage: Stage, breaksAt: readonly number[] = []) {
    this.#stage = stage;
    this.#breaksAt = breaksAt.toSorted((left, right) => left - right);
  }

  readonly send = async (call: Call): Promise<Answer> => {
    const answer = await this.#stage.send(call);
    // It is on its way until whoever asked has nothing else to do.
    await pause();
    await pause();
    const size = zstd.compress(Buffer.from(JSON.stringify(answer))).length;
    const [next] = this.#breaksAt;
    const isCut = next !== undefined && this.bytes + size > next;
    // What came of an answer until the line was cut came for nothing.
    const came = isCut ? Math.max(0, next - this.bytes) : size;
    this.bytes += came;
    this.#stage.now += Math.ceil((came * 8) / BITS_A_MILLISECOND);
    if (!isCut) return answer;
    this.#breaksAt.shift();
    this.cuts += 1;
    throw new Error('The line is cut.');
  };
}

/** Code and price of each item by its id, as the office has them. */
const catalogueAt = (pc: SimOffice): unknown[] => ask(pc, 'SELECT id, code, price FROM sim_item ORDER BY id');
const cursorOf = ({ client }: SimOffice): number =>
  client.progress().cursors.find(({ channel }) => channel === REFERENCE_CHANNEL)?.at ?? 0;

describe('a catalogue of 80,000 items', { timeout: 300_000 }, () => {
  it('scenario 19: comes whole over a line that is cut 40 times while it is changed, for a fifth more than over a sound one', async () => {
    const [stage, bytes, chance] = [new Stage(program), emptyCatalogue(), chanceOf(19)];
    const desk = await stage.office(DATACENTER_OFFICE, program, bytes);
    const ids = publish(desk);
    await stage.sync(desk);
    const sound = new Cable(stage);
    expect(await runSession((await stage.office(2, program, bytes)).client, sound)).toBe('done');
    const breaks = Array.from({ length: CUTS }, () => chance.below(sound.bytes));
    const torn = new Cable(stage, breaks);
    const slow = await stage.office(3, program, bytes);
    for (let isDone = false; !isDone;) {
      const before = cursorOf(slow);
      isDone = await runSession(slow.client, torn).then(
        () => true,
        () => false,
      );
      // Each page that was taken whole stays taken, and nothing of another.
      expect(cursorOf(slow)).toBeGreaterThanOrEqual(before);
      expect(ask(slow, 'SELECT count(*) AS items FROM sim_item')).toEqual([{ items: Math.min(cursorOf(slow), ITEMS) }]);
      // Meanwhile the ministry goes on.
      if (torn.cuts !== 10 && torn.cuts !== 30) continue;
      for (let no = torn.cuts; no < ITEMS; no += ITEMS / 200) {
        desk.door.write(CLERK, 'sim.catalogue', (tx) => void tx.update(item, ids[no] ?? '', { price: torn.cuts }));
      }
      await stage.sync(desk);
    }
    expect(torn.cuts).toBe(CUTS);
    expect(ask(slow, 'SELECT count(*) AS changed FROM sim_item WHERE revision > 1')).toEqual([{ changed: 400 }]);
    expect(catalogueAt(slow)).toEqual(catalogueAt(desk));
    expect(torn.bytes / sound.bytes).toBeLessThan(1.2);
  });
});

describe('a disk that is full while a page is applied', () => {
  it('keeps what was there before the page, is told as a full disk, and goes on when there is room', async () => {
    const stage = new Stage();
    const [sender, receiver] = [await stage.office(2), await stage.office(3)];
    await stage.sync(receiver);
    for (let count = 0; count < 2_000; count += 1) dispatch(sender, { toOffice: 3, quantity: 1 });
    await stage.sync(sender);
    const { raw } = receiver.disk;
    const pages = Number(raw.pragma('page_count', { simple: true }));
    // Room for the first page of the channel.
    raw.pragma(`max_page_count = ${pages + 40}`);
    const fault: unknown = await runSession(receiver.client, stage).then(
      () => null,
      (error: unknown) => error,
    );
    expect(problemOf(fault)).toBe('DATABASE_DISK_FULL');
    const { at } = receiver.client.progress().cursors.find(({ channel }) => channel === 3) ?? { at: 0 };
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(2_000);
    expect(ask(receiver, 'SELECT count(*) AS came FROM sim_transfer')).toEqual([{ came: at }]);
    // Until there is room it is the same again; smaller pages than that may have found a place.
    raw.pragma(`max_page_count = ${Number(raw.pragma('page_count', { simple: true }))}`);
    await expect(runSession(receiver.client, stage)).rejects.toThrow();
    expect(ask(receiver, 'SELECT count(*) AS came FROM sim_transfer')).toEqual([{ came: at }]);
    raw.pragma('max_page_count = 1000000');
    expect(await stage.sync(receiver)).toBe('done');
    expect(ask(receiver, 'SELECT count(*) AS came FROM sim_transfer')).toEqual([{ came: 2_000 }]);
    await stage.agree();
  });
});
