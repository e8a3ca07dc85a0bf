import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { modelOf } from '#db/columns.ts';
import { migrate } from '#db/migrate.ts';
import { openDatabase } from '#db/open.ts';
import { uuid7 } from '#kernel/ids.ts';
import { allTables, programMigrations } from './core.ts';
import { Events } from './events.ts';
import { Jobs, MOST_STARTS, type JobKind } from './jobs.ts';
import { openLog } from './log.ts';

const newId = (): string => uuid7({ ms: 1_000, random: randomBytes(10) });
const USER = newId();

/** A database that outlives the processes of this test; each `begin` is a process that finds it as it was left. */
function office() {
  const folder = mkdtempSync(join(tmpdir(), 'diwan jobs '));
  const database = openDatabase({ path: join(folder, 'office.db'), key: randomBytes(32) });
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const models = allTables.map((table) => modelOf(table));
  migrate({ database, migrations: programMigrations(), models, backUp: () => undefined });
  let time = 1_000;
  const begin = (...kinds: readonly JobKind<never>[]): Jobs =>
    new Jobs({
      ...{ db: database.db, kinds, events: new Events(), log: openLog(null) },
      now: () => (time += 1),
      newId,
    });
  return { begin };
}

/** Work in the middle of which the process ends: it is begun, and nothing is heard of it any more. */
function deadly() {
  const begun: string[] = [];
  let tell: () => void = () => undefined;
  const kind: JobKind<string> = {
    name: 'deadly',
    run(input) {
      begun.push(input);
      tell();
      return new Promise(() => undefined);
    },
  };
  return { kind, begun, next: () => new Promise<void>((resolve) => (tell = resolve)) };
}

const harmless: JobKind<string> = { name: 'harmless', run: (input) => `done: ${input}` };

async function ended(jobs: Jobs, id: string) {
  while (['queued', 'running'].includes(jobs.get(id, USER).state)) await new Promise(setImmediate);
  return jobs.get(id, USER);
}

it('a job that ends the process is begun a few times and then given up, and what waits behind it goes on', async () => {
  const { begin } = office();
  const work = deadly();
  const first = begin(work.kind, harmless);
  const begun = work.next();
  const id = first.start('deadly', 'a sheet', { userId: USER });
  const behind = first.start('harmless', 'the next', { userId: USER });
  await begun;
  for (let start = 2; start <= MOST_STARTS; start += 1) {
    const again = work.next();
    begin(work.kind, harmless);
    await again;
  }
  expect(work.begun).toEqual(Array.from({ length: MOST_STARTS }, () => 'a sheet'));

  const last = begin(work.kind, harmless);
  expect(await ended(last, id)).toMatchObject({ state: 'failed', problems: [{ code: 'JOB_KILLED_PROGRAM' }] });
  expect(await ended(last, behind)).toMatchObject({ state: 'done', result: 'done: the next' });
  expect(work.begun).toHaveLength(MOST_STARTS);
});

it('an office that is closed in good order in the middle of a job begins it again however often', async () => {
  const { begin } = office();
  const begun: number[] = [];
  let mayEnd = false;
  const patient: JobKind<string> = {
    name: 'patient',
    async run(input, { pause }) {
      begun.push(begun.length);
      while (!mayEnd) await pause();
      return input;
    },
  };
  let jobs = begin(patient);
  const id = jobs.start('patient', 'through', { userId: USER });
  for (let times = 1; times <= 4; times += 1) {
    while (begun.length < times) await new Promise(setImmediate);
    await jobs.close();
    jobs = begin(patient);
  }
  mayEnd = true;
  expect(await ended(jobs, id)).toMatchObject({ state: 'done', result: 'through' });
  expect(begun).toHaveLength(5);
});
