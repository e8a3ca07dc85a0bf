import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { noteMissing, type FoundMissing } from './missing.ts';
import type { DatacenterPorts, Witness, WitnessedDeviceOf } from './ports.ts';
import type { StoreTransaction } from './store.ts';
import { emptyStream, lockStream, raiseEpoch } from './streams.ts';
import { devices, self, streams, type DeviceRow, type StreamRow } from './tables.ts';

export interface Enrolment {
  readonly office: number;
  readonly keyId: string;
  readonly publicKey: string;
  /** What the PC calls itself. */
  readonly name?: string;
}

export interface Enrolled {
  readonly epoch: number;
  readonly incarnation: number;
}

const DEVICES_OF_AN_OFFICE = 1_000;

/**
 * Makes a device the writer of an office's log. Whoever wrote it before is fenced: his key is revoked and his epoch is
 * over. An office that nobody enrolled before begins an empty log.
 */
export async function enrol(ports: DatacenterPorts, enrolment: Enrolment): Promise<Enrolled> {
  return ports.store.transaction((tx) => enrolIn(tx, ports, enrolment));
}

/** The same as a part of a larger transaction. */
export async function enrolIn(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  { office, keyId, publicKey, name }: Enrolment,
): Promise<Enrolled> {
  const { now, witness } = ports;
  const stream = (await lockStream(tx, ports, office)) ?? emptyStream(office);
  const raised = await raiseEpoch(tx, ports, stream, { kind: 'enrolment', above: 0, detail: { keyId } });
  const before = await tx.range(devices, office, { limit: DEVICES_OF_AN_OFFICE });
  const known = new Set([keyId, ...before.map((device) => device.keyId)]);
  const forgotten = witness.devicesOf(office).filter((device) => !known.has(device.keyId));
  const ended = [...before, ...forgotten.map((device) => rowOf(device, office, now()))]
    .filter((device) => device.revokedAt === null)
    .map((device) => ({ ...device, revokedAt: now(), isReplaced: true }));
  for (const device of ended) noteDevice(witness, device);
  const fresh = { enrolledAt: now(), revokedAt: null, isReplaced: false };
  const device = { officeNo: office, keyId, publicKey, name: name ?? null, ...fresh };
  noteDevice(witness, device);
  await tx.put(devices, [...ended, device]);
  return { epoch: raised.epoch, incarnation: await incarnationOf(tx) };
}

/** The present incarnation of the data centre. */
export async function incarnationOf(tx: StoreTransaction): Promise<number> {
  return (await tx.get(self, [DATACENTER_OFFICE]))?.incarnation ?? 1;
}

/**
 * Stops a device at once, as after a theft; one that was replaced loses the right to hand in what it has left. Answers
 * whether there was such a device to stop.
 */
export async function revoke(ports: DatacenterPorts, office: number, keyId: string): Promise<boolean> {
  const { store, now, witness } = ports;
  return store.transaction(async (tx) => {
    const witnessed = witness.deviceOf(office, keyId);
    const device =
      (await tx.lock(devices, [office, keyId])) ?? (witnessed && rowOf({ ...witnessed, keyId }, office, now()));
    const isStopped = device === undefined || (device.revokedAt !== null && !device.isReplaced);
    if (isStopped) return false;
    const ended = { ...device, revokedAt: device.revokedAt ?? now(), isReplaced: false };
    noteDevice(witness, ended);
    await tx.put(devices, [ended]);
    return true;
  });
}

/** A device that may write the office's log, and that log: both are held until the end. Null where it may not. */
export async function writerIn(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  { office, keyId }: Pick<Moved, 'office' | 'keyId'>,
): Promise<Writer | null> {
  const stream = await lockStream(tx, ports, office);
  const witnessed = ports.witness.deviceOf(office, keyId);
  const device =
    (await tx.lock(devices, [office, keyId])) ?? (witnessed && rowOf({ ...witnessed, keyId }, office, ports.now()));
  return stream && device?.revokedAt === null ? { stream, device } : null;
}

interface Writer {
  readonly stream: StreamRow;
  readonly device: DeviceRow;
}

/**
 * Ends the right of a device to write the office's log, because its PC goes to another office: as with one that was
 * replaced, what it has left may still be taken. Its incident says where it went. To be done last: what the witness has
 * heard is for good, also where the transaction fails after it. The device stands in the database as before then, and
 * may be let go again.
 */
export async function letGoIn(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  { stream, device, to, movedBy }: Writer & Pick<Moved, 'to' | 'movedBy'>,
): Promise<void> {
  const ended = { ...device, revokedAt: ports.now(), isReplaced: true };
  await tx.put(devices, [ended]);
  await raiseEpoch(tx, ports, stream, { kind: 'moved', above: 0, detail: { keyId: device.keyId, to, movedBy } });
  noteDevice(ports.witness, ended);
}

/** A device whose PC goes to another office, and who sent it there. */
export interface Moved {
  readonly office: number;
  readonly keyId: string;
  readonly to: number;
  readonly movedBy: string;
}

/** Stops an office's log, or lets it go on. Answers whether there is such a log. */
export async function setFrozen(ports: DatacenterPorts, office: number, isFrozen: boolean): Promise<boolean> {
  return ports.store.transaction(async (tx) => {
    const stream = await lockStream(tx, ports, office);
    if (!stream) return false;
    await tx.put(streams, [{ ...stream, isFrozen }]);
    return true;
  });
}

/** A device of which a database that was put back does not know, since it was enrolled after that; the witness does. */
function rowOf(device: WitnessedDeviceOf, officeNo: number, at: number): DeviceRow {
  const { keyId, publicKey, isRevoked, isReplaced = false } = device;
  return { officeNo, keyId, publicKey, name: null, enrolledAt: at, revokedAt: isRevoked ? at : null, isReplaced };
}

function noteDevice(witness: Witness, { officeNo: office, keyId, publicKey, revokedAt, isReplaced }: DeviceRow): void {
  const isRevoked = revokedAt !== null;
  witness.note({ kind: 'device', office, keyId, publicKey, isRevoked, ...(isReplaced && { isReplaced }) });
}

export interface Restored {
  readonly incarnation: number;
  /** What each office had sent that is not here. */
  readonly missing: readonly FoundMissing[];
}

/**
 * To be called once after the database was put back from a backup, before any office is answered. What is missing is
 * noted first: no server starts before the rest is done.
 */
export async function declareRestored(ports: DatacenterPorts): Promise<Restored> {
  const { store, witness } = ports;
  const missing = await noteMissing(ports);
  const incarnation = await store.transaction(async (tx) => {
    const before = await tx.lock(self, [DATACENTER_OFFICE]);
    const incarnation = Math.max(before?.incarnation ?? 1, witness.incarnation()) + 1;
    witness.note({ kind: 'incarnation', incarnation });
    await tx.put(self, [{ officeNo: DATACENTER_OFFICE, incarnation }]);
    return incarnation;
  });
  return { incarnation, missing };
}

/**
 * Notes that a verified off-site backup holds each office's log up to an op; then the ledger lets go of it.
 */
export async function markDurable(ports: DatacenterPorts, reached: ReadonlyMap<number, number>): Promise<void> {
  for (const [office, seq] of reached) {
    await ports.store.transaction(async (tx) => {
      const stream = await lockStream(tx, ports, office);
      if (stream && seq > stream.durableSeq && seq <= stream.seq)
        await tx.put(streams, [{ ...stream, durableSeq: seq }]);
    });
  }
  await ports.ledger.cut(reached);
}
