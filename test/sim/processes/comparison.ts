import { channelsOf } from '#kernel/sync/log.ts';
import { verify } from '#db/verify.ts';
import { bytesToUuid } from '#kernel/ids.ts';
import type { OfficeDatabase } from '#db/open.ts';
import { opsAtCentre, type CentreOp } from '../sync/book.ts';
import { heldFaults, ledgerFaults, sharedFaults } from '../sync/centre-invariants.ts';
import { recordFaults, recordsAtCentre } from '../sync/office-invariants.ts';
import { olderProgram } from '../sync/programs.ts';
import { simModels } from '../sync/tables.ts';
import { framesOf } from './kept-frames.ts';
import type { OfficePc } from './office-pc.ts';
import type { Rig } from './rig.ts';
import { readWitness, type Witnessed } from './witness.ts';

export interface Comparison {
  /** How many saved commands users were told of. */
  readonly witnessed: number;
  readonly lost: number;
  readonly doubled: number;
  /** Each in one line; none when all is well. */
  readonly findings: readonly string[];
}

export interface Expected {
  /** Ops that went with a disk before they were anywhere else: told by whoever destroyed it. */
  readonly lost?: ReadonlySet<string>;
  /**
   * The kinds of incidents at the data centre, in their order, beside enrolments and what came back after a restore;
   * `any` where chance has made them.
   */
  readonly incidents?: readonly string[] | 'any';
  /** What may lie in the inboxes of these offices, by its kind; nothing else may. */
  readonly inbox?: readonly string[] | 'any';
}

interface Looked {
  readonly pc: OfficePc;
  readonly no: number;
  readonly disk: OfficeDatabase;
  readonly isReplaced: boolean;
  readonly program: typeof olderProgram;
}

/**
 * Holds everything against everything after a scenario: what users were told, each office's disk, the frames and the
 * records of the data centre, the channels, and what others received. The processes of the offices must have ended.
 */
export async function compare(rig: Rig, pcs: readonly OfficePc[], expected: Expected = {}): Promise<Comparison> {
  const looked = pcs.map((pc) => ({
    pc,
    no: pc.no,
    disk: pc.open(),
    isReplaced: pc.isReplaced,
    program: olderProgram,
  }));
  try {
    return await held(rig, looked, expected);
  } finally {
    for (const { disk } of looked) disk.close();
  }
}

async function held(rig: Rig, looked: readonly Looked[], expected: Expected): Promise<Comparison> {
  const { desk } = rig;
  const numbers = [...new Set(looked.map(({ no }) => no))];
  const unread = await framesOf(rig, numbers);
  // What cannot be read cannot be held against anything.
  if (unread.length > 0) return { witnessed: 0, lost: 0, doubled: 0, findings: unread };
  const logs = new Map<number, readonly CentreOp[]>();
  for (const no of numbers) logs.set(no, await opsAtCentre(desk, no));
  const told = looked.flatMap(({ pc }) => readWitness(pc.witness));
  const where = whereabouts(logs, looked);
  const lost = lostOps(told, where, expected.lost ?? new Set());
  const doubled = await doubledThings(rig, numbers);
  const world = { centre: desk, numbers };
  const centre = await recordsAtCentre(world, simModels);
  const all = new Map(logs);
  // Shared records belong to everybody: also to the offices of other scenarios.
  for (const { no } of await rig.rows<{ no: number }>('SELECT office_no AS no FROM office_stream')) {
    if (!all.has(no)) all.set(no, await opsAtCentre(desk, no));
  }
  return {
    ...{ witnessed: told.length, lost: lost.length, doubled: doubled.length },
    findings: [
      ...[...lost, ...doubled],
      ...missingRecords(told, where, centre),
      ...(await ledgerFaults(world, logs)),
      ...(await sharedFaults({ centre: desk, pcs: looked }, all)),
      ...(await heldFaults(world, logs)),
      ...(await standstillFaults(rig, numbers)),
      ...(await incidentFaults(rig, numbers, expected.incidents ?? [])),
      ...inboxFaults(looked, expected.inbox ?? []),
      ...looked.flatMap((each) => (each.isReplaced ? [] : recordFaults(each, centre))),
      ...(await diskFaults(rig, looked)),
      ...looked.flatMap(({ pc }) => pc.warnings.map((text) => `office ${pc.no} had a fault: ${text}`)),
      ...(rig.failedServers > 0 ? [`${rig.failedServers} servers ended by themselves`] : []),
    ],
  };
}

interface Whereabouts {
  /** In the log of its office at the data centre, as `office op`. */
  readonly logged: ReadonlySet<string>;
  /** Whole in an inbox, or unsent on the disk of a PC that was replaced: people decide. */
  readonly aside: ReadonlySet<string>;
}

function whereabouts(logs: ReadonlyMap<number, readonly CentreOp[]>, looked: readonly Looked[]): Whereabouts {
  const logged = new Set([...logs].flatMap(([no, ops]) => ops.map(({ op }) => `${no} ${op.id}`)));
  const aside = new Set<string>();
  for (const { no, disk, isReplaced } of looked) {
    const drafts = 'SELECT op_id FROM sync_inbox WHERE mine IS NOT NULL';
    const sql = isReplaced ? `${drafts} UNION SELECT id FROM op_log` : drafts;
    const ids = disk.raw.prepare(sql).pluck().all() as Buffer[];
    for (const id of ids) aside.add(`${no} ${bytesToUuid(id)}`);
  }
  return { logged, aside };
}

/** Every op that a user was told of is in the log of its office, or was laid aside for people. */
function lostOps(
  told: readonly Witnessed[],
  { logged, aside }: Whereabouts,
  mayBeLost: ReadonlySet<string>,
): readonly string[] {
  return told
    .filter(({ office, op }) => !logged.has(`${office} ${op}`) && !aside.has(`${office} ${op}`) && !mayBeLost.has(op))
    .map(({ office, seq, op }) => `lost: op ${op}, told as ${seq} at office ${office}`);
}

/** Every record that an op of the log has made is at the data centre, as the user was told it; what is held is judged apart. */
function missingRecords(
  told: readonly Witnessed[],
  { logged }: Whereabouts,
  { records: there, held: waiting }: Awaited<ReturnType<typeof recordsAtCentre>>,
): readonly string[] {
  const isShared = (record: string): boolean => record.startsWith('sim_contact ');
  return told
    .filter(({ office, op }) => logged.has(`${office} ${op}`))
    .flatMap(({ op, records }) =>
      records
        .filter((record) => !isShared(record) && !there.has(record) && !waiting.has(record))
        .map((record) => `missing: ${record} of op ${op} is not at the data centre`),
    );
}

/** One op once, one record once, one entry of a channel once: over everything that the data centre has. */
async function doubledThings(rig: Rig, numbers: readonly number[]): Promise<readonly string[]> {
  const ops = new Map<string, number>();
  const findings: string[] = [];
  for (const no of numbers) {
    for (const { op } of await opsAtCentre(rig.desk, no)) {
      if (ops.has(op.id)) findings.push(`doubled: op ${op.id} is in the logs of ${ops.get(op.id)} and ${no}`);
      ops.set(op.id, no);
    }
  }
  for (const { name } of simModels) {
    const twice = await rig.rows<{ id: string }>(`SELECT id FROM "${name}" GROUP BY id HAVING count(*) > 1`);
    findings.push(...twice.map(({ id }) => `doubled: ${name} ${id} has two owners`));
  }
  const entries = await rig.rows<{ channel: number; source: string }>(
    'SELECT channel_no AS channel, source FROM channel_entry GROUP BY channel_no, source, shape, entry HAVING count(*) > 1',
  );
  findings.push(...entries.map(({ channel, source }) => `doubled: channel ${channel} has ${source} twice`));
  const answers = await rig.rows<{ id: string }>(
    'SELECT transfer_id AS id FROM sim_acceptance GROUP BY transfer_id HAVING count(*) > 1',
  );
  return [...findings, ...answers.map(({ id }) => `doubled: transfer ${id} was accepted twice`)];
}

/** Nothing is on its way any more, and channels have their numbers without a hole. */
async function standstillFaults(rig: Rig, numbers: readonly number[]): Promise<readonly string[]> {
  const waiting = await rig.rows<{ no: number; seq: number; applied: number }>(
    `SELECT office_no AS no, seq, applied_seq AS applied FROM office_stream
     WHERE office_no = ANY($1) AND (applied_seq <> seq OR NOT is_routed)`,
    numbers,
  );
  const left = await rig.rows<{ no: number; seq: number }>(
    'SELECT office_no AS no, seq FROM office_outbox WHERE office_no = ANY($1)',
    numbers,
  );
  const gaps = await rig.rows<{ no: number; last: number; count: number; first: number; highest: number }>(
    `SELECT channel_no AS no, last_no AS last, count(e.no) AS count, coalesce(min(e.no), 0) AS first,
       coalesce(max(e.no), 0) AS highest
     FROM channel LEFT JOIN channel_entry e USING (channel_no) GROUP BY channel_no, last_no
     HAVING count(e.no) <> last_no OR coalesce(max(e.no), 0) <> last_no OR (last_no > 0 AND min(e.no) <> 1)`,
  );
  return [
    ...waiting.map(({ no, ...rest }) => `office ${no} is not through: ${JSON.stringify(rest)}`),
    ...left.map(({ no, seq }) => `op ${seq} of office ${no} is not handed on`),
    ...gaps.map(({ no, ...rest }) => `channel ${no} is not dense: ${JSON.stringify(rest)}`),
  ];
}

async function incidentFaults(
  rig: Rig,
  numbers: readonly number[],
  expected: readonly string[] | 'any',
): Promise<readonly string[]> {
  if (expected === 'any') return [];
  const found = await rig.rows<{ kind: string }>(
    `SELECT kind FROM office_incident WHERE office_no = ANY($1) AND kind NOT IN ('enrolment', 'returned')
     ORDER BY at, office_no, no`,
    numbers,
  );
  const kinds = found.map(({ kind }) => kind).join(', ');
  return kinds === expected.join(', ') ? [] : [`incidents: ${kinds || 'none'}, not ${expected.join(', ') || 'none'}`];
}

function inboxFaults(looked: readonly Looked[], expected: readonly string[] | 'any'): readonly string[] {
  if (expected === 'any') return [];
  const kinds = looked.flatMap(
    ({ disk }) => disk.raw.prepare('SELECT kind FROM sync_inbox ORDER BY kind').pluck().all() as string[],
  );
  // What any office may write, another one writes over: that is no fault.
  const unexpected = [...new Set(kinds)].filter((kind) => ![...expected, 'overwritten'].includes(kind));
  return unexpected.map((kind) => `inbox: ${kind} lies there`);
}

/** Each disk: the file sound, the chain whole, the records what the log makes, and the log that of the data centre. */
async function diskFaults(rig: Rig, looked: readonly Looked[]): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const { no, disk, isReplaced } of looked) {
    const proof = await verify({ database: disk, models: simModels });
    if (!proof.ok) {
      findings.push(`the disk of office ${no} does not prove itself: ${JSON.stringify(proof.fault)}`);
      continue;
    }
    if (isReplaced) continue;
    const [stream] = await rig.rows<{ seq: number; head: string; epoch: number }>(
      'SELECT seq, head, epoch FROM office_stream WHERE office_no = $1',
      no,
    );
    const epoch = Number(disk.raw.prepare(`SELECT value FROM sync_self WHERE key = 'epoch'`).pluck().get());
    const here = `${proof.ops} ${proof.head} ${epoch}`;
    const there = `${stream?.seq} ${stream?.head} ${stream?.epoch}`;
    if (here !== there) findings.push(`log of office ${no}: here ${here}, there ${there}`);
    const parked = Number(disk.raw.prepare('SELECT count(*) FROM sync_parked').pluck().get());
    if (parked > 0) findings.push(`office ${no} has ${parked} parked entries`);
    findings.push(...(await cursorFaults(rig, { no, disk })));
  }
  return findings;
}

async function cursorFaults(rig: Rig, { no, disk }: Pick<Looked, 'no' | 'disk'>): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const channel of channelsOf(no)) {
    const [there] = await rig.rows<{ last: number }>(
      'SELECT last_no AS last FROM channel WHERE channel_no = $1',
      channel,
    );
    const here: unknown = disk.raw.prepare('SELECT at FROM sync_channel WHERE channel = ?').pluck().get(channel);
    if (Number(here ?? 0) !== (there?.last ?? 0)) {
      findings.push(`office ${no} is at ${String(here)} of channel ${channel}, which ends at ${there?.last ?? 0}`);
    }
  }
  return findings;
}
