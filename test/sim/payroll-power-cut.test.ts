import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { modelOf } from '#db/columns.ts';
import { purposeKey } from '#db/keyring.ts';
import { openDatabase } from '#db/open.ts';
import { verify } from '#db/verify.ts';
import { allTables } from '#office/core.ts';
import { DEMONSTRATION } from '#office/demonstration.ts';
import { officePaths, unlockFolder } from '#office/folder.ts';
import { job } from '#office/schema.ts';
import { bundledProcess, type BundledProcess } from './bundled-process.ts';
import { seededRandom } from './seeded-random.ts';
import { foundPayrollOffice, promoteSome } from './payroll-office.ts';
import { toldBy, unseenRows } from './payroll-told.ts';

// A process of its own opens this office: its key must be wrapped at the full price.
vi.unmock('node:crypto');

/** How often each piece of work is cut off; DIWAN_PAYROLL_KILLS asks for more. */
const KILLS = Number(process.env['DIWAN_PAYROLL_KILLS'] ?? 2);
/** So soon after an op, in milliseconds, the next one is being made. */
const SOON = 60;
const SEED = Number(process.env['DIWAN_SEED'] ?? 20_261_125);

let folder = '';
let program: BundledProcess;
let runId = '';
let databaseKey: Buffer;

/** The offices with which each piece of work begins. */
const begins = { draft: '', changed: '', calculated: '', approved: '' };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan payroll power '));
  // The office reads its migrations beside its sources.
  program = await bundledProcess(
    new URL('payroll-hands.ts', import.meta.url),
    new URL('../../office/core.ts', import.meta.url),
  );
  for (const name of Object.keys(begins)) begins[name as keyof typeof begins] = join(folder, name);
  runId = await foundPayrollOffice(begins.draft);
  const { dataKey } = unlockFolder(officePaths(begins.draft), {
    ...{ kind: 'passphrase', passphrase: DEMONSTRATION.passphrase },
  });
  databaseKey = purposeKey(dataKey, 'database');
  await prepare({ from: begins.draft, to: begins.changed, goal: 'calculated' });
  await promoteSome(begins.changed);
  await prepare({ from: begins.changed, to: begins.calculated, goal: 'calculated' });
  await prepare({ from: begins.calculated, to: begins.approved, goal: 'approved' });
}, 300_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  program.remove();
});

describe(`a power cut at a random moment, ${KILLS} times in each piece of work (seed ${SEED})`, () => {
  it.each([
    ['the first calculation', 'draft', 'calculated'],
    ['a calculation of what changed', 'changed', 'calculated'],
    ['audit and approval', 'calculated', 'approved'],
    ['the lock', 'approved', 'locked'],
  ] as const)('in %s leaves the run before or after, and the work goes on', { timeout: 900_000 }, async (...row) => {
    const [, from, goal] = row;
    const random = seededRandom(SEED);
    const undisturbed = join(folder, `${from} undisturbed`);
    const { said, ops, milliseconds } = await prepare({ from: begins[from], to: undisturbed, goal });
    const steps = [await told(begins[from]), ...said];
    let kills = 0;
    const seenAt = steps.map(() => 0);
    let leftOvers = 0;
    for (let office = 0; kills < KILLS; office += 1) {
      const place = join(folder, `${from} ${office}`);
      cpSync(begins[from], place, { recursive: true });
      for (let reached = 0, isEnded = false; !isEnded;) {
        // Half of the cuts are spread over the time, half over what is written.
        const cut =
          random() < 0.5
            ? { afterOps: 0, afterMs: random() * milliseconds }
            : { afterOps: Math.floor(random() * ops), afterMs: random() * SOON };
        isEnded = await work({ place, goal, cut: kills < KILLS ? cut : null }).then(({ signal }) => signal === null);
        kills += isEnded ? 0 : 1;
        const at = steps.indexOf(await told(place));
        expect(at, `seed ${SEED}, ${from} ${office}: a run between two steps`).toBeGreaterThanOrEqual(reached);
        reached = at;
        seenAt[at] = (seenAt[at] ?? 0) + 1;
        leftOvers += isEnded || leftOf(place) === 0 ? 0 : 1;
      }
      expect(await told(place)).toBe(steps.at(-1));
      rmSync(place, { recursive: true });
    }
    process.stdout.write(
      `payroll power cut, ${from} → ${goal}: ${kills} kills, ${leftOvers} of them left half of it behind; runs seen at step ${seenAt.join(' · ')}\n`,
    );
    expect(kills).toBeGreaterThanOrEqual(KILLS);
  });
});

interface Work {
  readonly place: string;
  readonly goal: string;
  /** When it is killed: so long after it has written so many ops since it opened the office; null lets it end. */
  readonly cut: { readonly afterOps: number; readonly afterMs: number } | null;
}

interface Worked {
  readonly said: readonly string[];
  readonly ops: number;
  readonly signal: string | null;
  readonly milliseconds: number;
}

/**
 * Has the child work on an office; answers what it said and wrote, and how long it took from the open office to the
 * last step. Fails when the child failed.
 */
function work({ place, goal, cut }: Work): Promise<Worked> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program.path, place, runId, goal], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let failure = '';
    let [readyAt, doneAt] = [0, 0];
    let isCut = false;
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (!out.includes('ready\n')) return;
      readyAt = readyAt === 0 ? performance.now() : readyAt;
      if (chunk.toString().includes('done\n')) doneAt = performance.now();
      if (cut === null || isCut || opsIn(out) < cut.afterOps) return;
      isCut = true;
      setTimeout(() => child.kill('SIGKILL'), cut.afterMs);
    });
    child.stderr.on('data', (chunk: Buffer) => (failure += chunk.toString()));
    child.on('close', (code, signal) => {
      const lines = out.split('\n');
      if (signal === null && (code !== 0 || !lines.includes('end'))) reject(new Error(`The child failed: ${failure}`));
      else
        resolve({
          said: lines.filter((line) => line.startsWith('{')),
          ...{ ops: opsIn(out), signal },
          milliseconds: doneAt - readyAt,
        });
    });
  });
}

function opsIn(out: string): number {
  return out.split('\n').filter((line) => line === 'op').length;
}

/** A copy of an office in which the work was done without a disturbance. */
function prepare({ from, to, goal }: { readonly from: string; readonly to: string; readonly goal: string }) {
  cpSync(from, to, { recursive: true });
  return work({ place: to, goal, cut: null });
}

/** What the run of a closed office tells; its log must give its tables, and no work may have failed. */
async function told(place: string): Promise<string> {
  const database = openDatabase({ path: officePaths(place).database, key: databaseKey, mustExist: true });
  try {
    expect(await verify({ database, models: allTables.map((table) => modelOf(table)) })).toMatchObject({ ok: true });
    expect(database.db.select().from(job).where(eq(job.state, 'failed')).all()).toEqual([]);
    return toldBy(database.db, runId);
  } finally {
    database.close();
  }
}

/** How many rows lie there of a calculation or a lock that was not finished: nobody sees them. */
function leftOf(place: string): number {
  const database = openDatabase({ path: officePaths(place).database, key: databaseKey, mustExist: true });
  try {
    return unseenRows(database.db, runId);
  } finally {
    database.close();
  }
}
