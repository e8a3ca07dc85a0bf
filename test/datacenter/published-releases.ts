import { hash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { publish, type GivenPackage, type NewRelease } from '#datacenter/protocol/publish-release.ts';
import { isSignedBy, signerOf } from '#db/wire.ts';
import { chunkCount, FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import type { PackageKind, ReadyRelease, SignedPackage } from '#kernel/sync/release.ts';
import { demand } from '#db/refusal.ts';
import { ReleaseTravel } from '#office/sync/release-travel.ts';
import type { LinkedOffice, MinistryOfOffices } from './ministry-of-offices.ts';
import { linkOf } from './travelling-files.ts';

/** An installer of so many bytes: nobody here looks into it. */
export function installer(bytes: number): Buffer {
  return randomBytes(bytes);
}

const names: Readonly<Record<PackageKind, (version: string) => string>> = {
  nsis: (version) => `Diwan-${version}-setup.exe`,
  appimage: (version) => `Diwan-${version}.AppImage`,
  deb: (version) => `diwan_${version}_amd64.deb`,
};

/** A package as the command line reads it from its files. */
export function given(version: string, kind: PackageKind, content: Buffer): GivenPackage {
  const chunk = (no: number): Uint8Array =>
    content.subarray(no * FILE_LIMITS.chunkBytes, (no + 1) * FILE_LIMITS.chunkBytes);
  return {
    release: {
      ...{ version, kind, name: names[kind](version), bytes: content.length, needsAdministrator: kind === 'nsis' },
      sha512: hash('sha512', content, 'base64'),
      chunks: Array.from({ length: chunkCount(content.length) }, (_, no) => hash('sha256', chunk(no))),
    },
    chunk,
  };
}

/** Publishes a release with an AppImage, to all unless it is said to whom. */
export async function published(
  ministry: MinistryOfOffices,
  version: string,
  rest: Partial<NewRelease> & { readonly content?: Buffer } = {},
): Promise<{ readonly version: string; readonly content: Buffer }> {
  const { content = installer(3 * FILE_LIMITS.chunkBytes - 1_000), ...told } = rest;
  const packages = [given(version, 'appimage', content)];
  const release = { version, packages, percent: 100, offices: [], publishedBy: 'admin', ...told };
  demand(await publish(ministry.opened.ports, release));
  return { version, content };
}

/** The programs of an office as they travel after the program was started anew, on its own database and disk. */
export interface ReleasesOf {
  readonly travel: ReleaseTravel;
  readonly ready: readonly (ReadyRelease | null)[];
  readonly warned: readonly unknown[];
}

/** An AppImage of version 1.0.0 asks, unless it is said which. */
export function releasesOf(
  office: LinkedOffice,
  program: { readonly version?: string; readonly kind?: PackageKind } = {},
): ReleasesOf {
  const { core } = office.test.office;
  const { keyId, privateKey, centreKey } = linkOf(office);
  const [ready, warned]: [(ReadyRelease | null)[], unknown[]] = [[], []];
  const travel = new ReleaseTravel({
    ...{ raw: core.database.raw, folder: core.paths.release, settings: core.settings, now: core.now },
    ...{ office: office.number, program: { version: '1.0.0', kind: 'appimage', ...program } },
    key: { id: keyId, sign: signerOf(privateKey) },
    isCentre: (bytes, signature) => isSignedBy(centreKey, bytes, signature),
    onReady: (each) => void ready.push(each),
    log: { warn: (fields) => void warned.push(fields) },
  });
  return { travel, ready, warned };
}

/** What lies in the office's folder of releases. */
export function kept({ test }: LinkedOffice): readonly string[] {
  return readdirSync(test.office.core.paths.release).toSorted();
}

/** The package as the data centre keeps it. */
export async function signedOf(ministry: MinistryOfOffices, version: string): Promise<SignedPackage> {
  const [row] = await ministry.rows('SELECT signed FROM program_package WHERE version = $1', version);
  if (!row) throw new Error('The release is published.');
  // Written by the program under test.
  return row['signed'] as SignedPackage;
}

/** As if none had ever been published. */
export async function forgetReleases(ministry: MinistryOfOffices): Promise<void> {
  for (const table of ['program_release', 'program_package', 'program_chunk']) {
    await ministry.rows(`DELETE FROM ${table}`);
  }
}
