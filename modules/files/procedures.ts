import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { implement } from '@orpc/server';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { fileTypeFromBuffer } from 'file-type';
import { accept, refuse } from '#kernel/verdict.ts';
import { cleanText } from '#kernel/text/sanitise.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { Context, UndoRule } from '#modules/module.ts';
import { nameOfUser } from '#modules/org/index.ts';
import { contract, FILE_BYTES_LIMIT } from './contract.ts';
import { demandRecord } from './record.ts';
import { fileCarrier } from './port.ts';
import { judgeFile, judgeFileName, judgeQuota } from './rules.ts';
import { attachment } from './schema.ts';

const os = implement(contract).$context<Context>();

/** One record may carry this many files. */
const PER_RECORD_LIMIT = 500;

export const router = os.router({
  attachment: {
    list: os.attachment.list.handler(({ input, context }) => {
      demandRecord(context, input, 'view');
      const isLinked = context.service(fileCarrier)?.isLinked === true;
      return attachmentsOf(context, input.recordId).map((row) => ({
        ...row,
        addedByName: nameOfUser(context.db, row.createdBy),
        isAway: isLinked && !context.files.has(row.sha256),
      }));
    }),

    read: os.attachment.read.handler(({ input, context }) => {
      const row = findAttachment(context, input.id);
      demandRecord(context, row, 'view');
      if (!context.files.has(row.sha256) && context.service(fileCarrier)?.isLinked === true) {
        throw refusal('FILE_NOT_ARRIVED');
      }
      const content = new Uint8Array(context.files.get(row.sha256));
      return new File([content], row.fileName, { type: row.contentType });
    }),

    fetch: os.attachment.fetch.handler(async ({ input, context }) => {
      const row = findAttachment(context, input.id);
      demandRecord(context, row, 'view');
      if (context.files.has(row.sha256)) return {};
      const carrier = context.service(fileCarrier);
      if (carrier?.isLinked !== true) throw refusal('FILE_LOST');
      await carrier.fetch(row.sha256);
      return {};
    }),

    add: os.attachment.add.handler(async ({ input: { file, ...place }, context }) => {
      demandRecord(context, place, 'edit');
      return attach(context, { ...place, fileName: file.name, content: Buffer.from(await file.arrayBuffer()) });
    }),

    rename: os.attachment.rename.handler(({ input: { id, revision, fileName }, context }) => {
      const row = findAttachment(context, id);
      demandRecord(context, row, 'edit');
      demand(judgeFileName(fileName));
      const isSameEnding = fileName
        .toLowerCase()
        .endsWith(row.fileName.slice(row.fileName.lastIndexOf('.')).toLowerCase());
      demand(isSameEnding ? accept() : refuse('FILE_TYPE_DIFFERS', { type: row.contentType }, 'fileName'));
      return context.write('files.attachment.rename', (tx) => {
        tx.update(attachment, id, { fileName }, { revision });
        return { revision: tx.get(attachment, id).revision };
      });
    }),

    remove: os.attachment.remove.handler(({ input: { id, revision }, context }) => {
      demandRecord(context, findAttachment(context, id), 'edit');
      context.write('files.attachment.remove', (tx) => tx.remove(attachment, id, { revision }));
      return {};
    }),
  },

  scanner: {
    list: os.scanner.list.handler(({ context }) => scannedFiles(scannerFolder(context))),

    take: os.scanner.take.handler(async ({ input: { name, ...place }, context }) => {
      demandRecord(context, place, 'edit');
      const folder = scannerFolder(context);
      if (name !== basename(name) || !scannedFiles(folder).some((each) => each.name === name))
        throw refusal('NOT_FOUND');
      const path = join(folder, name);
      const made = await attach(context, { ...place, fileName: name, content: readScan(path) });
      // Only now that it is stored for good does it leave the folder.
      rmSync(path, { force: true });
      return made;
    }),
  },
});

/** Taking a file back is changing what hangs on its record; a file may not hang there twice. */
export const attachmentUndo: UndoRule = (_tx, { before, after }, context) => {
  // The table's rows, as the office read them.
  const row = (after ?? before) as typeof attachment.$inferSelect | null;
  if (!row) return;
  demandRecord(context, row, 'edit');
  if (!after) return;
  const same = attachmentsOf(context, row.recordId).filter(({ sha256 }) => sha256 === row.sha256);
  if (same.length > 1) throw refusal('FILE_ALREADY_ATTACHED');
};

interface Attaching {
  readonly table: string;
  readonly recordId: string;
  readonly fileName: string;
  readonly content: Buffer;
}

/** Judges the bytes, stores them, then writes the record of them: a cut in between leaves bytes that nobody names. */
async function attach(context: Context, { content, ...place }: Attaching): Promise<{ id: string }> {
  const fileName = cleanText(place.fileName);
  const sniffed = await fileTypeFromBuffer(content);
  const contentType = demand(judgeFile({ fileName, bytes: content.length, sniffedType: sniffed?.mime }));
  const hash = createHash('sha256').update(content).digest('hex');
  const isStored = context.files.has(hash);
  const store = { bytesStored: context.files.bytesStored, quotaMb: context.settings().fileQuotaMb };
  demand(judgeQuota(store, isStored ? 0 : content.length));
  const present = attachmentsOf(context, place.recordId);
  if (present.some((each) => each.sha256 === hash)) throw refusal('FILE_ALREADY_ATTACHED');
  if (present.length >= PER_RECORD_LIMIT) throw refusal('FILE_QUOTA_EXCEEDED', { quota: store.quotaMb });
  const sha256 = context.files.put(content);
  return context.write('files.attachment.add', (tx) => ({
    id: tx.insert(attachment, { ...place, fileName, contentType, bytes: content.length, sha256 }),
  }));
}

function attachmentsOf({ db }: Pick<Context, 'db'>, recordId: string): (typeof attachment.$inferSelect)[] {
  return db
    .select()
    .from(attachment)
    .where(and(eq(attachment.recordId, recordId), isNull(attachment.deletedAt)))
    .orderBy(asc(attachment.createdAt))
    .limit(PER_RECORD_LIMIT * 2)
    .all();
}

function findAttachment({ db }: Pick<Context, 'db'>, id: string): typeof attachment.$inferSelect {
  const row = db
    .select()
    .from(attachment)
    .where(and(eq(attachment.id, id), isNull(attachment.deletedAt)))
    .get();
  if (!row) throw refusal('NOT_FOUND');
  return row;
}

function scannerFolder({ settings }: Context): string {
  const { scannerFolder: folder } = settings();
  if (folder === '' || !existsSync(folder)) throw refusal('SCANNER_FOLDER_MISSING');
  return folder;
}

/** Plain files only: a link in the folder could point anywhere on the disk. */
function scannedFiles(folder: string): { name: string; bytes: number; modifiedAt: number }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .slice(0, 500)
    .map(({ name }) => ({ name, stat: statSync(join(folder, name)) }))
    .map(({ name, stat }) => ({ name, bytes: stat.size, modifiedAt: Math.round(stat.mtimeMs) }))
    .sort((left, right) => right.modifiedAt - left.modifiedAt);
}

function readScan(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > FILE_BYTES_LIMIT) throw refusal('FILE_TOO_LARGE', { limit: FILE_BYTES_LIMIT / 1024 / 1024 });
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
