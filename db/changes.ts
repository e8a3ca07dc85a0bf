import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { readOp } from './op.ts';

/** A record that was written after some op: with its columns where it was new, so that nobody need read it again. */
export interface ChangedRecord {
  readonly table: string;
  readonly id: string;
  readonly inserted: Readonly<Record<string, unknown>> | null;
}

/** The number of the last op: "as of here" for whoever reads much and asks later what came after. */
export function lastSeq(db: BetterSQLite3Database): number {
  return db.get<{ seq: number | null }>(sql`SELECT max(seq) AS seq FROM op_log`).seq ?? 0;
}

/** The command by which an op was written; null where there is none of this number. */
export function commandOf(db: BetterSQLite3Database, seq: number): string | null {
  const [op] = db.all<{ kind: string }>(sql`SELECT kind FROM op_log WHERE seq = ${seq}`);
  return op?.kind ?? null;
}

/** Every record written after an op, in the order of the writing; commands that begin with `except` are passed over. */
export function changesSince(
  db: BetterSQLite3Database,
  seq: number,
  { except }: { readonly except: string },
): readonly ChangedRecord[] {
  const ops = db.all<{ body: Buffer }>(
    sql`SELECT body FROM op_log WHERE seq > ${seq} AND substr(kind, 1, ${except.length}) <> ${except} ORDER BY seq`,
  );
  return ops.flatMap(({ body }) =>
    readOp(body).e.map((effect) => ({
      table: effect[1],
      id: effect[2],
      inserted: effect[0] === 'i' ? effect[3] : null,
    })),
  );
}
