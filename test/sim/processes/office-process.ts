import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { writeWhole } from '#db/durable.ts';
import { lockFolder } from '#db/lock.ts';
import { openDatabase, type OfficeDatabase } from '#db/open.ts';
import { asDatabaseRefusal } from '#db/errors.ts';
import type { Op } from '#db/op.ts';
import type { WriteDoor } from '#db/door.ts';
import { demand, Refusal } from '#db/refusal.ts';
import { readInvitation } from '#kernel/sync/enrolment.ts';
import { openArrivingFiles } from '#office/arriving-files.ts';
import { openFileStore } from '#office/file-store.ts';
import { officePaths } from '#office/folder.ts';
import { SyncClient } from '#office/sync/client.ts';
import { finishEnrolment } from '#office/sync/enrolment.ts';
import { readLink } from '#office/sync/link-file.ts';
import { Synchroniser } from '#office/sync/synchroniser.ts';
import { chanceOf } from '../sync/chance.ts';
import { openDoor } from '../sync/disk.ts';
import { olderProgram } from '../sync/programs.ts';
import { simTables } from '../sync/tables.ts';
import { act } from '../sync/user.ts';
import { OFFICE_KEY, type OfficeAnswer, type OfficeCommand, type OfficeStanding } from './office-commands.ts';
import { Standstill } from './standstill.ts';
import { witnessPen } from './witness.ts';

/**
 * One PC of an office as a process of its own, to be killed, stopped and cut off: the production synchroniser on an
 * encrypted database in a folder, and a clerk who writes by chance. `office-process.ts <folder> <witness> <seed>`.
 * What the clerk was told goes into the witness before anything else happens.
 */
const [folder = '', witnessPath = '', seed = '1'] = process.argv.slice(2);
const paths = officePaths(folder);
const chance = chanceOf(Number(seed));
const standstill = new Standstill();
const pen = witnessPen(witnessPath);
const say = (answer: OfficeAnswer): void => void process.send?.(answer);

watchAnswers();

interface OpenPc {
  readonly database: OfficeDatabase;
  readonly door: WriteDoor;
  readonly sync: Synchroniser;
}

/** As the product opens an office: what the link says is finished first, and the door is made when its number is known. */
function open(): OpenPc {
  const database = openDatabase({ path: paths.database, key: OFFICE_KEY, mustExist: true });
  watchStatements(database.raw);
  const now = Date.now;
  const newDoor = (): WriteDoor => openDoor(database, { now, chance });
  const link = readLink(paths.dataCentre, OFFICE_KEY);
  if (link) finishEnrolment({ raw: database.raw, door: newDoor(), tables: simTables }, link);
  const door = newDoor();
  const sync = new Synchroniser({
    ...{ raw: database.raw, door, tables: simTables, schema: olderProgram.schema, now, chance },
    paths: {
      ...{ link: paths.dataCentre, pending: paths.pendingLink, sentinel: paths.sentinel },
      ...{ snapshot: paths.snapshot, release: paths.release },
    },
    officeKey: OFFICE_KEY,
    files: {
      ...{ files: openFileStore(paths.files, OFFICE_KEY), arriving: openArrivingFiles(paths.arriving, OFFICE_KEY) },
      settings: () => ({ fileDayMb: 0, fileArrival: 'asked', fileQuotaMb: 1_000 }),
      onArrived: () => undefined,
    },
    program: { version: '0.0.0', kind: null },
    backupMinutes: () => undefined,
    onRelease: () => undefined,
    onChange: () => undefined,
    onDone: () => undefined,
    log: { info: () => undefined, warn: (fields, message) => say({ kind: 'warned', text: told(message, fields) }) },
  });
  return { database, door, sync };
}

function told(message: string, fields: object): string {
  const error = 'err' in fields ? fields.err : fields;
  return `${message}: ${error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)}`;
}

/** Every statement that writes is a moment, with its text for a name. */
function watchStatements(raw: OfficeDatabase['raw']): void {
  const way = standstill.way();
  const prepare = raw.prepare.bind(raw);
  // The library's own types name each form of the call; here every statement is only passed through.
  raw.prepare = ((sql: string) => {
    const statement = prepare(sql);
    if (!/^\s*(?:insert|update|delete|begin|commit)/i.test(sql)) return statement;
    const run = statement.run.bind(statement);
    statement.run = (...values) => {
      way.pass(sql, 'before');
      const done = run(...values);
      way.pass(sql, 'after');
      return done;
    };
    return statement;
  }) as typeof raw.prepare;
}

/** Every answer of the data centre is a moment: `answer acked`, before it is taken and after. */
function watchAnswers(): void {
  const way = standstill.way();
  // Called with the client that it belongs to.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { take } = SyncClient.prototype;
  SyncClient.prototype.take = function taken(this: SyncClient, answer) {
    way.pass(`answer ${answer.kind}`, 'before');
    take.call(this, answer);
    way.pass(`answer ${answer.kind}`, 'after');
  };
}

/** So many acts of the clerk; each is witnessed when he is told that it is saved. */
function write({ database, door }: OpenPc, acts: number, peers: readonly number[]): void {
  const body = database.raw.prepare('SELECT body FROM op_log WHERE seq = ?').pluck();
  for (let done = 0; done < acts; done += 1) {
    const before = door.head.seq;
    act({ no: door.office, door, disk: database, program: olderProgram }, chance, peers);
    for (let seq = before + 1; seq <= door.head.seq; seq += 1) {
      // Written by the door a moment ago.
      const op = JSON.parse(String(body.get(seq))) as Op;
      const records = op.e.flatMap(([kind, table, id]) => (kind === 'i' ? [`${table} ${id}`] : []));
      pen.note({ office: door.office, epoch: door.incarnation.epoch, seq, op: op.id, records });
    }
  }
}

let pc: OpenPc;
let isWorking = false;
let working: Promise<void> | null = null;

/** Writes and speaks with the data centre for as long as it is let, as fast as a busy office would. */
async function work(peers: readonly number[]): Promise<void> {
  while (isWorking) {
    write(pc, 1 + chance.below(4), peers);
    if (chance.hits(0.3)) await problemOf(() => pc.sync.syncNow());
    else await wait(chance.below(20));
  }
}

async function problemOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const known = asDatabaseRefusal(error);
    if (known instanceof Refusal) return known.problems[0]?.code ?? 'REFUSED';
    throw error;
  }
}

function standing(): OfficeStanding {
  const { database, door, sync } = pc;
  return {
    ...{ office: door.office, seq: door.head.seq, epoch: door.incarnation.epoch, problem: sync.state.problem },
    unsent: sync.state.status?.health.unsent ?? null,
    acked: sync.state.status?.acked ?? 0,
    inbox: sync.state.status?.health.inbox ?? 0,
    isFetching: sync.isFetching,
    channels: JSON.stringify(database.raw.prepare('SELECT * FROM sync_channel ORDER BY channel').all()),
  };
}

async function carryOut(command: OfficeCommand): Promise<unknown> {
  switch (command.do) {
    case 'arm':
      return standstill.arm(command.moment);
    case 'enrol': {
      const invitation = demand(readInvitation(command.invitation));
      await pc.sync.enrol(invitation, 'PC', command.isClaimed);
      await pc.sync.close();
      pc.database.close();
      // Its number has changed.
      pc = open();
      return standing();
    }
    case 'write':
      return problemOf(async () => write(pc, command.acts, command.peers));
    case 'work':
      isWorking = true;
      working = work(command.peers);
      return null;
    case 'rest':
      isWorking = false;
      await working;
      return null;
    case 'sync':
      return problemOf(() => pc.sync.syncNow());
    case 'export':
      return problemOf(async () => writeWhole(command.path, Buffer.from((await pc.sync.exportFile()).bytes)));
    case 'import':
      return problemOf(async () => pc.sync.importFile(new Uint8Array(readFileSync(command.path))));
    case 'stand':
      return standing();
    case 'close':
      isWorking = false;
      await working;
      await pc.sync.close();
      pc.database.close();
      lock.release();
      pen.close();
      return null;
  }
}

/** Held until the process ends, however it ends. */
let lock: { release(): void };
try {
  lock = lockFolder(folder);
  pc = open();
  say({ kind: 'opened', standing: standing() });
} catch (error) {
  const known = asDatabaseRefusal(error);
  const code = known instanceof Refusal ? (known.problems[0]?.code ?? '') : String(error);
  await new Promise((sent) => process.send?.({ kind: 'refused', code } satisfies OfficeAnswer, sent));
  process.exit(1);
}
process.on('message', (command: OfficeCommand & { readonly no: number }) => {
  const { no } = command;
  const finish = (): void => void (command.do === 'close' && process.disconnect());
  carryOut(command).then(
    (value) => {
      say({ kind: 'done', no, value });
      finish();
    },
    (error: unknown) => {
      say({ kind: 'failed', no, text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      finish();
    },
  );
});
// Whoever watches has gone: nobody would end it.
process.on('disconnect', () => process.exit());
