import { and, desc, eq, isNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { LocalDate } from '#kernel/date.ts';
import { refusal } from '#db/refusal.ts';
import type { Clock } from './clock.ts';
import { token } from './schema.ts';
import { hashSecret, newSecret } from './secrets.ts';

const DAY = 24 * 60 * 60_000;
const USED_EVERY = 60_000;

type Token = typeof token.$inferSelect;

/** Tokens by which the command line signs in as a user. */
export class Tokens {
  readonly #db: BetterSQLite3Database;
  readonly #now: Clock;
  readonly #newId: () => string;
  readonly #used = new Set<string>();
  #usedOn: LocalDate | null = null;

  constructor(options: { db: BetterSQLite3Database; now: Clock; newId: () => string }) {
    this.#db = options.db;
    this.#now = options.now;
    this.#newId = options.newId;
  }

  /** The token itself, told once; only its hash stays. */
  create({ name, userId, days }: { name: string; userId: string; days: number }): string {
    const secret = newSecret();
    const now = this.#now();
    this.#db
      .insert(token)
      .values({
        ...{ id: this.#newId(), name, userId, secretHash: hashSecret(secret), createdAt: now },
        ...{ expiresAt: now + days * DAY, lastUsedAt: null, revokedAt: null },
      })
      .run();
    return secret;
  }

  /** The living token with this secret, or null. */
  find(secret: string): Token | null {
    const found = this.#db
      .select()
      .from(token)
      .where(and(eq(token.secretHash, hashSecret(secret)), isNull(token.revokedAt)))
      .get();
    const now = this.#now();
    if (!found || found.expiresAt < now) return null;
    if (now - (found.lastUsedAt ?? 0) > USED_EVERY) {
      this.#db.update(token).set({ lastUsedAt: now }).where(eq(token.id, found.id)).run();
    }
    return found;
  }

  list(): readonly Token[] {
    return this.#db.select().from(token).where(isNull(token.revokedAt)).orderBy(desc(token.createdAt)).all();
  }

  /** Ends every token that acts as this user: it must not outlive the password under which it was had. */
  revokeAllOf(userId: string): void {
    this.#db
      .update(token)
      .set({ revokedAt: this.#now() })
      .where(and(eq(token.userId, userId), isNull(token.revokedAt)))
      .run();
  }

  revokeAll(): void {
    this.#db.update(token).set({ revokedAt: this.#now() }).where(isNull(token.revokedAt)).run();
  }

  /**
   * Is this the first use of the token on this day from this address? Asked once for each use: the audit names days
   * and addresses, not calls. A restart of the office may name one of them again.
   */
  isFirstUse(id: string, from: { readonly day: LocalDate; readonly address: string }): boolean {
    if (this.#usedOn !== from.day) this.#used.clear();
    this.#usedOn = from.day;
    const key = `${id} ${from.address}`;
    if (this.#used.has(key)) return false;
    this.#used.add(key);
    return true;
  }

  revoke(id: string): void {
    const { changes } = this.#db.update(token).set({ revokedAt: this.#now() }).where(eq(token.id, id)).run();
    if (changes === 0) throw refusal('NOT_FOUND');
  }
}
