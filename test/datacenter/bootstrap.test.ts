import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { setSelfNumber } from '#db/self.ts';
import { serveDatacenter } from '#datacenter/server/serve.ts';
import { dropOldSnapshots } from '#datacenter/storage/old-snapshots.ts';
import { paper } from '../sim/sync/tables.ts';
import type { LineOffice } from './line-office.ts';
import { contentOf, NewPc } from './new-pc.ts';
import { ServedCentre } from './served-centre.ts';
import { simProgram } from './sim-program.ts';

const CLERK = { userId: '01900000-0000-7000-8000-000000000001' };
const ROUNDS = 40;
const PAPERS = 75;

/** Chunks of 64 KB opened, so that some thousand ops make many. */
const centre = ServedCentre.forThisFile({ chunkOpenedBytes: 64 * 1024 });
let old: LineOffice;

/** A numbered paper, posted in a second op. */
function post({ door }: Pick<LineOffice, 'door'>): string {
  const made = door.write(CLERK, 'sim.paper', (tx) => {
    const number = tx.takeNumber({ kind: 'ADJ', year: 2026 });
    return { number, id: tx.insert(paper, { number, state: 'draft', total: 5 }) };
  });
  door.write(CLERK, 'sim.post', (tx) => tx.update(paper, made.id, { state: 'posted' }));
  return made.number;
}

beforeAll(async () => {
  old = await centre.installedForAll();
  for (let round = 0; round < ROUNDS; round += 1) {
    old.dispatch(old.no, PAPERS);
    for (let count = 0; count < 10; count += 1) post(old);
    expect(await old.sync()).toBe('done');
  }
  await centre.settled();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'diwan new pc '));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function newPc(office = old.no): Promise<NewPc> {
  return NewPc.enrol(folder(), await centre.invitationFor(office));
}

const chunksAsked = ({ asked }: NewPc): number => asked.filter((kind) => kind === 'chunk').length;
const pool = () => centre.serving.opened.store.pool;

async function chunksOf(office = old.no): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(
    'SELECT count(*) FROM office_snapshot_chunk WHERE office_no = $1',
    [office],
  );
  return rows[0]?.count ?? 0;
}

/** The log is a beginning of the office's, and every record is what it makes. */
async function expectBeginning(pc: NewPc): Promise<void> {
  const proof = await pc.verify();
  expect(proof).toMatchObject({ ok: true, ops: pc.door.head.seq });
  const there = old.disk.raw.prepare('SELECT hash FROM op_log WHERE seq = ?').pluck().get(pc.door.head.seq);
  expect(pc.door.head.hash).toBe((there as Buffer).toString('hex'));
}

async function expectWhole(pc: NewPc): Promise<void> {
  expect(pc.door.head).toEqual(old.door.head);
  expect(await pc.verify()).toMatchObject({ ok: true, ops: old.door.head.seq, head: old.door.head.hash });
  expect([pc.isFetching, pc.hasChunks, pc.client.fetching]).toEqual([false, false, null]);
}

describe('a new PC', () => {
  it('gets what a replay would give it, and its office goes on: numbers, log and pushes', async () => {
    const other = await newPc();
    // As before there were snapshots: the whole log as ops, adopted in one transaction.
    setSelfNumber(other.database.raw, 'fetching', 0);
    expect(await other.sync()).toBe('done');
    expect(other.asked).not.toContain('snapshot');
    const pc = await newPc();
    expect(pc.client.fetching).toEqual({ stage: 'packing', done: 0, total: null });
    expect(await pc.sync()).toBe('done');
    await expectWhole(pc);
    expect(chunksAsked(pc)).toBeGreaterThanOrEqual(20);
    expect(chunksAsked(pc)).toBe(await chunksOf());
    // The epoch of each op, too: the writers were others.
    expect(contentOf(pc.database.raw)).toEqual(contentOf(other.database.raw));
    const again = pc.restarted();
    expect(post(again)).toMatch(/^\d+\/ADJ\/2026\/[B-Z]+-000001$/);
    expect(await again.sync()).toBe('done');
    expect(again.client.status()).toMatchObject({ acked: again.door.head.seq, health: { unsent: 0, inbox: 0 } });
    expect(await again.verify()).toMatchObject({ ok: true });
    await expect(old.sync()).resolves.toBe('replaced');
    for (const each of [other, again]) each.close();
  });

  it('fetches at most one chunk again when it is cut off, and the program restarted', async () => {
    let pc = await newPc();
    let left = 0;
    for (const chunks of [1, 7, 12]) {
      left = chunks;
      const cut = pc.sync((answer) => {
        if (answer.kind === 'chunk' && (left -= 1) === 0) throw new Error('cut');
        return answer;
      });
      await expect(cut).rejects.toThrow('cut');
      expect(pc.door.head.seq).toBe(0);
      expect(pc.isFetching).toBe(true);
      const { asked } = pc;
      pc = pc.restarted();
      pc.asked.push(...asked);
      expect(pc.client.fetching).toMatchObject({ stage: 'fetching' });
    }
    const stages: string[] = [];
    let isRunning = true;
    // Whoever asks is answered all the while, also between two pieces of the log.
    const look = (): void => {
      stages.push(pc.client.fetching?.stage ?? 'here');
      if (isRunning) setImmediate(look);
    };
    look();
    expect(await pc.sync().finally(() => (isRunning = false))).toBe('done');
    expect(stages).toEqual(expect.arrayContaining(['fetching', 'applying', 'following']));
    expect(stages.filter((stage) => stage === 'applying').length).toBeGreaterThan(50);
    // Three answers were lost on their way; nothing else came twice.
    expect(chunksAsked(pc)).toBe((await chunksOf()) + 3);
    expect(pc.door.head.seq).toBeGreaterThan(ROUNDS * PAPERS);
    pc.close();
  });

  it('killed while it fetches and while it applies is still fetching, and then ready', async () => {
    const made = await newPc();
    const at = made.folder;
    made.close();
    const heard = [...(await ran(at, { word: 'chunk', times: 9 })), ...(await ran(at, { word: 'piece', times: 12 }))];
    const half = new NewPc(at);
    expect(half.isFetching).toBe(true);
    expect(half.door.head.seq).toBeGreaterThan(0);
    await expectBeginning(half);
    half.close();
    heard.push(...(await ran(at, { word: 'piece', times: 9 })), ...(await ran(at, null)));
    expect(heard.at(-1)).toBe('done');
    const chunks = heard.filter((word) => word === 'chunk').length;
    // One may have come and not been kept when it was killed.
    expect(chunks - (await chunksOf())).toBeLessThanOrEqual(1);
    const whole = new NewPc(at);
    expect(whole.isFetching).toBe(false);
    expect(await whole.verify()).toMatchObject({ ok: true, ops: whole.door.head.seq });
    whole.close();
  });

  it('fetches again what its own disk has damaged', async () => {
    const pc = await newPc();
    let isCut = false;
    const cut = pc.sync((answer) => {
      if (answer.kind === 'chunk' && answer.no === 5) isCut = true;
      if (isCut) throw new Error('cut');
      return answer;
    });
    await expect(cut).rejects.toThrow('cut');
    const [first = ''] = readdirSync(pc.snapshotFolder).filter((name) => name.endsWith('.chunk'));
    const path = join(pc.snapshotFolder, first);
    writeFileSync(path, readFileSync(path).subarray(0, 100));
    writeFileSync(join(pc.snapshotFolder, 'half.tmp'), 'x');
    expect(await pc.sync()).toBe('done');
    expect(chunksAsked(pc)).toBe((await chunksOf()) + 2);
    expect(await pc.verify()).toMatchObject({ ok: true });
    expect(pc.hasChunks).toBe(false);
    pc.close();
  });

  it('is served by two servers that pack at once, while others push; what they send is all there', async () => {
    await pool().query('DELETE FROM office_snapshot');
    const second = await serveDatacenter(simProgram, {
      ...{ databaseUrl: centre.databaseUrl, folder: centre.folder, host: '127.0.0.1', port: 0, isSilent: true },
      ...{ watch: { host: '127.0.0.1', port: 0 }, witness: join(centre.folder, 'witness.jsonl') },
      chunkOpenedBytes: 64 * 1024,
    });
    onTestFinished(() => second.close());
    const others = [await centre.installed(), await centre.installed(), await centre.installed()];
    const pc = await newPc();
    const pushing = others.map(async (office) => {
      for (let round = 0; round < 10; round += 1) {
        office.dispatch(old.no, 20);
        expect(await office.sync()).toBe('done');
      }
    });
    const both = [second.address, centre.serving.address].map(async (address) => {
      const cut = pc.sync((answer) => {
        if (answer.kind === 'snapshot') throw new Error('cut');
        return answer;
      }, address);
      await expect(cut).rejects.toThrow('cut');
    });
    await both[0];
    await both[1];
    let chunks = 0;
    const half = pc.sync((answer) => {
      if (answer.kind === 'chunk' && (chunks += 1) === 10) throw new Error('cut');
      return answer;
    }, second.address);
    await expect(half).rejects.toThrow('cut');
    expect(await pc.sync()).toBe('done');
    expect(chunksAsked(pc)).toBe((await chunksOf()) + 1);
    await Promise.all(pushing);
    await centre.settled();
    expect(await pc.sync()).toBe('done');
    const arrived = pc.database.raw.prepare('SELECT count(*) FROM sim_transfer WHERE owner_office > ?').pluck();
    expect(arrived.get(old.no)).toBe(3 * 10 * 20);
    expect(await pc.verify()).toMatchObject({ ok: true });
    pc.close();
  });

  it('of an office that has nothing yet, and one whose snapshot was let go, are served too', async () => {
    const empty = await newPc(await centre.newOffice());
    expect(await empty.sync()).toBe('done');
    expect([empty.isFetching, empty.door.head.seq]).toEqual([false, 0]);
    empty.close();
    const pc = await newPc();
    let chunks = 0;
    const cut = pc.sync((answer) => {
      if (answer.kind === 'chunk' && (chunks += 1) === 3) throw new Error('cut');
      return answer;
    });
    await expect(cut).rejects.toThrow('cut');
    await dropOldSnapshots(pool(), Date.now() + 1_000);
    expect(await chunksOf()).toBe(0);
    expect(await pc.sync()).toBe('done');
    // Packed anew it has the same bytes: what was here is not fetched again.
    expect(chunksAsked(pc)).toBe((await chunksOf()) + 2);
    pc.close();
  });
});

/** Runs the PC as a process, kills it at the nth such word, and answers what it told. */
async function ran(at: string, killAt: { readonly word: string; readonly times: number } | null): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'new-pc-process.ts'), at], {
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'diwan-compiled') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const heard: string[] = [];
  let left = killAt?.times ?? Infinity;
  for await (const word of createInterface(child.stdout)) {
    heard.push(word);
    if (word === killAt?.word && (left -= 1) === 0) child.kill('SIGKILL');
  }
  return heard;
}
