import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Op } from '#db/op.ts';
import type { LedgerLine, AckedFrame } from '#datacenter/protocol/ledger.ts';
import { modelTables } from '#datacenter/protocol/model-tables.ts';
import { modelOf, syncedTable, integer, text } from '#db/columns.ts';
import { openLedgerFolder } from './ledger-folder.ts';

const HOUR = 3_600_000;
const transfer = syncedTable('mail_transfer', { toOffice: integer(), secret: text() }, { addressee: 'toOffice' });
const tables = modelTables([modelOf(transfer)]);
const id = (no: number): string => `01900000-0000-7000-8000-${String(no).padStart(12, '0')}`;

function place() {
  const folder = join(mkdtempSync(join(tmpdir(), 'diwan ledger ')), 'ledger');
  onTestFinished(() => rmSync(join(folder, '..'), { recursive: true, force: true }));
  const clock = { now: Date.UTC(2026, 10, 29, 11, 59) };
  const faults: unknown[] = [];
  const options = { folder, tables, now: () => clock.now, onFault: (error: unknown) => faults.push(error) };
  return { folder, clock, faults, open: () => openLedgerFolder(options) };
}

function opOf(no: number, given: Partial<Op> = {}): Uint8Array {
  const op = { id: id(no), k: 'mail.letter.edit', v: 1, s: 1, h: 1, w: no, u: id(99), e: [], ...given };
  return Buffer.from(JSON.stringify(op));
}

function frame(from: number, to: number, given: Partial<AckedFrame> = {}): AckedFrame {
  const ops = Array.from({ length: to - from + 1 }, (_, at) => opOf(from + at));
  return { office: 2, epoch: 1, from, to, head: 'ab', receivedAt: 5, ops, ...given };
}

async function all(ledger: { lines(): AsyncIterable<LedgerLine> }): Promise<readonly LedgerLine[]> {
  const lines: LedgerLine[] = [];
  for await (const line of ledger.lines()) lines.push(line);
  return lines;
}

const placesOf = (lines: readonly LedgerLine[]) => lines.map(({ office, from, to }) => [office, from, to]);

describe('the ledger', () => {
  it('knows an op by its number or by whom it is for, all others by their command, and nothing that a record says', async () => {
    const { folder, open } = place();
    const number = { kind: 'WH', year: 2026, series: 'B', no: 7 };
    const values = { toOffice: 3, secret: 'اسم' };
    const ops = [
      opOf(1, { k: 'mail.letter.send', n: number, e: [['i', 'mail_transfer', id(50), values]] }),
      opOf(2, { e: [['u', 'mail_transfer', id(50), { secret: 'اسم' }]] }),
      opOf(3),
      Buffer.from('no op'),
      opOf(5, { k: 'mail.letter.drop', e: [['i', 'mail_transfer', id(51), { ...values, toOffice: 2 }]] }),
    ];
    const ledger = open();
    ledger.note(frame(4, 8, { ops }));
    expect(await all(ledger)).toEqual([
      {
        ...{ office: 2, epoch: 1, from: 4, to: 8, head: 'ab', receivedAt: 5 },
        named: [
          {
            ...{ seq: 4, id: id(1), command: 'mail.letter.send', number: '2/WH/2026/B-000007' },
            ...{ by: id(99), at: 1, toOffices: [3] },
          },
        ],
        others: { 'mail.letter.edit': [id(2), id(3)], 'mail.letter.drop': [id(5)] },
      },
    ]);
    const [name = ''] = readdirSync(folder);
    expect(name).toBe('2026-11-29T11.jsonl');
    expect(readFileSync(join(folder, name), 'utf8')).not.toContain('اسم');
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('is written soon without being asked, and at the latest when it is closed', async () => {
    const { open } = place();
    const [one, other] = [open(), open()];
    one.note(frame(1, 2));
    await expect.poll(async () => placesOf(await all(other))).toEqual([[2, 1, 2]]);
    one.note(frame(3, 4));
    await one.close();
    expect(await all(other)).toHaveLength(2);
  });

  it('passes over a line that a power cut left half, one that somebody edited, and foreign files', async () => {
    const { folder, open, faults } = place();
    const ledger = open();
    ledger.note(frame(1, 2));
    await all(ledger);
    const path = join(folder, '2026-11-29T11.jsonl');
    appendFileSync(path, '{"office":"two"}\n{"office":2,"ep');
    writeFileSync(join(folder, 'notes.txt'), 'hello');
    ledger.note(frame(3, 4));
    expect(placesOf(await all(ledger))).toEqual([
      [2, 1, 2],
      [2, 3, 4],
    ]);
    expect(faults).toEqual([]);
  });

  it('is shared: two servers write at once, and neither loses a line of the other', async () => {
    const { folder, open } = place();
    const [one, other] = [open(), open()];
    for (let round = 1; round <= 20; round += 1) {
      one.note(frame(2 * round - 1, 2 * round));
      other.note(frame(2 * round - 1, 2 * round, { office: 3 }));
      await Promise.all([one.close(), other.close()]);
    }
    // Where each has a ledger of its own, one is laid beside the other.
    renameSync(join(folder, '2026-11-29T11.jsonl'), join(folder, '2026-11-29T11.second.jsonl'));
    const lines = await all(one);
    for (const no of [2, 3]) {
      const ofOffice = lines.filter(({ office }) => office === no).map(({ to }) => to);
      expect(ofOffice).toEqual(Array.from({ length: 20 }, (_, at) => 2 * at + 2));
    }
  });

  it('lets go of what a proved backup holds, office by office, once its hour is over', async () => {
    const { folder, clock, open } = place();
    const ledger = open();
    for (const office of [2, 3]) {
      ledger.note(frame(1, 4, { office }));
      ledger.note(frame(5, 6, { office }));
    }
    await all(ledger);
    const durable = new Map([
      [2, 6],
      [3, 5],
    ]);
    await ledger.cut(durable);
    // Another server may be writing into the file of this hour.
    expect(await all(ledger)).toHaveLength(4);
    clock.now += 2 * HOUR;
    ledger.note(frame(7, 7));
    await ledger.cut(durable);
    expect(placesOf(await all(ledger))).toEqual([
      [3, 5, 6],
      [2, 7, 7],
    ]);
    await ledger.cut(new Map([[3, 6]]));
    expect(readdirSync(folder)).toEqual(['2026-11-29T13.jsonl']);
  });

  it('that cannot be written says so and goes on', async () => {
    const { folder, open, faults } = place();
    writeFileSync(folder, 'no folder');
    const ledger = open();
    ledger.note(frame(1, 2));
    await ledger.close();
    expect(faults).toHaveLength(1);
    rmSync(folder);
    ledger.note(frame(3, 4));
    expect(placesOf(await all(ledger))).toEqual([[2, 3, 4]]);
  });

  it('of which a file cannot be read says so, and gives and shortens the others: a server starts without it', async () => {
    const { folder, clock, open, faults } = place();
    const ledger = open();
    ledger.note(frame(1, 2));
    await all(ledger);
    mkdirSync(join(folder, '2026-11-29T10.jsonl'));
    expect(placesOf(await all(ledger))).toEqual([[2, 1, 2]]);
    expect(faults).toHaveLength(1);
    clock.now += 2 * HOUR;
    await ledger.cut(new Map([[2, 2]]));
    expect(readdirSync(folder)).toEqual(['2026-11-29T10.jsonl']);
    expect(faults).toHaveLength(2);
  });

  it('whose folder cannot be read says so and is empty', async () => {
    const { folder, open, faults } = place();
    writeFileSync(folder, 'no folder');
    expect(await all(open())).toEqual([]);
    expect(faults).toHaveLength(1);
  });

  it('is cut by two servers at once, of which one takes away what the other is about to read', async () => {
    const { folder, clock, open, faults } = place();
    const [one, other] = [open(), open()];
    for (let hour = 0; hour < 5; hour += 1) {
      one.note(frame(hour + 1, hour + 1));
      await one.close();
      clock.now += HOUR;
    }
    clock.now += HOUR;
    await Promise.all([one.cut(new Map([[2, 5]])), other.cut(new Map([[2, 5]])), all(open())]);
    expect(readdirSync(folder)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('keeps a line whole whose command holds what other programs take for the end of a line', async () => {
    const { open } = place();
    const ledger = open();
    ledger.note(frame(1, 1, { ops: [opOf(1, { k: 'a\u2028b\u2029c' })] }));
    expect((await all(ledger)).map(({ others }) => others)).toEqual([{ 'a\u2028b\u2029c': [id(1)] }]);
  });

  it('lets no more wait for its disk than fits, says so once, and goes on when the disk does', async () => {
    const { open, faults } = place();
    const ledger = open();
    const ops = [Buffer.alloc(1024 * 1024)];
    for (let seq = 1; seq <= 80; seq += 1) ledger.note(frame(seq, seq, { ops }));
    expect(faults).toHaveLength(1);
    expect(await all(ledger)).toHaveLength(64);
    ledger.note(frame(81, 81));
    expect((await all(ledger)).at(-1)?.to).toBe(81);
    expect(faults).toHaveLength(1);
  });
});
