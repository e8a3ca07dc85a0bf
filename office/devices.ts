import { and, desc, eq, isNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { refusal } from '#db/refusal.ts';
import type { Clock } from './clock.ts';
import { device } from './schema.ts';
import { hashSecret, newSecret, newSpokenCode } from './secrets.ts';

const CODE_MINUTES = 10;
/** A wrong code costs all outstanding ones a try; after so many they are void. */
const WRONG_CODES_LIMIT = 5;
const SEEN_EVERY = 60_000;

type Device = typeof device.$inferSelect;

/** The other PCs of the office. A PC is let in once, by a one-time code that an administrator reads out. */
export class Devices {
  readonly #db: BetterSQLite3Database;
  readonly #now: Clock;
  readonly #newId: () => string;
  readonly #codes = new Map<string, number>();
  #wrongCodes = 0;

  constructor(options: { db: BetterSQLite3Database; now: Clock; newId: () => string }) {
    this.#db = options.db;
    this.#now = options.now;
    this.#newId = options.newId;
  }

  createCode(): { code: string; expiresAt: number } {
    const code = newSpokenCode();
    const expiresAt = this.#now() + CODE_MINUTES * 60_000;
    this.#codes.set(hashSecret(code), expiresAt);
    this.#wrongCodes = 0;
    return { code, expiresAt };
  }

  /** Trades a code for the secret of a new device. Refuses `PAIRING_CODE_WRONG`; a code works once. */
  redeem(code: string, name: string): string {
    const hash = hashSecret(code.trim().toUpperCase());
    const expiresAt = this.#codes.get(hash);
    if (expiresAt === undefined || expiresAt < this.#now()) {
      this.#wrongCodes += 1;
      if (this.#wrongCodes >= WRONG_CODES_LIMIT) this.#codes.clear();
      throw refusal('PAIRING_CODE_WRONG', undefined, 'code');
    }
    this.#codes.delete(hash);
    const secret = newSecret();
    const now = this.#now();
    this.#db
      .insert(device)
      .values({
        id: this.#newId(),
        name,
        secretHash: hashSecret(secret),
        pairedAt: now,
        lastSeenAt: now,
        revokedAt: null,
      })
      .run();
    return secret;
  }

  /** The paired device with this secret, or null. */
  find(secret: string): Device | null {
    const found = this.#db
      .select()
      .from(device)
      .where(and(eq(device.secretHash, hashSecret(secret)), isNull(device.revokedAt)))
      .get();
    if (!found) return null;
    if (this.#now() - found.lastSeenAt > SEEN_EVERY) {
      this.#db.update(device).set({ lastSeenAt: this.#now() }).where(eq(device.id, found.id)).run();
    }
    return found;
  }

  list(): readonly Device[] {
    return this.#db.select().from(device).where(isNull(device.revokedAt)).orderBy(desc(device.lastSeenAt)).all();
  }

  revoke(id: string): void {
    const { changes } = this.#db.update(device).set({ revokedAt: this.#now() }).where(eq(device.id, id)).run();
    if (changes === 0) throw refusal('NOT_FOUND');
  }
}
