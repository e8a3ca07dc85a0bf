import { AssertionError } from '#kernel/assert.ts';
import { isFarAhead } from '#kernel/hlc.ts';
import type { LogPoint } from '#kernel/sync/log.ts';
import { epochOfSeries } from '#kernel/sync/numbers.ts';
import { planRebase, type OpOutline, type RebaseFate } from '#kernel/sync/rebase.ts';
import { prepared } from '#db/prepared.ts';
import { uuidToBuffer } from '#db/columns.ts';
import { selfNumber, setSelfNumber } from '#db/self.ts';
import type { Effect, Op } from '#db/op.ts';
import { NewerOp, type Replica } from '#db/replica.ts';
import { INBOX_KINDS, outlinerOf, readLogged, toInbox, type AdoptOptions } from './adopt.ts';
import type { OwnLog } from './own-log.ts';
import { isConstraintError } from './pull.ts';

export interface LateHistory {
  /** The last op that the log of the earlier PC shared with this one. */
  readonly common: LogPoint;
  /** Its ops after that, as they lay there. */
  readonly ops: readonly string[];
}

/**
 * Appends the late ops of an earlier PC to this log, under its own epoch, by the rules of a rebase: ids and numbers stay,
 * what is known is passed over, what no longer fits goes to the inbox with its whole op. One transaction; the same once
 * more changes nothing. Answers whether anything is to be sent; throws `NewerOp` where a newer program wrote any of it.
 */
export function joinLate(options: AdoptOptions & { readonly log: OwnLog }, { common, ops }: LateHistory): boolean {
  const { raw, door, log, now } = options;
  const outline = outlinerOf(options);
  const { epoch } = log;
  let [joined, aside] = [0, 0];
  // What channels bring has come before: an op that leans on a record which is not here no longer fits.
  door.replicate((replica) => {
    const mine = ops.map((body) => ({ op: readLogged({ body }), body }));
    // Before any of it is judged: what this program does not know would seem to be in conflict, and be left out for good.
    if (!mine.every(({ op }) => replica.reads(op))) throw new NewerOp();
    const plan = planRebase(
      ops.map((body) => outline({ body })),
      outlinesAfter(log, common, outline),
    );
    const lying = new Lying();
    const isOfBefore = ofBefore(options);
    keepClock(options);
    for (const [position, { op, body }] of mine.entries()) {
      let fate = plan[position]?.fate ?? 'conflict';
      if (fate === 'known') continue;
      // What was laid aside once is settled by people, however this log stands when it comes again.
      const wasAside = isLaidAside(options, op.id);
      const mayAppend = isAppended(fate) && !wasAside && isOfBefore(op) && lying.stands(op, replica);
      if (isAppended(fate) && !(mayAppend && isTaken(options, replica, { epoch, body }))) fate = 'conflict';
      if (isAppended(fate)) joined += 1;
      else lying.leave(op);
      if (wasAside || fate === 'append') continue;
      if (!isAppended(fate)) aside += 1;
      toInbox(raw, { op, kind: INBOX_KINDS[fate], mine: body, now });
    }
    if (joined + aside === 0) return;
    setSelfNumber(raw, 'late_at', now);
    setSelfNumber(raw, 'late_ops', joined);
    setSelfNumber(raw, 'late_aside', aside);
  });
  return joined > 0;
}

function isAppended(fate: RebaseFate): fate is 'append' | 'append-duplicate-number' {
  return fate === 'append' || fate === 'append-duplicate-number';
}

/** The records of ops that are left out: what hangs on them is left out, too. */
class Lying {
  readonly #left = new Set<string>();

  leave({ e }: Op): void {
    for (const effect of e) this.#left.add(recordOf(effect));
  }

  /**
   * Are the records there that it changes, and is there a place for those that it makes, and for each value? It may have
   * come from anybody who had that PC: what belongs to another office it does not touch.
   */
  stands({ e }: Op, replica: Replica): boolean {
    const made = new Set<string>();
    return e.every((effect) => {
      const [kind, table, id] = effect;
      if (!replica.knows(table) || !replica.fits(effect)) return false;
      // They merge by themselves.
      if (replica.isShared(table)) return true;
      const record = recordOf(effect);
      if (this.#left.has(record)) return false;
      if (kind !== 'i') return made.has(record) || replica.isOwn(table, id);
      made.add(record);
      return !replica.has(table, id);
    });
  }
}

function recordOf([, table, id]: Effect): string {
  return `${table} ${id}`;
}

function outlinesAfter(
  log: OwnLog,
  { seq, head }: LogPoint,
  outline: (logged: { readonly body: string }) => OpOutline,
): readonly OpOutline[] {
  // Where disks were lost on both sides the common op may be gone: then all that is here may be strange to that PC.
  const base = log.headAt(seq) === head ? seq : 0;
  return Array.from(log.bodiesAfter(base), (body) => outline({ body: body.toString('utf8') }));
}

/**
 * Whether an op can be of a PC before this one. It gives no number in the series of this PC or of one to come: that
 * would leave a hole, or end the series. It does not draw the clock of this log more than a day into the future.
 */
function ofBefore({ raw, log, now }: AdoptOptions & { readonly log: OwnLog }): (op: Op) => boolean {
  const { epoch } = log;
  const own = lastReading(raw);
  const serverMs = now + selfNumber(raw, 'offset', 0);
  return ({ n, h }) => {
    const givenIn = n ? epochOfSeries(n.series) : 0;
    return givenIn !== null && givenIn < epoch && !isFarAhead(h, { own, serverMs });
  };
}

/** The clock of this log does not fall back to that of the ops that are appended. */
function keepClock({ raw }: AdoptOptions): void {
  setSelfNumber(raw, 'heard', Math.max(selfNumber(raw, 'heard', 0), lastReading(raw)));
}

function lastReading(raw: AdoptOptions['raw']): number {
  const last = prepared(raw, 'SELECT hlc FROM op_log ORDER BY seq DESC LIMIT 1').pluck().get();
  return typeof last === 'number' ? last : 0;
}

function isLaidAside({ raw }: AdoptOptions, id: string): boolean {
  const found = prepared(raw, `SELECT 1 FROM sync_inbox WHERE op_id = ? AND mine IS NOT NULL AND kind <> 'dup-number'`);
  return found.get(uuidToBuffer(id)) !== undefined;
}

/**
 * Appends an op, unless the records that are here leave no place for it: two PCs that wrote side by side may both have
 * given what only one may have, and what it leans on may have been left out. Nor is there one for what this program
 * could not have written itself. Then nothing of it is done.
 */
function isTaken(
  { raw }: AdoptOptions,
  replica: Replica,
  logged: { readonly epoch: number; readonly body: string },
): boolean {
  raw.exec('SAVEPOINT late_op');
  try {
    replica.append(logged);
    raw.exec('RELEASE late_op');
    return true;
  } catch (error) {
    if (!isConstraintError(error) && !(error instanceof AssertionError)) throw error;
    raw.exec('ROLLBACK TO late_op; RELEASE late_op');
    return false;
  }
}
