import { decodeFrame, signedPart } from '#kernel/sync/frame.ts';
import { SHARED_CHANNEL } from '#kernel/sync/log.ts';
import { laterMark, type Mark } from '#kernel/sync/merge.ts';
import { formatNumber } from '#kernel/sync/numbers.ts';
import { packHlc } from '#kernel/hlc.ts';
import { heldOps, recordTable, sharedMarks, streams, type RecordRow } from '#datacenter/protocol/tables.ts';
import type { StoreTable } from '#datacenter/protocol/store.ts';
import { bytesToUuid } from '#kernel/ids.ts';
import { modelOf } from '#db/columns.ts';
import { framesAtCentre, opsAtCentre, opsOnDisks, type CentreOp, type ReadableCentre } from './book.ts';
import { POISON } from './centre.ts';
import { forkFaults } from './fork-invariants.ts';
import type { World } from './invariants.ts';
import type { SimOffice } from './office.ts';
import { simCentreKeys, simPublicKey } from './keys.ts';
import { missingFaults } from './missing-invariants.ts';
import { acceptance, contact, movement, transfer } from './tables.ts';

const ALL = { limit: 1_000_000 };
/** How far into the future a clock may win a shared field; told here once more, so that the harness checks it. */
const FIVE_MINUTES = 300_000;

/** What is asked of a data centre and its offices when only their databases are at hand. */
export interface LoggedWorld {
  readonly centre: ReadableCentre;
  readonly numbers: readonly number[];
}

type Looked = 'no' | 'disk' | 'isReplaced';

/** The questions to the data centre: logs, losses, numbers, ledgers, shared fields, transfers, signatures. */
export async function centreViolations(world: World): Promise<readonly string[]> {
  const logs = new Map<number, readonly CentreOp[]>();
  for (const no of world.numbers) logs.set(no, await opsAtCentre(world.centre, no));
  return [
    ...(await differentLogs(world)),
    ...lostOps(world, logs),
    ...numberFaults(world, logs),
    ...(await ledgerFaults(world, logs)),
    ...(await sharedFaults(world, logs)),
    ...(await frameFaults(world)),
    ...(await heldFaults(world, logs)),
    ...(await forkFaults(world, logs)),
    ...(await missingFaults(world, logs)),
  ];
}

/** I1 for the logs, and I7: what was acknowledged under this incarnation is there. */
async function differentLogs({ centre, pcs, reached }: World): Promise<readonly string[]> {
  const violations: string[] = [];
  for (const { no, door } of pcs.filter(({ isReplaced }) => !isReplaced)) {
    const stream = await centre.store.transaction((tx) => tx.get(streams, [no]));
    const here = `${door.head.seq} ${door.head.hash} ${door.incarnation.epoch}`;
    const there = stream ? `${stream.seq} ${stream.head} ${stream.epoch}` : 'nothing';
    if (here !== there) violations.push(`I1 log of office ${no}: here ${here}, there ${there}`);
    const acked = reached.get(`${no} ${Math.max(1, centre.witness.incarnation())}`) ?? 0;
    if (acked > (stream?.seq ?? 0)) violations.push(`I7 office ${no} was told ${acked} and the stream ends before`);
    if (stream && stream.appliedSeq !== stream.seq) violations.push(`I10 office ${no} is not applied to its end`);
  }
  return violations;
}

/** I2 and I5: every op that a user was told of is stored once, or lies in the inbox, or went with a disk. */
function lostOps({ numbers, pcs, book }: World, logs: ReadonlyMap<number, readonly CentreOp[]>): readonly string[] {
  const violations: string[] = [];
  const stored = new Map<string, number>();
  for (const [office, log] of logs) {
    for (const { op } of log) {
      if (stored.has(op.id)) violations.push(`I5 op ${op.id} is stored twice (office ${office})`);
      stored.set(op.id, office);
    }
  }
  const onDisks = new Map(numbers.map((no) => [no, opsOnDisks(pcs, no)]));
  for (const [id, { office, op }] of book.told) {
    const isThere = stored.has(id) || onDisks.get(office)?.has(id) === true;
    if (!isThere && !book.mayBeLost.has(id)) violations.push(`I2 op ${id} (${op.k}, office ${office}) is lost`);
  }
  return violations;
}

/** I4: a number is one paper's, or people were told; and no series has a hole that no lost op explains. */
function numberFaults(
  { numbers, pcs, book }: World,
  logs: ReadonlyMap<number, readonly CentreOp[]>,
): readonly string[] {
  const violations: string[] = [];
  for (const office of numbers) {
    const there = pcs.filter(({ no }) => no === office);
    const flagged = new Set(there.flatMap((pc) => [...flaggedNumbers(pc)]));
    const mayRepeat = book.mayRepeatNumbers.has(office) || there.some(({ mayRepeatNumbers }) => mayRepeatNumbers);
    if (flagged.size > 0 && !mayRepeat) {
      violations.push(`I4 office ${office} repeated a number though its sentinel could tell`);
    }
    const owners = new Map<string, string>();
    const series = new Map<string, Set<number>>();
    const told = [...book.told.values()].filter(({ office: no }) => no === office).map(({ op }) => op);
    for (const { id, n } of told) {
      if (!n) continue;
      const name = `${n.kind} ${n.year} ${n.series}`;
      series.set(name, (series.get(name) ?? new Set()).add(n.no));
      const isStored = logs.get(office)?.some(({ op }) => op.id === id) === true;
      if (!isStored) continue;
      const number = formatNumber(office, n);
      const other = owners.get(number);
      if (other !== undefined && !flagged.has(id) && !flagged.has(other)) {
        violations.push(`I4 number ${number} is on two papers and nobody was told`);
      }
      owners.set(number, id);
    }
    for (const [name, given] of series) {
      for (let no = 1; no <= Math.max(...given); no += 1) {
        if (!given.has(no)) violations.push(`I4 office ${office} has no number ${no} in ${name}`);
      }
    }
  }
  return violations;
}

function flaggedNumbers({ disk }: SimOffice): ReadonlySet<string> {
  const ids = disk.raw.prepare(`SELECT op_id FROM sync_inbox WHERE kind = 'dup-number'`).pluck().all() as Buffer[];
  return new Set(ids.map((id) => bytesToUuid(id)));
}

/** I3 and I8: what left one stock is in another or on its way, and arrives once. */
export async function ledgerFaults(
  { centre, numbers }: LoggedWorld,
  logs: ReadonlyMap<number, readonly CentreOp[]>,
): Promise<readonly string[]> {
  const violations: string[] = [];
  const rows = async <Row>(table: StoreTable<Row>): Promise<readonly Row[]> => {
    const found: Row[] = [];
    for (const no of numbers) found.push(...(await centre.store.transaction((tx) => tx.range(table, no, ALL))));
    return found;
  };
  const quantity = (row: RecordRow): number => Number(row['quantity']);
  const sum = (list: readonly RecordRow[]): number => list.reduce((total, row) => total + quantity(row), 0);
  const moves = await rows(recordTable(modelOf(movement)));
  const transfers = await rows(recordTable(modelOf(transfer)));
  const acceptances = await rows(recordTable(modelOf(acceptance)));
  const accepted = new Set(acceptances.map((row) => String(row['transferId'])));
  if (accepted.size !== acceptances.length) violations.push('I8 a transfer was accepted twice');
  const inTransit = transfers.filter((row) => !accepted.has(row.id));
  const adjustments = await appliedAdjustments({ centre, numbers }, logs);
  if (sum(moves) + sum(inTransit) !== adjustments) {
    violations.push(`I3 stock ${sum(moves)} + transit ${sum(inTransit)} is not ${adjustments}`);
  }
  return violations;
}

/** What the clerks' adjustments add up to, told from the logs and not from the records. */
async function appliedAdjustments(
  { centre, numbers }: LoggedWorld,
  logs: ReadonlyMap<number, readonly CentreOp[]>,
): Promise<number> {
  let total = 0;
  for (const no of numbers) {
    const held = new Set((await centre.store.transaction((tx) => tx.range(heldOps, no, ALL))).map((row) => row.seq));
    for (const { seq, op } of logs.get(no) ?? []) {
      if (op.k !== 'sim.adjust' || held.has(seq)) continue;
      for (const effect of op.e) if (effect[0] === 'i') total += Number(effect[3]['quantity'] ?? 0);
    }
  }
  return total;
}

/** I6: every shared field is the fold of all ops, at the data centre and at every office. */
export async function sharedFaults(
  { centre, pcs }: Pick<LoggedWorld, 'centre'> & { readonly pcs: readonly Pick<SimOffice, Looked>[] },
  logs: ReadonlyMap<number, readonly CentreOp[]>,
): Promise<readonly string[]> {
  const violations: string[] = [];
  const marks = new Map<string, Mark>();
  for (const [office, log] of logs) {
    const held = new Set(
      (await centre.store.transaction((tx) => tx.range(heldOps, office, ALL))).map((row) => row.seq),
    );
    for (const { seq, receivedAt, op } of log) {
      if (held.has(seq)) continue;
      for (const effect of op.e) {
        if (effect[1] !== modelOf(contact).name || effect[0] === 'x') continue;
        for (const [key, value] of Object.entries(effect[3])) {
          const mark = { value, hlc: Math.min(op.h, packHlc(receivedAt + FIVE_MINUTES)), office, seq };
          const field = `${effect[1]} ${effect[2]} ${key}`;
          const known = marks.get(field);
          marks.set(field, known ? laterMark(known, mark) : mark);
        }
      }
    }
  }
  const stored = await centre.store.transaction((tx) => tx.range(sharedMarks, SHARED_CHANNEL, ALL));
  if (stored.length !== marks.size) violations.push(`I6 ${stored.length} shared fields, ${marks.size} by the logs`);
  for (const { field, value } of stored) {
    if (marks.get(field)?.value !== value) violations.push(`I6 ${field} is not the last writing at the data centre`);
  }
  for (const { no, disk } of pcs.filter(({ isReplaced }) => !isReplaced)) {
    for (const [field, { value }] of marks) {
      const [table, id = '', key] = field.split(' ');
      const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
      const row = disk.raw.prepare(`SELECT ${key} AS value FROM ${table} WHERE id = ?`).get(bytes) as
        { value: unknown } | undefined;
      if (row?.value !== value)
        violations.push(`I6 ${field} at office ${no}: ${String(row?.value)}, not ${String(value)}`);
    }
  }
  return violations;
}

/** I11: what is stored is what a device signed. */
async function frameFaults({ centre, numbers }: World): Promise<readonly string[]> {
  const violations: string[] = [];
  for (const no of numbers) {
    for (const { frame, fromSeq } of await framesAtCentre(centre, no)) {
      const read = decodeFrame(frame);
      const header = read.ok ? read.value.header : null;
      const publicKey = simPublicKey(header?.key ?? '');
      const isSigned = header && simCentreKeys.isSignedBy(publicKey, signedPart(header), header.signature);
      if (isSigned !== true) violations.push(`I11 frame ${fromSeq} of office ${no} is not as it was signed`);
    }
  }
  return violations;
}

/** I10: what still waits was refused by the rules, or follows on such an op; nothing waits for a version or a cause. */
export async function heldFaults(
  { centre, numbers }: LoggedWorld,
  logs: ReadonlyMap<number, readonly CentreOp[]>,
): Promise<readonly string[]> {
  const violations: string[] = [];
  const made = new Set(
    [...logs.values()]
      .flat()
      .flatMap(({ op }) => op.e.flatMap(([kind, table, id]) => (kind === 'i' ? `${table} ${id}` : []))),
  );
  for (const no of numbers) {
    for (const { seq, reason } of await centre.store.transaction((tx) => tx.range(heldOps, no, ALL))) {
      const op = logs.get(no)?.find((each) => each.seq === seq)?.op;
      // The cause may have gone with a disk.
      const isWaiting = reason === 'cause-missing' && op?.d?.some(([, table, id]) => !made.has(`${table} ${id}`));
      const isRight = isWaiting === true || reason === 'follows' || (reason === 'illegal-state' && op?.k === POISON);
      if (!isRight) violations.push(`I10 op ${seq} of office ${no} (${op?.k}) is still held: ${reason}`);
    }
  }
  return violations;
}
