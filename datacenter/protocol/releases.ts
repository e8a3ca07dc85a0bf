import type {
  FileRefusedAnswer,
  ReleaseAnswer,
  ReleaseChunkRequest,
  ReleasePieceAnswer,
  ReleaseRequest,
} from '#kernel/sync/file-messages.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { compareVersions, isNewer, isOfferedTo, type PackageKind, type SignedPackage } from '#kernel/sync/release.ts';
import type { DatacenterPorts } from './ports.ts';
import { releaseChunks, releasePackages, releases, type ReleaseRow } from './release-tables.ts';
import type { StoreTransaction } from './store.ts';

/** What offices ask about newer programs: is there one, and a chunk of it. Who asks is proved before. */

/** More releases than a ministry publishes in all its years, withdrawn ones included. */
export const RELEASES_LIMIT = 5_000;

const none: ReleaseAnswer = { kind: 'release', version: null, signed: null };
const notOffered: FileRefusedAnswer = { kind: 'refused', code: 'RELEASE_NOT_OFFERED' };

/** The newest program that is offered to the office, newer than the one that asks, and has an installer for its PC. */
export async function tellRelease(ports: DatacenterPorts, request: ReleaseRequest): Promise<ReleaseAnswer> {
  const { office, version: own, known } = request;
  return ports.store.transaction(async (tx) => {
    const offered = (await tx.range(releases, DATACENTER_OFFICE, { limit: RELEASES_LIMIT }))
      .filter((row) => isOpen(row, office) && isNewer(row.version, own))
      .toSorted((one, other) => compareVersions(other.version, one.version));
    for (const { version } of offered) {
      const signed = await packageOf(tx, version, request.package);
      if (signed) return { kind: 'release', version, signed: version === known ? null : signed };
    }
    return none;
  });
}

/** A chunk of a package that is offered to the office. Bytes that are not those of the package are never told. */
export async function tellReleasePiece(
  ports: DatacenterPorts,
  { office, version, no, ...asked }: ReleaseChunkRequest,
): Promise<ReleasePieceAnswer | FileRefusedAnswer> {
  return ports.store.transaction(async (tx) => {
    const row = await tx.get(releases, [DATACENTER_OFFICE, version]);
    if (!row || !isOpen(row, office)) return notOffered;
    const signed = await packageOf(tx, version, asked.package);
    if (!signed) return notOffered;
    const named = signed.release.chunks[no];
    if (named === undefined) return { kind: 'refused', code: 'REQUEST_MALFORMED' };
    const chunk = await tx.get(releaseChunks, [DATACENTER_OFFICE, version, asked.package, no]);
    if (!chunk || ports.packing.sha256(chunk.content) !== named) return { kind: 'refused', code: 'FILE_CHUNK_DIFFERS' };
    return { kind: 'release-piece', version, no, content: Buffer.from(chunk.content).toString('base64') };
  });
}

function isOpen(row: ReleaseRow, office: number): boolean {
  return row.withdrawnAt === null && isOfferedTo(row, office);
}

async function packageOf(tx: StoreTransaction, version: string, kind: PackageKind): Promise<SignedPackage | undefined> {
  return (await tx.get(releasePackages, [DATACENTER_OFFICE, version, kind]))?.signed;
}
