import { id, integer, syncedTable, text } from '#db/columns.ts';

/** A file attached to a record of any module. The content lies in the file store under its hash, once. */
export const attachment = syncedTable(
  'files_attachment',
  { table: text(), recordId: id(), fileName: text(), contentType: text(), bytes: integer(), sha256: text() },
  {
    ...{ search: ['fileName'], indexes: [['recordId'], ['sha256']] },
    files: { kind: 'columns', sha256: 'sha256', bytes: 'bytes' },
  },
);

export const tables = [attachment] as const;
