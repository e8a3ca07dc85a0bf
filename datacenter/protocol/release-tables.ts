import type { PackageKind, SignedPackage } from '#kernel/sync/release.ts';
import { storeTable } from './store.ts';

/** The tables of newer programs; `migrations/0010_releases.sql` makes them. `officeNo` is that of the data centre. */

export interface ReleaseRow {
  readonly officeNo: number;
  readonly version: string;
  /** To a share of the offices, and to these whatever the share. */
  readonly percent: number;
  readonly offices: readonly number[];
  readonly publishedAt: number;
  readonly publishedBy: string;
  /** Since when it is offered to nobody, and its installers are gone; its version is not used again. */
  readonly withdrawnAt: number | null;
}

export const releases = storeTable<ReleaseRow>('program_release', ['officeNo', 'version'], {
  officeNo: 'int4',
  version: 'text',
  percent: 'int4',
  offices: 'jsonb',
  publishedAt: 'int8',
  publishedBy: 'text',
  withdrawnAt: 'int8',
});

export interface ReleasePackageRow {
  readonly officeNo: number;
  readonly version: string;
  readonly kind: PackageKind;
  readonly signed: SignedPackage;
}

export const releasePackages = storeTable<ReleasePackageRow>('program_package', ['officeNo', 'version', 'kind'], {
  officeNo: 'int4',
  version: 'text',
  kind: 'text',
  signed: 'jsonb',
});

export interface ReleaseChunkRow {
  readonly officeNo: number;
  readonly version: string;
  readonly kind: PackageKind;
  readonly no: number;
  readonly content: Uint8Array;
}

export const releaseChunks = storeTable<ReleaseChunkRow>('program_chunk', ['officeNo', 'version', 'kind', 'no'], {
  officeNo: 'int4',
  version: 'text',
  kind: 'text',
  no: 'int4',
  content: 'bytea',
});
