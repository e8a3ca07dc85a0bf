import { eq } from 'drizzle-orm';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { modelOf } from '#db/columns.ts';
import { historyOf } from '#db/history.ts';
import type { OfficeDatabase } from '#db/open.ts';
import { PUBLIC, SIGNED_IN, type ProcedureMeta } from '#modules/contract.ts';
import type { HostModule } from '#modules/module.ts';
import { RESET_PASSWORD, userTable } from '#modules/org/index.ts';
import type { Clock } from './clock.ts';

/** What the data centre's own office answers only to whoever has signed in with a second factor. */
export interface SecondFactorGuard {
  /** Only where a module needs it, and never in a demonstration. */
  readonly isOn: boolean;
  /**
   * May he, with what he has signed in with? Asked are the rights of the modules that need it, and every command that
   * any right allows: users, roles, tokens, what is published or brought back would else be ways around it. Whose own
   * session it is (first of all to switch his second factor on) asks nothing. Refuses `SECOND_FACTOR_NEEDED`, and
   * `SECOND_FACTOR_RESTS` for a day after somebody else has set his password: until then he can miss it and say so.
   */
  judge(call: Pick<ProcedureMeta, 'permission' | 'kind'>, who: Caller): Verdict;
}

interface Caller {
  readonly userId: string;
  readonly hasSecondFactor: boolean;
}

interface Guarding {
  readonly isDemonstration: boolean;
  readonly database: OfficeDatabase;
  readonly now: Clock;
}

const REST_MS = 24 * 60 * 60_000;

export function guardOf(
  present: readonly HostModule[],
  { isDemonstration, database, now }: Guarding,
): SecondFactorGuard {
  const needing = isDemonstration ? [] : present.filter((module) => module.needsSecondFactor === true);
  const rights = new Set(needing.flatMap(({ permissions }) => permissions));
  const isOn = needing.length > 0;
  const resetAt = resetsOf(database);
  return {
    isOn,
    judge: ({ permission, kind }, { userId, hasSecondFactor }) => {
      const isOwn = permission === PUBLIC || permission === SIGNED_IN;
      if (!isOn || isOwn || (kind === 'query' && !rights.has(permission))) return accept();
      if (!hasSecondFactor) return refuse('SECOND_FACTOR_NEEDED');
      const reset = resetAt(userId);
      return reset !== null && now() < reset + REST_MS ? refuse('SECOND_FACTOR_RESTS') : accept();
    },
  };
}

/** When somebody else last set this user's password, as the log tells it; null where nobody has. */
function resetsOf({ raw, db }: OfficeDatabase): (userId: string) => number | null {
  /** By the op that touched him last: what was read before it is old. */
  const known = new Map<string, { readonly seq: number; readonly at: number | null }>();
  return (userId) => {
    const seq = db.select({ seq: userTable.seq }).from(userTable).where(eq(userTable.id, userId)).get()?.seq ?? 0;
    let last = known.get(userId);
    if (last?.seq !== seq) {
      // All of it: nobody buries the reset under changes of his own.
      const history = historyOf(raw, modelOf(userTable), userId, Number.POSITIVE_INFINITY);
      last = { seq, at: history.find(({ command }) => command === RESET_PASSWORD)?.at ?? null };
      known.set(userId, last);
    }
    return last.at;
  };
}
