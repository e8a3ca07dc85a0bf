import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import {
  compareVersions,
  isNewer,
  judgePackage,
  RELEASE_LIMITS,
  releasePart,
  type ReleasePackage,
  type SignedPackage,
} from '#kernel/sync/release.ts';
import { accept, refuse, type Refused, type Verdict } from '#kernel/verdict.ts';
import type { DatacenterPorts } from './ports.ts';
import { releaseChunks, releasePackages, releases, type ReleaseRow } from './release-tables.ts';
import { RELEASES_LIMIT } from './releases.ts';
import type { StoreTransaction } from './store.ts';
import { self } from './tables.ts';

/** What the administrators of the data centre do with releases: publish, widen, withdraw. */

/** One installer that is to be published, looked at already, and the way to its bytes. */
export interface GivenPackage {
  readonly release: Omit<ReleasePackage, 'publishedAt'>;
  readonly chunk: (no: number) => Uint8Array;
}

/** To whom: a share of all offices in percent, and these whatever the share. */
export interface Audience {
  readonly percent: number;
  readonly offices: readonly number[];
}

export interface NewRelease extends Audience {
  readonly version: string;
  readonly packages: readonly GivenPackage[];
  readonly publishedBy: string;
}

/** Chunks that are written in one statement. */
const CHUNKS_AT_ONCE = 16;

/**
 * Signs a release and stores it with all its bytes, in one transaction: offices see all of it or nothing. Refuses
 * `RELEASE_MALFORMED`, `RELEASE_NOT_NEWER` where this version or a later one was ever published, `RELEASE_TOO_MANY`
 * where as many are on offer as may be, and `RELEASE_CHANGED` where a file is no longer what was looked at.
 */
export async function publish(ports: DatacenterPorts, given: NewRelease): Promise<Verdict<ReleaseRow>> {
  const { version, packages, percent, offices, publishedBy } = given;
  const publishedAt = ports.now();
  const signed: SignedPackage[] = [];
  for (const { release } of packages) {
    const dated = { ...release, publishedAt };
    const formed = judgePackage(dated);
    if (!formed.ok || release.version !== version) return refuse('RELEASE_MALFORMED', { file: release.name });
    signed.push({ release: dated, signature: ports.keys.sign(releasePart(dated)) });
  }
  // Before a hundred megabytes are written, and once more when nobody can come between.
  const judged = await ports.store.transaction((tx) => judgePlace(tx, version));
  if (!judged.ok) return judged;
  const key = { officeNo: DATACENTER_OFFICE, version };
  return orRefused(async () =>
    ports.store.transaction(async (tx) => {
      for (const each of packages) await storeChunks(tx, ports, each);
      // Held for a moment only: enrolments wait for it, too.
      await tx.lock(self, [DATACENTER_OFFICE]);
      demand(await judgePlace(tx, version));
      await tx.insert(
        releasePackages,
        signed.map((each) => ({ ...key, kind: each.release.kind, signed: each })),
      );
      const row = { ...key, percent, offices, publishedAt, publishedBy, withdrawnAt: null };
      await tx.insert(releases, [row]);
      return row;
    }),
  );
}

/** A refusal in the middle of a transaction, of which nothing may stay. */
class Undone extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super('The release is not published.');
    this.refused = refused;
  }
}

function demand(verdict: Verdict): void {
  if (!verdict.ok) throw new Undone(verdict);
}

async function orRefused<T>(work: () => Promise<T>): Promise<Verdict<T>> {
  try {
    return accept(await work());
  } catch (error) {
    if (error instanceof Undone) return error.refused;
    throw error;
  }
}

/** May a release of this version be published now? Refuses `RELEASE_NOT_NEWER` and `RELEASE_TOO_MANY`. */
async function judgePlace(tx: StoreTransaction, version: string): Promise<Verdict> {
  const before = await tx.range(releases, DATACENTER_OFFICE, { limit: RELEASES_LIMIT });
  const newest = before
    .map((row) => row.version)
    .toSorted(compareVersions)
    .at(-1);
  if (newest !== undefined && !isNewer(version, newest)) return refuse('RELEASE_NOT_NEWER', { version, newest });
  const onOffer = before.filter(({ withdrawnAt }) => withdrawnAt === null).length;
  const isFull = onOffer >= RELEASE_LIMITS.onOffer || before.length >= RELEASES_LIMIT;
  return isFull ? refuse('RELEASE_TOO_MANY', { limit: RELEASE_LIMITS.onOffer }) : accept();
}

/** Writes the chunks as they are read again from the file. */
async function storeChunks(
  tx: StoreTransaction,
  { packing }: DatacenterPorts,
  { release: { version, kind, name, chunks }, chunk }: GivenPackage,
): Promise<void> {
  for (let from = 0; from < chunks.length; from += CHUNKS_AT_ONCE) {
    const rows = chunks.slice(from, from + CHUNKS_AT_ONCE).map((sha256, at) => {
      const content = chunk(from + at);
      if (packing.sha256(content) !== sha256) throw new Undone(refuse('RELEASE_CHANGED', { file: name }));
      return { officeNo: DATACENTER_OFFICE, version, kind, no: from + at, content };
    });
    await tx.put(releaseChunks, rows);
  }
}

/** Offers a release to more offices, or to fewer. Refuses `RELEASE_UNKNOWN`, also for one that is withdrawn. */
export async function setAudience(
  { store }: DatacenterPorts,
  version: string,
  { percent, offices }: Audience,
): Promise<Verdict<ReleaseRow>> {
  return store.transaction(async (tx) => {
    const row = await tx.lock(releases, [DATACENTER_OFFICE, version]);
    if (row?.withdrawnAt !== null) return refuse('RELEASE_UNKNOWN', { version });
    const widened = { ...row, percent, offices };
    await tx.put(releases, [widened]);
    return accept(widened);
  });
}

/**
 * Offers a release to nobody any more and lets its bytes go; offices that have fetched it drop it when they ask next.
 * Whoever has installed it keeps it. Refuses `RELEASE_UNKNOWN`.
 */
export async function withdraw({ store, now }: DatacenterPorts, version: string): Promise<Verdict<ReleaseRow>> {
  return store.transaction(async (tx) => {
    const row = await tx.lock(releases, [DATACENTER_OFFICE, version]);
    if (row?.withdrawnAt !== null) return refuse('RELEASE_UNKNOWN', { version });
    const withdrawn = { ...row, withdrawnAt: now() };
    const packages = await tx.some(releasePackages, DATACENTER_OFFICE, [version]);
    for (const { kind, signed } of packages) {
      await tx.remove(
        releaseChunks,
        signed.release.chunks.map((_, no) => [DATACENTER_OFFICE, version, kind, no]),
      );
    }
    await tx.remove(
      releasePackages,
      packages.map(({ kind }) => [DATACENTER_OFFICE, version, kind]),
    );
    await tx.put(releases, [withdrawn]);
    return accept(withdrawn);
  });
}
