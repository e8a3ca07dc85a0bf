import { hash } from 'node:crypto';
import { isCode, type EnrolAnswer, type EnrolRefusal, type EnrolRequest } from '#kernel/sync/enrolment.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { enrolIn, incarnationOf } from './enrol.ts';
import type { DatacenterPorts } from './ports.ts';
import { enrolmentCodes, enrolmentTries, offices, type EnrolmentTryRow } from './registry-tables.ts';
import type { StoreTransaction } from './store.ts';
import { lockStream } from './streams.ts';
import { devices, self } from './tables.ts';

const HOUR = 3_600_000;
const CODE_GOOD_FOR = 72 * HOUR;
const TRIES = { wrong: 5, within: 10 * 60_000, addresses: 10_000 } as const;
const CODES_OF_AN_OFFICE = 10_000;

export interface MadeCode {
  readonly office: number;
  readonly expiresAt: number;
}

/**
 * Makes a code good for one PC of the office, for 72 hours; those made before and not used are void. Only its hash is
 * kept. Refuses `OFFICE_UNKNOWN` or `OFFICE_CLOSED`.
 */
export async function makeCode(
  { store, now }: DatacenterPorts,
  { office, code, madeBy }: { readonly office: number; readonly code: string; readonly madeBy: string },
): Promise<Verdict<MadeCode>> {
  return store.transaction(async (tx) => {
    const row = await tx.lock(offices, [office]);
    if (!row) return refuse('OFFICE_UNKNOWN');
    if (row.isClosed) return refuse('OFFICE_CLOSED');
    await voidOpen(tx, office);
    const [madeAt, expiresAt] = [now(), now() + CODE_GOOD_FOR];
    const unused = { usedAt: null, usedBy: null, isVoid: false };
    await tx.put(enrolmentCodes, [
      { officeNo: office, codeHash: hashOf(office, code), madeAt, madeBy, expiresAt, ...unused },
    ]);
    return accept({ office, expiresAt });
  });
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
 * Makes the caller's PC the writer of the office's log, if the code is good. A stranger hears the same of a wrong
 * code, a used one, one that is over, and an office that is none. The PC that used a code may ask again with the same
 * key: its first answer may have been lost.
 */
export async function enrolByCode(
  ports: DatacenterPorts,
  asked: EnrolRequest,
  { address, ...keys }: { readonly address: string; readonly centreKey: string; readonly exchangeKey: string },
): Promise<EnrolAnswer> {
  if (!isCode(asked.code)) return refused('ENROLMENT_MALFORMED');
  if (asked.schema < ports.oldestSchema) return refused('PROGRAM_TOO_OLD');
  return ports.store.transaction(async (tx) => {
    // Tries are counted one after the other, on whichever server they arrive.
    await tx.lock(self, [DATACENTER_OFFICE]);
    const tries = await triesOf(tx, address, ports.now());
    if (tries === null || tries.wrong >= TRIES.wrong) return refused('ENROLMENT_TOO_OFTEN');
    const enrolled = await redeemed(tx, ports, asked);
    if (enrolled !== null) return { kind: 'enrolled', office: asked.office, ...enrolled, ...keys };
    await tx.put(enrolmentTries, [{ ...tries, wrong: tries.wrong + 1 }]);
    return refused('ENROLMENT_CODE_WRONG');
  });
}

async function redeemed(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  { office, code, keyId, publicKey, device }: EnrolRequest,
): Promise<{ readonly epoch: number; readonly incarnation: number } | null> {
  const registered = await tx.lock(offices, [office]);
  const row = await tx.lock(enrolmentCodes, [office, hashOf(office, code)]);
  const isGood = row && !row.isVoid && ports.now() < row.expiresAt && registered && !registered.isClosed;
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

/** The wrong tries from an address within the time that counts, or null when too many addresses try at once. */
async function triesOf(tx: StoreTransaction, address: string, now: number): Promise<EnrolmentTryRow | null> {
  const all = await tx.range(enrolmentTries, DATACENTER_OFFICE, { limit: TRIES.addresses });
  const over = all.filter(({ since }) => now - since >= TRIES.within);
  await tx.remove(
    enrolmentTries,
    over.map((row) => [row.officeNo, row.address]),
  );
  if (all.length - over.length >= TRIES.addresses) return null;
  const found = all.find((row) => row.address === address && now - row.since < TRIES.within);
  return found ?? { officeNo: DATACENTER_OFFICE, address, since: now, wrong: 0 };
}

function hashOf(office: number, code: string): string {
  return hash('sha256', `diwan enrolment ${office} ${code}`);
}

function refused(code: EnrolRefusal): EnrolAnswer {
  return { kind: 'refused', code };
}
