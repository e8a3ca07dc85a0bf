import { and, eq, isNull, getTableColumns } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { all } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import { mayAt, type Context } from '#modules/module.ts';

/**
 * The record that files hang on, when the user may do this to it and to files: both rights must reach the record.
 * Refuses `RECORD_UNKNOWN`, `FORBIDDEN`, `OUTSIDE_YOUR_UNIT`.
 */
export function demandRecord(
  context: Pick<Context, 'db' | 'access' | 'recordKind'>,
  place: { readonly table: string; readonly recordId: string },
  purpose: 'view' | 'edit',
): void {
  const kind = context.recordKind(place.table);
  if (!kind) throw refusal('RECORD_UNKNOWN');
  // Every registered table was made by `syncedTable`, so it is a drizzle table with these two columns.
  const table = kind.table as SQLiteTable;
  const { id, deletedAt } = getTableColumns(table);
  if (!id || !deletedAt) throw refusal('RECORD_UNKNOWN');
  const row: Readonly<Record<string, unknown>> | undefined = context.db
    .select()
    .from(table)
    .where(and(eq(id, place.recordId), isNull(deletedAt)))
    .get();
  if (!row) throw refusal('RECORD_UNKNOWN');
  const unitId = kind.unitOf?.(row, context.db) ?? null;
  demand(
    all(mayAt(context.access, kind[purpose], unitId), mayAt(context.access, `files.attachment.${purpose}`, unitId)),
  );
}
