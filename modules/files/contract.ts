import { z } from 'zod';
import { FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import { command, query, undoableCommand, zId, zRecord, zRequired, zRevision } from '#modules/contract.ts';

export const permissions = ['files.attachment.view', 'files.attachment.edit'] as const;

/** Every refusal of this module; each has its text in `strings.*.json`. */
export const problems = [
  'FILE_EMPTY',
  'FILE_TOO_LARGE',
  'FILE_TYPE_REFUSED',
  'FILE_TYPE_DIFFERS',
  'FILE_NAME_FORM',
  'FILE_QUOTA_EXCEEDED',
  'FILE_LOST',
  'FILE_DAMAGED',
  'FILE_NOT_ARRIVED',
  'FILE_NOT_AT_CENTRE',
  'FILE_NOT_NAMED',
  'FILE_ALREADY_ATTACHED',
  'RECORD_UNKNOWN',
  'SCANNER_FOLDER_MISSING',
] as const;

/** What the office keeps: scans, photos, PDF and the office documents that letters come with. */
export const fileTypes = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/tiff': ['tif', 'tiff'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
} as const satisfies Record<string, readonly string[]>;
export type FileType = keyof typeof fileTypes;

/** One attached file may have this many bytes. */
export const FILE_BYTES_LIMIT = FILE_LIMITS.fileBytes;

const recordKey = { table: z.string().max(80), recordId: zId };

export const attachmentRow = z.object({
  ...zRecord,
  ...recordKey,
  fileName: z.string(),
  contentType: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  addedByName: z.string(),
  /** Is the content not on this PC, and may the data centre have it? It is on its way, or waits until it is asked for. */
  isAway: z.boolean(),
});
export type AttachmentRow = z.infer<typeof attachmentRow>;

export const contract = {
  attachment: {
    list: query('files.attachment.view').input(z.strictObject(recordKey)).output(z.array(attachmentRow).max(1_000)),
    /** The file's bytes, proved against their hash. */
    read: query('files.attachment.view')
      .input(z.strictObject({ id: zId }))
      .output(z.file()),
    /** Fetches the bytes from the data centre now, whatever the allowance of the day. Refuses `FILE_NOT_AT_CENTRE`. */
    fetch: command('files.attachment.view')
      .input(z.strictObject({ id: zId }))
      .output(z.object({})),
    add: undoableCommand('files.attachment.edit')
      .input(z.strictObject({ ...recordKey, file: z.file().max(FILE_BYTES_LIMIT) }))
      .output(z.object({ id: zId })),
    rename: undoableCommand('files.attachment.edit')
      .input(z.strictObject({ id: zId, revision: zRevision, fileName: zRequired(200) }))
      .output(z.object({ revision: z.number().int() })),
    remove: undoableCommand('files.attachment.edit')
      .input(z.strictObject({ id: zId, revision: zRevision }))
      .output(z.object({})),
  },
  scanner: {
    /** The files waiting in the scanner folder of the settings. */
    list: query('files.attachment.edit').output(
      z.array(z.object({ name: z.string(), bytes: z.number().int(), modifiedAt: z.number().int() })).max(500),
    ),
    /** Attaches one of them, and takes it out of the folder once it is stored. */
    take: command('files.attachment.edit')
      .input(z.strictObject({ ...recordKey, name: z.string().max(255) }))
      .output(z.object({ id: zId })),
  },
};
