import { isFarAhead } from '#kernel/hlc.ts';
import type { LogPoint } from '#kernel/sync/log.ts';
import { epochOfSeries } from '#kernel/sync/numbers.ts';
import { planRebase, claimedBy, type OpOutline } from '#kernel/sync/rebase.ts';
import { prepared } from '#db/prepared.ts';
import { uuidToBuffer } from '#db/columns.ts';
import { selfNumber, setSelfNumber } from '#db/self.ts';
import type { Op } from '#db/op.ts';
import { NewerOp, type Replica } from '#db/replica.ts';
import { outlinerOf, readLogged, type AdoptOptions } from './adopt.ts';
import type { OwnLog } from './own-log.ts';
import { isAppended, Rejoin } from './rejoin.ts';

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
    const histories = [ops.map((body) => outline({ body })), outlinesAfter(log, common, outline)] as const;
    const plan = planRebase(...histories);
    const rejoin = new Rejoin({ raw, replica, epoch, claimed: claimedBy(...histories), now });
    const isOfBefore = ofBefore(options);
    keepClock(options);
    for (const [position, written] of mine.entries()) {
      const { op } = written;
      const planned = plan[position]?.fate ?? 'conflict';
      // What was laid aside once is settled by people, however this log stands when it comes again.
      const wasAside = isLaidAside(options, op.id);
      const mayAppend = !wasAside && isOfBefore(op) && isWritable(op, replica);
      const outcome = rejoin.settle(written, isAppended(planned) && !mayAppend ? 'conflict' : planned);
      if (isAppended(outcome)) joined += 1;
      if (wasAside || outcome === 'known') continue;
      if (!isAppended(outcome)) aside += 1;
      rejoin.tell(written, outcome);
    }
    if (joined + aside === 0) return;
    setSelfNumber(raw, 'late_at', now);
    setSelfNumber(raw, 'late_ops', joined);
    setSelfNumber(raw, 'late_aside', aside);
  });
  return joined > 0;
}

/** Could a program have written it? It may have come from anybody who had that PC. */
function isWritable({ e }: Op, replica: Replica): boolean {
  return e.every((effect) => replica.knows(effect[1]) && replica.fits(effect));
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
