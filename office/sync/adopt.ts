import type Database from 'better-sqlite3';
import { formatNumber } from '#kernel/sync/numbers.ts';
import { planRebase, type OpOutline } from '#kernel/sync/rebase.ts';
import type { LoggedOp } from '#kernel/sync/messages.ts';
import { modelOf } from '#db/columns.ts';
import type { WriteDoor } from '#db/door.ts';
import { setSelfNumber } from '#db/self.ts';
import type { Op } from '#db/op.ts';
import { Rejoin } from './rejoin.ts';

export interface OtherHistory {
  /** The last op that both have. */
  readonly common: number;
  /** The data centre's ops after it. */
  readonly theirs: readonly LoggedOp[];
  readonly epoch: number;
}

export interface AdoptOptions {
  readonly raw: Database.Database;
  readonly door: WriteDoor;
  readonly tables: readonly object[];
  readonly office: number;
  readonly now: number;
}

/**
 * Makes the data centre's history this office's own: its ops after the common one, then this office's that it does not
 * have, under the given epoch. Without own ops that is a fast-forward. One transaction: a power cut leaves the log
 * before or after. What no longer fits is laid into the inbox with its whole op.
 */
export function adopt(options: AdoptOptions, { common, theirs, epoch }: OtherHistory): void {
  const { raw, door, now } = options;
  const outline = outlinerOf(options);
  door.replay((replica) => {
    const mine = replica.takeBackTo(common);
    for (const op of theirs) replica.append(op);
    const plan = planRebase(mine.map(outline), theirs.map(outline));
    const rejoin = new Rejoin({ raw, replica, epoch, now });
    for (const [position, logged] of mine.entries()) {
      const written = { op: readLogged(logged), body: logged.body };
      rejoin.tell(written, rejoin.settle(written, plan[position]?.fate ?? 'conflict'));
    }
    setSelfNumber(raw, 'epoch', epoch);
    setSelfNumber(raw, 'acked', common + theirs.length);
    raw.exec('DELETE FROM sync_outgoing');
  });
}

/** What the rules of a rebase look at in the ops of this office. */
export function outlinerOf({
  tables,
  office,
}: Pick<AdoptOptions, 'tables' | 'office'>): (logged: Pick<LoggedOp, 'body'>) => OpOutline {
  const shared = new Set(
    tables.map(modelOf).flatMap(({ name, conflictClass }) => (conflictClass === 'shared' ? [name] : [])),
  );
  return (logged) => outlineOf(readLogged(logged), { office, shared });
}

function outlineOf(
  op: Op,
  { office, shared }: { readonly office: number; readonly shared: ReadonlySet<string> },
): OpOutline {
  const records = (kinds: string): readonly string[] =>
    op.e.flatMap(([kind, table, id]) => (kinds.includes(kind) ? [`${table} ${id}`] : []));
  return {
    id: op.id,
    made: records('i'),
    changed: records('ux'),
    causes: (op.d ?? []).map(([, table, id]) => `${table} ${id}`),
    number: op.n ? formatNumber(office, op.n) : null,
    isShared: op.e.every(([, table]) => shared.has(table)),
  };
}

/** The op in bytes that were proved before. */
export function readLogged({ body }: Pick<LoggedOp, 'body'>): Op {
  // The bytes are this office's own, or the data centre's under a chain that was checked.
  return JSON.parse(body) as Op;
}
