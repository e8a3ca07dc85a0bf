import { hash, randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { FileAnswer, FileCall, FileRequest } from '#kernel/sync/file-messages.ts';
import { purposeKey } from '#db/keyring.ts';
import { isSignedBy, signerOf, zstd } from '#db/wire.ts';
import { programMigrations } from '#office/core.ts';
import { SyncClient } from '#office/sync/client.ts';
import { sentinelFile } from '#office/sync/sentinel-file.ts';
import { runSession } from '#office/sync/session.ts';
import { openArrivingFiles } from '#office/arriving-files.ts';
import { fileCall, type FileNet } from '#office/sync/file-line.ts';
import { FileTravel } from '#office/sync/file-travel.ts';
import { LineError, openLine, type Line } from '#office/sync/line.ts';
import { readLink } from '#office/sync/link-file.ts';
import { modelOf } from '#db/columns.ts';
import { SnapshotMemory } from '../sim/sync/snapshot-memory.ts';
import type { LinkedOffice, MinistryOfOffices } from './ministry-of-offices.ts';

/** A PDF of so many bytes; another one for each mark. */
export function pdf(bytes: number, mark = 0): Buffer {
  const head = Buffer.from(`%PDF-1.4\n%${mark}\n`);
  return Buffer.concat([head, randomBytes(bytes - head.length)]);
}

/** Attaches a file to the first unit of the office. */
export async function attached(
  { admin }: LinkedOffice,
  content: Buffer,
): Promise<{ readonly id: string; readonly sha256: string }> {
  const [unit] = await admin.org.unit.list({});
  const file = new File([new Uint8Array(content)], 'كتاب.pdf');
  const { id } = await admin.files.attachment.add({ table: 'org_unit', recordId: unit?.id ?? '', file });
  return { id, sha256: hash('sha256', content) };
}

/** What a PC says about files over a real line, counted, and cut where a test wants it. */
export class FileLine implements FileNet {
  readonly #line: Line;
  readonly asked: FileRequest[] = [];
  bytesSent = 0;
  /** What comes instead of what the data centre has answered. */
  instead: ((asked: FileRequest, answer: FileAnswer) => FileAnswer) | null = null;
  /** Cuts the line before, or after, the data centre has heard so many more calls of a kind. */
  cut: { readonly kind: FileRequest['kind']; after: number; readonly isHeard: boolean } | null = null;

  /** To the server of its link, or to another one of the same data centre. */
  constructor(office: LinkedOffice, address?: string) {
    const link = linkOf(office);
    this.#line = openLine({ ...link, address: address ?? link.address });
    onTestFinished(() => this.#line.close());
  }

  async sendFile(call: FileCall): Promise<FileAnswer> {
    // Written by the program under test.
    const asked = JSON.parse(call.request.body) as FileRequest;
    const { cut } = this;
    const isCut = cut !== null && cut.kind === asked.kind && cut.after-- <= 0;
    if (isCut && !cut.isHeard) throw new LineError('SYNC_NO_ANSWER');
    this.asked.push(asked);
    this.bytesSent += call.content.length;
    const answer = await this.#line.sendFile(call);
    if (isCut) throw new LineError('SYNC_NO_ANSWER');
    return this.instead?.(asked, answer) ?? answer;
  }

  of(kind: FileRequest['kind']): readonly FileRequest[] {
    return this.asked.filter((each) => each.kind === kind);
  }
}

/** Asks as the device of this office, whatever a test wants; nothing of what it says need be so. */
export function signedBy(office: LinkedOffice, request: FileRequest, content?: Uint8Array): FileCall {
  const { keyId, privateKey } = linkOf(office);
  return fileCall({ id: keyId, sign: signerOf(privateKey) }, request, content && new Uint8Array(content));
}

/**
 * The travel of an office's files as it is after the program was started anew, on the office's own database and disk.
 * No newer program is on its way unless it is said.
 */
export function travelOf(office: LinkedOffice, isProgramComing = (): boolean => false): FileTravel {
  const { core } = office.test.office;
  const { keyId, privateKey } = linkOf(office);
  return new FileTravel({
    ...{ raw: core.database.raw, files: core.files, settings: core.settings, now: core.now, office: office.number },
    models: core.tables.map((table) => modelOf(table)),
    arriving: openArrivingFiles(core.paths.arriving, purposeKey(core.dataKey, 'files')),
    key: { id: keyId, sign: signerOf(privateKey) },
    ...{ isProgramComing, onArrived: () => undefined },
  });
}

export function linkOf({ test }: LinkedOffice) {
  const { core } = test.office;
  const link = readLink(core.paths.dataCentre, purposeKey(core.dataKey, 'sync'));
  if (!link) throw new Error('The office is linked.');
  return link;
}

/** Sends the rows of an office whose cable is pulled, and none of its files. */
export async function sendRows(ministry: MinistryOfOffices, office: LinkedOffice): Promise<void> {
  const { core } = office.test.office;
  const link = linkOf(office);
  const client = new SyncClient({
    ...{ raw: core.database.raw, door: core.door, tables: core.tables, schema: programMigrations().length },
    ports: {
      ...{ key: { id: link.keyId, sign: signerOf(link.privateKey) }, codec: zstd, now: core.now },
      ...{ sentinel: sentinelFile(core.paths.sentinel), snapshot: new SnapshotMemory(() => undefined) },
      isCentre: (bytes, signature) => isSignedBy(link.centreKey, bytes, signature),
    },
  });
  const line = openLine(link);
  try {
    await runSession(client, line);
  } finally {
    line.close();
  }
  await ministry.settled();
}
