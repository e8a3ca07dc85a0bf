import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import type { DatacenterPorts, Witness } from './ports.ts';
import { emptyStream, lockStream, raiseEpoch } from './streams.ts';
import { devices, self, streams, type DeviceRow } from './tables.ts';

export interface Enrolment {
  readonly office: number;
  readonly keyId: string;
  readonly publicKey: string;
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
export async function enrol(ports: DatacenterPorts, { office, keyId, publicKey }: Enrolment): Promise<Enrolled> {
  const { store, now, witness } = ports;
  return store.transaction(async (tx) => {
    const stream = (await lockStream(tx, ports, office)) ?? emptyStream(office);
    const raised = await raiseEpoch(tx, ports, stream, { kind: 'enrolment', above: 0, detail: { keyId } });
    const before = await tx.range(devices, office, { limit: DEVICES_OF_AN_OFFICE });
    const ended = before
      .filter((device) => device.revokedAt === null)
      .map((device) => ({ ...device, revokedAt: now() }));
    for (const device of ended) noteDevice(witness, device);
    const device = { officeNo: office, keyId, publicKey, enrolledAt: now(), revokedAt: null };
    noteDevice(witness, device);
    await tx.put(devices, [...ended, device]);
    const centre = await tx.get(self, [DATACENTER_OFFICE]);
    return { epoch: raised.epoch, incarnation: centre?.incarnation ?? 1 };
  });
}

/** Stops a device at once, as after a theft. */
export async function revoke(ports: DatacenterPorts, office: number, keyId: string): Promise<void> {
  const { store, now, witness } = ports;
  await store.transaction(async (tx) => {
    const device = await tx.lock(devices, [office, keyId]);
    if (device?.revokedAt !== null) return;
    const ended = { ...device, revokedAt: now() };
    noteDevice(witness, ended);
    await tx.put(devices, [ended]);
  });
}

function noteDevice(witness: Witness, { officeNo, keyId, publicKey, revokedAt }: DeviceRow): void {
  witness.note({ kind: 'device', office: officeNo, keyId, publicKey, isRevoked: revokedAt !== null });
}

/** To be called once after the database was put back from a backup, before any office is answered. */
export async function declareRestored({ store, witness }: DatacenterPorts): Promise<number> {
  return store.transaction(async (tx) => {
    const before = await tx.lock(self, [DATACENTER_OFFICE]);
    const incarnation = Math.max(before?.incarnation ?? 1, witness.incarnation()) + 1;
    witness.note({ kind: 'incarnation', incarnation });
    await tx.put(self, [{ officeNo: DATACENTER_OFFICE, incarnation }]);
    return incarnation;
  });
}

/** Notes that a verified off-site backup holds the office's log up to `seq`. */
export async function markDurable(ports: DatacenterPorts, office: number, seq: number): Promise<void> {
  await ports.store.transaction(async (tx) => {
    const stream = await lockStream(tx, ports, office);
    if (stream && seq > stream.durableSeq && seq <= stream.seq) await tx.put(streams, [{ ...stream, durableSeq: seq }]);
  });
}
