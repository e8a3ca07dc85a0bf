import { randomBytes } from 'node:crypto';
import { codeOf, writeInvitation } from '#kernel/sync/enrolment.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { makeCode, moveDevice, type MadeCode } from '#datacenter/protocol/enrolment-codes.ts';
import { markDurable, type Moved } from '#datacenter/protocol/enrol.ts';
import { provedCopies } from '#datacenter/protocol/health-tables.ts';
import { isProved, noteUnreadable, proveOffice, type OfficeProof } from '#datacenter/protocol/proof.ts';
import { StoreAway } from '#datacenter/protocol/store.ts';
import { headAt, lockStream } from '#datacenter/protocol/streams.ts';
import { frameDigest, readCopy, type CopiedStream } from '#datacenter/storage/copy.ts';
import { openPostgresStore, type PostgresStore } from '#datacenter/storage/postgres-store.ts';
import { readOffices } from '#datacenter/storage/registry.ts';
import type { OpenDatacenter } from './serve.ts';

export interface MadeInvitation {
  /** One line, to be pasted or shown as a QR code. */
  readonly invitation: string;
  readonly expiresAt: number;
}

/**
 * A new invitation for one PC of the office; those made before and not used are void. `address` is where offices reach
 * the data centre. Refuses `OFFICE_UNKNOWN` or `OFFICE_CLOSED`.
 */
export async function invite(
  { ports, certificate }: Pick<OpenDatacenter, 'ports' | 'certificate'>,
  { office, address, madeBy }: { readonly office: number; readonly address: string; readonly madeBy: string },
): Promise<Verdict<MadeInvitation>> {
  const code = codeOf(randomBytes(12));
  const made = await makeCode(ports, { office, code, madeBy });
  return made.ok ? accept(written(made.value, { code, address, certificate })) : made;
}

/**
 * Moves a PC to another office, as `moveDevice` does: a new invitation to that one, and its device of before is at its
 * end. Refuses as that does.
 */
export async function inviteMoved(
  { ports, certificate }: Pick<OpenDatacenter, 'ports' | 'certificate'>,
  { address, ...moved }: Moved & { readonly address: string },
): Promise<Verdict<MadeInvitation>> {
  const code = codeOf(randomBytes(12));
  const made = await moveDevice(ports, { ...moved, code });
  return made.ok ? accept(written(made.value, { code, address, certificate })) : made;
}

function written(
  { office, expiresAt }: MadeCode,
  {
    code,
    address,
    certificate,
  }: { readonly code: string; readonly address: string; readonly certificate: OpenDatacenter['certificate'] },
): MadeInvitation {
  const { fingerprint } = certificate;
  return { invitation: writeInvitation({ address, fingerprint, office, code }), expiresAt };
}

export interface DurableOffice {
  readonly office: number;
  readonly durable: number;
}

/**
 * Compares a database that was put back from the off-site backup with this one, and notes for each office how far the
 * copy reaches, and when it was looked at. Refuses `COPY_BROKEN` for a copy whose frames have a hole, and `COPY_DIFFERS`
 * for one with another history or with other bytes in a frame; then nothing is noted. It reads every frame of both.
 */
export async function noteVerifiedCopy(
  { ports, store }: Pick<OpenDatacenter, 'ports' | 'store'>,
  copyUrl: string,
): Promise<Verdict<readonly DurableOffice[]>> {
  const copy = openPostgresStore({ url: copyUrl, connections: 1 });
  try {
    const streams = await readCopy(copy.pool);
    const broken = streams.find(({ isWhole }) => !isWhole);
    if (broken) return refuse('COPY_BROKEN', { office: broken.office });
    for (const stream of streams) {
      const isSame = (await isSameHistory(ports, stream)) && (await areSameFrames([store, copy], stream));
      if (!isSame) return refuse('COPY_DIFFERS', { office: stream.office });
    }
    await markDurable(ports, new Map(streams.map(({ office, seq }) => [office, seq])));
    const proved = { officeNo: DATACENTER_OFFICE, provedAt: ports.now() };
    await ports.store.transaction((tx) => tx.put(provedCopies, [proved]));
    return accept(streams.map(({ office, seq }) => ({ office, durable: seq })));
  } finally {
    await copy.close();
  }
}

export interface ProvedOffices {
  readonly isRight: boolean;
  /** Of one whose stored log cannot be read at all, why. */
  readonly offices: readonly (OfficeProof | { readonly office: number; readonly fault: string })[];
}

/** Proves the records of one office, or of all that have a log. Refuses `OFFICE_UNKNOWN`. */
export async function prove(
  { ports, store }: Pick<OpenDatacenter, 'ports' | 'store'>,
  { office, mends }: { readonly office: number | undefined; readonly mends: boolean },
): Promise<Verdict<ProvedOffices>> {
  const known = (await readOffices(store.pool)).filter(({ hasLog }) => hasLog).map((each) => each.office);
  const asked = known.filter((each) => office === undefined || each === office);
  if (office !== undefined && asked.length === 0) return refuse('OFFICE_UNKNOWN', { office });
  const offices: ProvedOffices['offices'][number][] = [];
  let isRight = true;
  for (const each of asked) {
    try {
      const proof = await proveOffice(ports, each, { mends });
      if (!proof) continue;
      offices.push(proof);
      isRight &&= isProved(proof);
    } catch (error) {
      if (error instanceof StoreAway) throw error;
      const fault = error instanceof Error ? error.message : String(error);
      await noteUnreadable(ports, each, fault);
      offices.push({ office: each, fault });
      isRight = false;
    }
  }
  return accept({ isRight, offices });
}

async function areSameFrames(stores: readonly PostgresStore[], { office, seq }: CopiedStream): Promise<boolean> {
  const digests = await Promise.all(stores.map(({ pool }) => frameDigest(pool, office, seq)));
  return new Set(digests).size === 1;
}

function isSameHistory(ports: OpenDatacenter['ports'], { office, seq, head }: CopiedStream): Promise<boolean> {
  return ports.store.transaction(async (tx) => {
    const stream = await lockStream(tx, ports, office);
    return stream !== undefined && (await headAt(tx, ports, stream, seq)) === head;
  });
}
