import { createHash, hash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { refusal } from '#db/refusal.ts';
import type { GivenPackage } from '#datacenter/protocol/publish-release.ts';
import { chunkCount, chunkLength, FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import { isVersion, kindOfFile, RELEASE_LIMITS, type PackageKind } from '#kernel/sync/release.ts';
import { readGiven } from './given-file.ts';

/** What `npm run pack` has made, as it is given on the command line. */
export interface ReadRelease {
  readonly version: string;
  readonly packages: readonly GivenPackage[];
  /** Given and not stored: the whole installer is fetched, so nobody asks for its block map. */
  readonly leftOut: readonly string[];
}

const YML_BYTES = 64 * 1024;
const BLOCK_MAP = '.blockmap';

/** `latest.yml`, as electron-builder writes it; what else stands there is not needed. */
const updateInfo = z.object({
  version: z.string().refine(isVersion),
  files: z
    .array(
      z.object({
        /** The name of the file: electron-builder writes it as an address. */
        url: z.string().transform((url) => decodeURIComponent(url)),
        sha512: z.base64(),
        size: z.int().positive(),
        isAdminRightsRequired: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(10),
});

type Listed = z.infer<typeof updateInfo>['files'][number];

/**
 * Reads a release: the yml files tell what it is of, and every installer must be what they say. Refuses
 * `RELEASE_LIST_MISSING`, `RELEASE_LIST_UNREADABLE`, `RELEASE_VERSIONS_DIFFER`, `RELEASE_FILE_MISSING`,
 * `RELEASE_FILE_UNLISTED`, `RELEASE_KIND_UNKNOWN`, `RELEASE_KIND_TWICE`, `RELEASE_TOO_LARGE`, `RELEASE_SIZE_DIFFERS` and
 * `RELEASE_HASH_DIFFERS`.
 */
export async function readRelease(paths: readonly string[]): Promise<ReadRelease> {
  const lists = paths.filter((path) => path.endsWith('.yml'));
  if (lists.length === 0) throw refusal('RELEASE_LIST_MISSING');
  const infos = lists.map(readList);
  const [version = '', ...others] = new Set(infos.map((info) => info.version));
  if (others.length > 0) throw refusal('RELEASE_VERSIONS_DIFFER', { versions: [version, ...others].join(', ') });
  const listed = new Map(infos.flatMap(({ files }) => files).map((file) => [file.url, file]));
  const given = new Map(paths.filter((path) => !lists.includes(path)).map((path) => [basename(path), path]));
  demandListed([...given.keys()], listed);
  const packages = new Map<PackageKind, GivenPackage>();
  for (const [name, info] of listed) {
    const path = given.get(name);
    if (path === undefined) throw refusal('RELEASE_FILE_MISSING', { file: name });
    const kind = kindOfFile(name);
    if (kind === null) throw refusal('RELEASE_KIND_UNKNOWN', { file: name });
    if (packages.has(kind)) throw refusal('RELEASE_KIND_TWICE', { file: name });
    packages.set(kind, await readPackage({ path, name, kind, version, info }));
  }
  return {
    ...{ version, packages: [...packages.values()] },
    leftOut: [...given.keys()].filter((name) => name.endsWith(BLOCK_MAP)),
  };
}

function readList(path: string): z.infer<typeof updateInfo> {
  const text = readGiven(path, YML_BYTES).toString('utf8');
  try {
    return updateInfo.parse(parse(text));
  } catch {
    // Neither YAML, nor names that an address may have, nor a list of electron-builder: the name of the file says enough.
    throw refusal('RELEASE_LIST_UNREADABLE', { file: basename(path) });
  }
}

/** Nothing is published by mistake: each file is an installer of the list, or the block map of one. */
function demandListed(names: readonly string[], listed: ReadonlyMap<string, Listed>): void {
  for (const name of names) {
    const installer = name.endsWith(BLOCK_MAP) ? name.slice(0, -BLOCK_MAP.length) : name;
    if (!listed.has(installer)) throw refusal('RELEASE_FILE_UNLISTED', { file: name });
  }
}

interface Reading {
  readonly path: string;
  readonly name: string;
  readonly kind: PackageKind;
  readonly version: string;
  readonly info: Listed;
}

async function readPackage({ path, name, kind, version, info }: Reading): Promise<GivenPackage> {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size;
  if (bytes === undefined) throw refusal('RELEASE_FILE_MISSING', { file: name });
  if (bytes > RELEASE_LIMITS.packageBytes) {
    throw refusal('RELEASE_TOO_LARGE', { file: name, limit: RELEASE_LIMITS.packageBytes });
  }
  if (bytes !== info.size) throw refusal('RELEASE_SIZE_DIFFERS', { file: name, listed: info.size, bytes });
  if ((await sha512Of(path)) !== info.sha512) throw refusal('RELEASE_HASH_DIFFERS', { file: name });
  const chunk = (no: number): Uint8Array => readChunk(path, bytes, no);
  const chunks = Array.from({ length: chunkCount(bytes) }, (_, no) => hash('sha256', chunk(no)));
  const needsAdministrator = info.isAdminRightsRequired ?? false;
  return { release: { version, kind, name, bytes, sha512: info.sha512, needsAdministrator, chunks }, chunk };
}

async function sha512Of(path: string): Promise<string> {
  const hashing = createHash('sha512');
  // A stream without an encoding gives buffers.
  for await (const part of createReadStream(path) as AsyncIterable<Buffer>) hashing.update(part);
  return hashing.digest('base64');
}

function readChunk(path: string, bytes: number, no: number): Uint8Array {
  const chunk = Buffer.alloc(chunkLength(bytes, no));
  const file = openSync(path, 'r');
  try {
    readSync(file, chunk, 0, chunk.length, no * FILE_LIMITS.chunkBytes);
    return chunk;
  } finally {
    closeSync(file);
  }
}
