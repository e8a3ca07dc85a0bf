import { z } from 'zod';
import { hash } from 'node:crypto';
import { chunkCount, FILE_LIMITS, isNamedFile } from '#kernel/sync/file-chunks.ts';
import type {
  FetchRequest,
  FileAnswer,
  FileCall,
  FileRefusedAnswer,
  FileRequest,
  FileStanding,
  OfferRequest,
} from '#kernel/sync/file-messages.ts';
import type { SignedRequest } from '#kernel/sync/messages.ts';
import { packageKinds, RELEASE_LIMITS } from '#kernel/sync/release.ts';
import { isStorable } from '#db/storable.ts';
import { strangerOf } from './entrance.ts';
import { incarnationOf } from './enrol.ts';
import { takeChunk } from './file-taking.ts';
import { fileChunks, namedFiles, storedFiles, type NamedFileRow, type StoredFileRow } from './file-tables.ts';
import type { DatacenterPorts } from './ports.ts';
import { tellRelease, tellReleasePiece } from './releases.ts';

/** What offices ask about contents of attached files: what is lacking, and a chunk up or down; and about newer programs. */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const office = z.int().positive();
const no = z.int().nonnegative().max(chunkCount(FILE_LIMITS.fileBytes));
const version = z.string().max(70).refine(isStorable);
const kind = z.enum(packageKinds);
const named = z.object({ sha256, bytes: z.int().positive() }).refine(isNamedFile);

const request = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('offer'), office, files: z.array(named).min(1).max(FILE_LIMITS.offered) }),
  z.object({ kind: z.literal('chunk'), office, sha256, no, hash: sha256 }),
  z.object({ kind: z.literal('fetch'), office, sha256, no }),
  z.object({ kind: z.literal('release'), office, package: kind, version, known: version.nullable() }),
  z.object({
    ...{ kind: z.literal('release-chunk'), office, version, package: kind },
    no: z.int().nonnegative().max(chunkCount(RELEASE_LIMITS.packageBytes)),
  }),
]) satisfies z.ZodType<FileRequest>;

/** The one way in for contents: who calls is proved before anything that he says, or sends, is looked at. */
export async function answerFile(ports: DatacenterPorts, { request: signed, content }: FileCall): Promise<FileAnswer> {
  const stranger = await strangerOf(ports, signed);
  if (stranger !== null) return refused(stranger);
  const asked = readFileRequest(signed);
  // A device speaks for its own office only.
  if (asked?.office !== signed.office) return refused('REQUEST_MALFORMED');
  switch (asked.kind) {
    case 'offer':
      return tellStandings(ports, asked);
    case 'chunk':
      if (hash('sha256', content) !== asked.hash) return refused('FILE_CHUNK_DIFFERS');
      return takeChunk(ports, { ...asked, key: signed.key, content });
    case 'fetch':
      return tellPiece(ports, asked);
    case 'release':
      return tellRelease(ports, asked);
    case 'release-chunk':
      return tellReleasePiece(ports, asked);
  }
}

function readFileRequest({ body }: SignedRequest): FileRequest | null {
  try {
    const { success, data } = request.safeParse(JSON.parse(body));
    return success ? data : null;
  } catch {
    // Not JSON: the caller refuses it.
    return null;
  }
}

/** How the data centre stands with each content that an office offers. */
async function tellStandings(ports: DatacenterPorts, { office: officeNo, files }: OfferRequest): Promise<FileAnswer> {
  const hashes = [...new Set(files.map((file) => file.sha256))];
  const { incarnation, names, stored } = await ports.store.transaction(async (tx) => ({
    incarnation: await incarnationOf(tx),
    names: Map.groupBy(await tx.some(namedFiles, officeNo, hashes), (row) => row.sha256),
    stored: new Map((await tx.some(storedFiles, officeNo, hashes)).map((row) => [row.sha256, row])),
  }));
  const standings: FileStanding[] = [];
  for (const each of hashes) {
    const own = stored.get(each);
    const isThere = own?.wholeAt != null || (await isElsewhere(ports, officeNo, names.get(each) ?? []));
    standings.push(
      isThere ? { sha256: each, standing: 'there', kept: [] } : standingOf(each, { officeNo, names, own }),
    );
  }
  return { kind: 'offered', incarnation, files: standings };
}

function standingOf(
  each: string,
  known: {
    readonly officeNo: number;
    readonly names: ReadonlyMap<string, readonly NamedFileRow[]>;
    readonly own: StoredFileRow | undefined;
  },
): FileStanding {
  const isNamed = known.names.get(each)?.some(({ fromOffice }) => fromOffice === known.officeNo) === true;
  if (!isNamed) return { sha256: each, standing: 'unnamed', kept: [] };
  return { sha256: each, standing: 'wanted', kept: keptOf(known.own?.kept ?? '') };
}

/** Has another office sent the content which this one was given a record of? Then it need not travel twice. */
async function isElsewhere(
  { store }: DatacenterPorts,
  officeNo: number,
  names: readonly NamedFileRow[],
): Promise<boolean> {
  for (const { fromOffice, sha256: each } of names) {
    if (fromOffice === officeNo) continue;
    // The other office's rows may lie on another machine.
    const file = await store.transaction((tx) => tx.get(storedFiles, [fromOffice, each]));
    if (file?.wholeAt != null) return true;
  }
  return false;
}

/** A chunk of a content that a record names which the office has; never that of another one. */
async function tellPiece(ports: DatacenterPorts, { office: officeNo, ...asked }: FetchRequest): Promise<FileAnswer> {
  const { store } = ports;
  const names = await store.transaction((tx) => tx.some(namedFiles, officeNo, [asked.sha256]));
  if (names.length === 0) return refused('FILE_NOT_NAMED');
  for (const { fromOffice } of names) {
    const found = await store.transaction(async (tx) => {
      const file = await tx.get(storedFiles, [fromOffice, asked.sha256]);
      if (file?.wholeAt == null) return null;
      return { file, chunk: await tx.get(fileChunks, [fromOffice, asked.sha256, asked.no]) };
    });
    if (found === null) continue;
    if (!found.chunk) return refused('REQUEST_MALFORMED');
    const content = Buffer.from(found.chunk.content).toString('base64');
    return { kind: 'piece', sha256: asked.sha256, no: asked.no, bytes: found.file.bytes, content };
  }
  return { kind: 'absent' };
}

function keptOf(kept: string): readonly number[] {
  return [...kept].flatMap((mark, each) => (mark === '1' ? [each] : []));
}

function refused(code: FileRefusedAnswer['code']): FileRefusedAnswer {
  return { kind: 'refused', code };
}
