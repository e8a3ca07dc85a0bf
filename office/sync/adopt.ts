import type Database from 'better-sqlite3';
import { formatNumber } from '#kernel/sync/numbers.ts';
import { planRebase, claimedBy, type OpOutline } from '#kernel/sync/rebase.ts';
import type { LoggedOp } from '#kernel/sync/messages.ts';
import { modelOf, type TableModel } from '#db/columns.ts';
import { claims } from '#db/once.ts';
import type { WriteDoor } from '#db/door.ts';
import { setSelfNumber } from '#db/self.ts';
import type { Op } from '#db/op.ts';
import { recordOf, Rejoin } from './rejoin.ts';

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
    const histories = [mine.map(outline), theirs.map(outline)] as const;
    const plan = planRebase(...histories);
    const rejoin = new Rejoin({ raw, replica, epoch, claimed: claimedBy(...histories), now });
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
  const models = new Map(tables.map(modelOf).map((model) => [model.name, model]));
  return (logged) => outlineOf(readLogged(logged), { office, models });
}

function outlineOf(
  op: Op,
  { office, models }: { readonly office: number; readonly models: ReadonlyMap<string, TableModel> },
): OpOutline {
  const records = (kinds: string): readonly string[] =>
    op.e.flatMap((effect) => (kinds.includes(effect[0]) ? recordOf(effect) : []));
  return {
    id: op.id,
    made: records('i'),
    changed: records('ux'),
    claimed: op.e.flatMap((effect) => (claims(effect, models.get(effect[1]) ?? NOTHING) ? recordOf(effect) : [])),
    causes: (op.d ?? []).map(([, table, id]) => `${table} ${id}`),
    number: op.n ? formatNumber(office, op.n) : null,
    isShared: op.e.every(([, table]) => models.get(table)?.conflictClass === 'shared'),
  };
}

/** Of a table of a newer program. */
const NOTHING = { once: [] };

/** The op in bytes that were proved before. */
export function readLogged({ body }: Pick<LoggedOp, 'body'>): Op {
  // The bytes are this office's own, or the data centre's under a chain that was checked.
  return JSON.parse(body) as Op;
}
