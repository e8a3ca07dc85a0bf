import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '#db/fixture.ts';
import { verify } from '#db/verify.ts';
import { bundledProcess, type BundledProcess } from './bundled-process.ts';
import { seededRandom } from './seeded-random.ts';

/** How often the writer is killed. The whole of it takes about two minutes on two cores. */
const KILLS = Number(process.env['DIWAN_KILLS'] ?? 500);
/** A fresh file after so many kills, so that each proof stays short. */
const KILLS_PER_FILE = 10;
const SEED = Number(process.env['DIWAN_SEED'] ?? 20_261_125);

let folder = '';
let writer: BundledProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan power '));
  // The fixture reads its migration beside itself.
  writer = await bundledProcess(new URL('writer.ts', import.meta.url), new URL('../../db/fixture.ts', import.meta.url));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  writer.remove();
});

describe(`a power cut at a random moment, ${KILLS} times (seed ${SEED})`, () => {
  it('scenario 3: loses no acknowledged entry and leaves no half transaction', { timeout: 900_000 }, async () => {
    const random = seededRandom(SEED);
    const files = Array.from({ length: Math.ceil(KILLS / KILLS_PER_FILE) }, (_, index) =>
      join(folder, `office-${index}.db`),
    );
    const totals = { kills: 0, acknowledged: 0, unacknowledged: 0 };
    // Two at a time, on files of their own: the moments of the kills then fall on a machine under load.
    await Promise.all(
      [0, 1].map(async (lane) => {
        for (const [index, path] of files.entries()) {
          if (index % 2 === lane) await killManyTimes(path, random, totals);
        }
      }),
    );
    process.stdout.write(
      `power cut: ${totals.kills} kills, ${totals.acknowledged} acknowledged entries, 0 lost; ${totals.unacknowledged} were on the disk before they were told\n`,
    );
    expect(totals.kills).toBe(files.length * KILLS_PER_FILE);
    expect(totals.acknowledged).toBeGreaterThan(KILLS);
  });
});

interface Totals {
  kills: number;
  acknowledged: number;
  unacknowledged: number;
}

async function killManyTimes(path: string, random: () => number, totals: Totals): Promise<void> {
  const key = randomBytes(32);
  let acknowledged = 0;
  for (let kill = 0; kill < KILLS_PER_FILE; kill += 1) {
    acknowledged = Math.max(acknowledged, await writeUntilKilled({ path, key, afterMs: random() * 60 }));
    const { database, door, models } = openTestDatabase(path, key);
    try {
      expect(door.head.seq).toBeGreaterThanOrEqual(acknowledged);
      const torn = database.raw.prepare('SELECT seq FROM test_note GROUP BY seq HAVING count(*) <> 3').all();
      expect(torn).toEqual([]);
      const outcome = await verify({ database, models });
      expect(outcome).toMatchObject({ ok: true, ops: door.head.seq, records: door.head.seq * 3 });
      totals.unacknowledged += door.head.seq - acknowledged;
      totals.kills += 1;
      acknowledged = door.head.seq;
    } finally {
      database.close();
    }
  }
  totals.acknowledged += acknowledged;
}

/** Starts the writer and kills it some moments after its first entry; returns the last number that it said. */
function writeUntilKilled({ path, key, afterMs }: { path: string; key: Buffer; afterMs: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer.path, path, key.toString('hex')], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let failure = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
      said += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => (failure += chunk.toString()));
    child.on('close', (_code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`The writer ended by itself: ${failure}`));
      // A line that the kill cut in the middle was not said.
      else resolve(Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1)?.split(' ')[0] ?? 0));
    });
  });
}
