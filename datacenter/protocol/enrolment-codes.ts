import { hash } from 'node:crypto';
import { isCode, type EnrolAnswer, type EnrolRefusal, type EnrolRequest } from '#kernel/sync/enrolment.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { enrolIn, incarnationOf, letGoIn, writerIn, type Moved } from './enrol.ts';
import type { DatacenterPorts } from './ports.ts';
import { enrolmentCodes, enrolmentTries, offices, type EnrolmentTryRow } from './registry-tables.ts';
import type { StoreTransaction } from './store.ts';
import { lockStream } from './streams.ts';
import { devices } from './tables.ts';

const HOUR = 3_600_000;
const CODE_GOOD_FOR = 72 * HOUR;
/** Wrong codes for one office from one address; of each office so many addresses are remembered. */
const TRIES = { wrong: 5, within: 10 * 60_000, addresses: 1_000 } as const;
const CODES_OF_AN_OFFICE = 10_000;

export interface MadeCode {
  readonly office: number;
  readonly expiresAt: number;
}

/**
 * Makes a code good for one PC of the office, for 72 hours; those made before and not used are void. Only its hash is
 * kept. Refuses `OFFICE_UNKNOWN` or `OFFICE_CLOSED`.
 */
export async function makeCode(ports: DatacenterPorts, asked: AskedCode): Promise<Verdict<MadeCode>> {
  return ports.store.transaction(async (tx) => {
    const possible = await judgeCode(tx, asked.office);
    return possible.ok ? accept(await makeCodeIn(tx, ports, asked)) : possible;
  });
}

interface AskedCode {
  readonly office: number;
  readonly code: string;
  readonly madeBy: string;
}

/**
 * Moves a PC to another office in one step: a code for it there, and its device of before may write no more. A refusal
 * changes nothing. Where the database fails at the very end there is no code, and the PC may be shut out already, since
 * the witness takes nothing back: the same move again makes it good. Refuses `OFFICE_UNKNOWN`, `OFFICE_CLOSED`, and
 * `DEVICE_UNKNOWN` for a device that could not write.
 */
export async function moveDevice(
  ports: DatacenterPorts,
  { code, ...moved }: Moved & { readonly code: string },
): Promise<Verdict<MadeCode>> {
  const { to, movedBy } = moved;
  return ports.store.transaction(async (tx) => {
    const possible = await judgeCode(tx, to);
    if (!possible.ok) return possible;
    const writer = await writerIn(tx, ports, moved);
    if (!writer) return refuse('DEVICE_UNKNOWN');
    const made = await makeCodeIn(tx, ports, { office: to, code, madeBy: movedBy });
    await letGoIn(tx, ports, { ...writer, to, movedBy });
    return accept(made);
  });
}

/** Holds the office's line in the register until the end: may a PC be invited there? */
async function judgeCode(tx: StoreTransaction, office: number): Promise<Verdict> {
  const row = await tx.lock(offices, [office]);
  if (!row) return refuse('OFFICE_UNKNOWN');
  return row.isClosed ? refuse('OFFICE_CLOSED') : accept();
}

async function makeCodeIn(
  tx: StoreTransaction,
  { now }: DatacenterPorts,
  { office, code, madeBy }: AskedCode,
): Promise<MadeCode> {
  await voidOpen(tx, office);
  const [madeAt, expiresAt] = [now(), now() + CODE_GOOD_FOR];
  const unused = { usedAt: null, usedBy: null, isVoid: false };
  await tx.put(enrolmentCodes, [
    { officeNo: office, codeHash: hashOf(office, code), madeAt, madeBy, expiresAt, ...unused },
  ]);
  return { office, expiresAt };
}

/** Makes the codes of an office void that nobody has used. Answers how many. */
export async function voidCodes({ store }: DatacenterPorts, office: number): Promise<number> {
  return store.transaction(async (tx) => {
    await tx.lock(offices, [office]);
    return voidOpen(tx, office);
  });
}

async function voidOpen(tx: StoreTransaction, office: number): Promise<number> {
  const codes = await tx.range(enrolmentCodes, office, { limit: CODES_OF_AN_OFFICE });
  const open = codes.filter(({ usedAt, isVoid }) => usedAt === null && !isVoid);
  await tx.put(
    enrolmentCodes,
    open.map((code) => ({ ...code, isVoid: true })),
  );
  return open.length;
}

/**
 * Makes the caller's PC the writer of the office's log, if the code is good: whatever was tried before, for a code of
 * sixty bits is not guessed. A stranger hears the same of a wrong code, a used one, one that is over, and an office
 * that is none; after five wrong ones for an office in ten minutes he hears `ENROLMENT_TOO_OFTEN`. The PC that used a
 * code may ask again with the same key: its first answer may have been lost.
 */
export async function enrolByCode(
  ports: DatacenterPorts,
  asked: EnrolRequest,
  { address, ...keys }: { readonly address: string; readonly centreKey: string; readonly exchangeKey: string },
): Promise<EnrolAnswer> {
  if (!isCode(asked.code)) return refused('ENROLMENT_MALFORMED');
  if (asked.schema < ports.oldestSchema) return refused('PROGRAM_TOO_OLD');
  return ports.store.transaction(async (tx) => {
    // The office's line is held: tries are counted one after the other, on whichever server they arrive.
    const registered = await tx.lock(offices, [asked.office]);
    const enrolled = registered?.isClosed === false ? await redeemed(tx, ports, asked) : null;
    if (enrolled !== null) return { kind: 'enrolled', office: asked.office, ...enrolled, ...keys };
    const now = ports.now();
    if (registered) return refused(await wrongTry(tx, now, { officeNo: asked.office, address }));
    // Of numbers that no office has, there is no end: they are counted in the data centre's own line.
    await tx.lock(offices, [DATACENTER_OFFICE]);
    const key = { officeNo: DATACENTER_OFFICE, address: `${asked.office} ${address}` };
    return refused(await wrongTry(tx, now, key));
  });
}

async function redeemed(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  { office, code, keyId, publicKey, device }: EnrolRequest,
): Promise<{ readonly epoch: number; readonly incarnation: number } | null> {
  const row = await tx.lock(enrolmentCodes, [office, hashOf(office, code)]);
  const isGood = row && !row.isVoid && ports.now() < row.expiresAt;
  if (!isGood) return null;
  const known = await tx.get(devices, [office, keyId]);
  if (row.usedAt !== null || known) {
    const isAgain = row.usedBy === keyId && known?.publicKey === publicKey && known.revokedAt === null;
    const stream = isAgain ? await lockStream(tx, ports, office) : undefined;
    return stream ? { epoch: stream.epoch, incarnation: await incarnationOf(tx) } : null;
  }
  await tx.put(enrolmentCodes, [{ ...row, usedAt: ports.now(), usedBy: keyId }]);
  return enrolIn(tx, ports, { office, keyId, publicKey, name: device });
}

/**
 * Counts a wrong code, and says what is answered. What is over is forgotten, and when too many addresses try at once,
 * the one that began first: nobody is refused because of the others.
 */
async function wrongTry(
  tx: StoreTransaction,
  now: number,
  key: Pick<EnrolmentTryRow, 'officeNo' | 'address'>,
): Promise<EnrolRefusal> {
  const all = await tx.range(enrolmentTries, key.officeNo, { limit: TRIES.addresses });
  const isOver = ({ since }: EnrolmentTryRow): boolean => now - since >= TRIES.within;
  const current = all.filter((row) => !isOver(row)).toSorted((left, right) => left.since - right.since);
  const found = current.find(({ address }) => address === key.address);
  const isFull = !found && current.length >= TRIES.addresses;
  const forgotten = [...all.filter(isOver), ...(isFull ? current.slice(0, 1) : [])];
  await tx.remove(
    enrolmentTries,
    forgotten.map((row) => [row.officeNo, row.address]),
  );
  if (found && found.wrong >= TRIES.wrong) return 'ENROLMENT_TOO_OFTEN';
  await tx.put(enrolmentTries, [{ ...key, since: found?.since ?? now, wrong: (found?.wrong ?? 0) + 1 }]);
  return 'ENROLMENT_CODE_WRONG';
}

function hashOf(office: number, code: string): string {
  return hash('sha256', `diwan enrolment ${office} ${code}`);
}

function refused(code: EnrolRefusal): EnrolAnswer {
  return { kind: 'refused', code };
}
