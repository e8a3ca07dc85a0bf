import { and, desc, eq, gt, inArray, isNull, lt, type SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { fold } from '#kernel/text/fold.ts';
import { refusal } from '#db/refusal.ts';
import type { Clock } from './clock.ts';
import { session, signIn, type SignInOutcome } from './schema.ts';
import { hashSecret, isSecretOf, newSecret } from './secrets.ts';

/**
 * After so many wrong passwords in a row a name rests for a while at the address they came from, so that nobody shuts
 * another out from his own PC. All addresses together have a limit of their own, or a guesser would go from one to the
 * next; it does not hold where the name has signed in lately. An address from which many names fail rests too.
 */
export const LOCKOUT = { failures: 5, minutes: 15, failuresOfName: 25, failuresOfAddress: 60, knownDays: 30 } as const;

const SESSION_HOURS = 12;
/** The office locks a session by itself a little after the window should have. */
const IDLE_GRACE_MINUTES = 2;
const MINUTE = 60_000;
/** The last use is written down at most this often. */
const TOUCH_EVERY = MINUTE;
const SIGN_IN_ROWS_KEPT_DAYS = 400;

export interface SessionView {
  readonly id: string;
  readonly userId: string;
  readonly isLocked: boolean;
}

/** Where a request comes from. A session belongs to one browser on one address. */
export interface Origin {
  readonly address: string;
  readonly userAgent: string;
}

type Row = typeof session.$inferSelect;
type Attempt = Pick<typeof signIn.$inferSelect, 'at' | 'address' | 'outcome'>;

/** Sessions, lockout and the audit of signing in. */
export class Sessions {
  readonly #db: BetterSQLite3Database;
  readonly #now: Clock;
  readonly #newId: () => string;
  readonly #live = new Map<string, { row: Row; lastUsedAt: number }>();
  /** Passwords being checked right now count as failures, or many tries at once would slip past the lockout. */
  readonly #pending = new Map<string, number>();

  constructor(options: { db: BetterSQLite3Database; now: Clock; newId: () => string }) {
    this.#db = options.db;
    this.#now = options.now;
    this.#newId = options.newId;
    this.#db
      .delete(signIn)
      .where(lt(signIn.at, this.#now() - SIGN_IN_ROWS_KEPT_DAYS * 24 * 60 * MINUTE))
      .run();
    this.#db
      .delete(session)
      .where(lt(session.createdAt, this.#now() - SESSION_HOURS * 60 * MINUTE))
      .run();
  }

  /** Runs a password check under the lockout: refuses `SIGN_IN_LOCKED`, counts failures, writes the audit. */
  async attempt(who: { userName: string; address: string }, check: () => Promise<boolean>): Promise<boolean> {
    const name = fold(who.userName).slice(0, 100);
    this.#demandNotLocked(name, who.address);
    const keys = pendingKeys(name, who.address);
    this.#addPending(Object.values(keys), 1);
    try {
      const isRight = await check();
      if (!isRight) this.note(name, 'failed', who.address);
      return isRight;
    } finally {
      this.#addPending(Object.values(keys), -1);
    }
  }

  /** Opens a session; its two secrets are told once, to the window that signed in. */
  open(userId: string, userName: string, origin: Origin): { cookie: string; proof: string; session: SessionView } {
    const now = this.#now();
    const cookie = newSecret();
    const proof = newSecret();
    const row: Row = {
      ...{ id: this.#newId(), userId, cookieHash: hashSecret(cookie), proofHash: hashSecret(proof) },
      ...{ address: origin.address, userAgent: origin.userAgent.slice(0, 300) },
      ...{ createdAt: now, lastUsedAt: now, isLocked: false, endedAt: null },
    };
    this.#db.insert(session).values(row).run();
    this.#live.set(row.cookieHash, { row, lastUsedAt: now });
    this.note(userName, 'in', origin.address);
    return { cookie, proof, session: row };
  }

  /**
   * The session behind the two secrets, or null when there is none, when it is over, or when it comes from another
   * browser or address than the one that signed in. `idleMinutes` after its last use it is locked.
   */
  find(secrets: { cookie: string; proof: string }, origin: Origin, idleMinutes: number): SessionView | null {
    const entry = this.#load(hashSecret(secrets.cookie));
    if (!entry) return null;
    const { row } = entry;
    const isHere = row.address === origin.address && row.userAgent === origin.userAgent.slice(0, 300);
    if (!isHere || !isSecretOf(secrets.proof, row.proofHash)) return null;
    const now = this.#now();
    if (now - row.createdAt > SESSION_HOURS * 60 * MINUTE) {
      this.end(row.id, null);
      return null;
    }
    if (!row.isLocked && now - entry.lastUsedAt > (idleMinutes + IDLE_GRACE_MINUTES) * MINUTE) this.lock(row.id);
    entry.lastUsedAt = now;
    if (now - entry.row.lastUsedAt > TOUCH_EVERY) this.#change(row.id, { lastUsedAt: now });
    return this.#live.get(row.cookieHash)?.row ?? null;
  }

  lock(id: string): void {
    this.#change(id, { isLocked: true });
  }

  unlock(id: string): void {
    this.#change(id, { isLocked: false, lastUsedAt: this.#now() });
  }

  /** Ends a session; with a name, writes it into the audit. */
  end(id: string, who: { userName: string; address: string } | null): void {
    const row = this.#rowOf(id);
    if (!row) return;
    this.#db.update(session).set({ endedAt: this.#now() }).where(eq(session.id, id)).run();
    this.#live.delete(row.cookieHash);
    if (who) this.note(who.userName, 'out', who.address);
  }

  /** Ends every session of a user but one: after a new password, and when he is suspended. */
  endAllOf(userId: string, except: string | null): void {
    const rows = this.#db
      .select()
      .from(session)
      .where(and(eq(session.userId, userId), isNull(session.endedAt)))
      .all();
    for (const row of rows) if (row.id !== except) this.end(row.id, null);
  }

  /** Ends every session of the office. */
  endAll(): void {
    this.#db.update(session).set({ endedAt: this.#now() }).where(isNull(session.endedAt)).run();
    this.#live.clear();
  }

  /** Is the session neither over nor locked? Asking is no use of it. */
  isAwake(id: string): boolean {
    const row = this.#rowOf(id);
    return row !== undefined && row.endedAt === null && !row.isLocked;
  }

  countOpen(): number {
    const since = this.#now() - SESSION_HOURS * 60 * MINUTE;
    return this.#db
      .select({ id: session.id })
      .from(session)
      .where(and(isNull(session.endedAt), gt(session.createdAt, since)))
      .all().length;
  }

  /** Has anybody ever signed in on this PC, as far as the audit reaches? */
  hasLetIn(): boolean {
    return this.#db.select({ id: signIn.id }).from(signIn).where(eq(signIn.outcome, 'in')).limit(1).get() !== undefined;
  }

  /** One line of the audit. */
  note(userName: string, outcome: SignInOutcome, address: string): void {
    this.#db
      .insert(signIn)
      .values({ id: this.#newId(), at: this.#now(), userName: fold(userName).slice(0, 100), outcome, address })
      .run();
  }

  #addPending(keys: readonly string[], change: 1 | -1): void {
    for (const key of keys) {
      const count = (this.#pending.get(key) ?? 0) + change;
      if (count > 0) this.#pending.set(key, count);
      else this.#pending.delete(key);
    }
  }

  #demandNotLocked(name: string, address: string): void {
    const since = this.#now() - LOCKOUT.minutes * MINUTE;
    const ofName = this.#recent(eq(signIn.userName, name), since);
    const here = ofName.filter((row) => row.address === address);
    const lastSuccess = here.findIndex(({ outcome }) => outcome !== 'failed');
    const failed = (rows: readonly Attempt[]): readonly Attempt[] => rows.filter(({ outcome }) => outcome === 'failed');
    const keys = pendingKeys(name, address);
    const rests = [
      {
        ...{
          limit: LOCKOUT.failures,
          key: keys.here,
          resting: and(eq(signIn.userName, name), eq(signIn.address, address)),
        },
        failures: lastSuccess === -1 ? here : here.slice(0, lastSuccess),
      },
      {
        ...{ limit: LOCKOUT.failuresOfAddress, key: keys.address, resting: eq(signIn.address, address) },
        failures: failed(this.#recent(eq(signIn.address, address), since)),
      },
      {
        ...{ limit: LOCKOUT.failuresOfName, key: keys.name, resting: eq(signIn.userName, name) },
        failures: failed(ofName),
      },
    ];
    const rest = rests.find(({ failures, key, limit }) => failures.length + (this.#pending.get(key) ?? 0) >= limit);
    if (!rest || (rest.key === keys.name && this.#isKnownAt(name, address))) return;
    const newest = rest.failures[0]?.at ?? this.#now();
    this.#noteLocked(rest.resting, name, address);
    throw refusal('SIGN_IN_LOCKED', { minutes: Math.max(1, Math.ceil((newest - since) / MINUTE)) });
  }

  /** The tries of late, newest first. */
  #recent(whose: SQL, since: number): readonly Attempt[] {
    return this.#db
      .select({ at: signIn.at, address: signIn.address, outcome: signIn.outcome })
      .from(signIn)
      .where(and(whose, gt(signIn.at, since), inArray(signIn.outcome, ['in', 'failed', 'unlock', 'password_changed'])))
      .orderBy(desc(signIn.at))
      .all();
  }

  #isKnownAt(name: string, address: string): boolean {
    const since = this.#now() - LOCKOUT.knownDays * 24 * 60 * MINUTE;
    const here = and(eq(signIn.userName, name), eq(signIn.address, address), eq(signIn.outcome, 'in'));
    return (
      this.#db
        .select({ id: signIn.id })
        .from(signIn)
        .where(and(here, gt(signIn.at, since)))
        .get() !== undefined
    );
  }

  /** Once for a rest, not for each try: a refused try costs no password check, so there may be millions of them. */
  #noteLocked(resting: SQL | undefined, name: string, address: string): void {
    const since = this.#now() - LOCKOUT.minutes * MINUTE;
    const noted = this.#db
      .select({ id: signIn.id })
      .from(signIn)
      .where(and(resting, gt(signIn.at, since), eq(signIn.outcome, 'locked')))
      .get();
    if (!noted) this.note(name, 'locked', address);
  }

  #load(cookieHash: string): { row: Row; lastUsedAt: number } | null {
    const known = this.#live.get(cookieHash);
    if (known) return known;
    const row = this.#db
      .select()
      .from(session)
      .where(and(eq(session.cookieHash, cookieHash), isNull(session.endedAt)))
      .get();
    if (!row) return null;
    const entry = { row, lastUsedAt: row.lastUsedAt };
    this.#live.set(cookieHash, entry);
    return entry;
  }

  #change(id: string, change: Partial<Pick<Row, 'isLocked' | 'lastUsedAt'>>): void {
    this.#db.update(session).set(change).where(eq(session.id, id)).run();
    for (const entry of this.#live.values()) if (entry.row.id === id) entry.row = { ...entry.row, ...change };
  }

  #rowOf(id: string): Row | undefined {
    return this.#db.select().from(session).where(eq(session.id, id)).get();
  }
}

/** Where the tries that are being checked are counted; a folded name holds no such sign. */
function pendingKeys(name: string, address: string): Readonly<Record<'here' | 'address' | 'name', string>> {
  return { here: `${name}\0${address}`, address: `\0${address}`, name };
}
