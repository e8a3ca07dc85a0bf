import { heardCode } from '#kernel/spoken-code.ts';
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { refusal } from '#db/refusal.ts';
import type { Clock } from './clock.ts';
import { device } from './schema.ts';
import { hashSecret, newSecret, newSpokenCode } from './secrets.ts';

const CODE_MINUTES = 10;
/** A PC that types so many wrong codes is not heard until its tries are as old as a code may be. */
const WRONG_CODES_OF_ADDRESS = 5;
/** Each wrong code, wherever it came from, costs every outstanding one a try; after so many a code is void. */
const TRIES_OF_CODE = 50;
const SEEN_EVERY = 60_000;

type Device = typeof device.$inferSelect;

/** The other PCs of the office. A PC is let in once, by a one-time code that an administrator reads out. */
export class Devices {
  readonly #db: BetterSQLite3Database;
  readonly #now: Clock;
  readonly #newId: () => string;
  readonly #codes = new Map<string, { readonly expiresAt: number; triesLeft: number }>();
  readonly #wrongCodes = new Map<string, { count: number; readonly since: number }>();

  constructor(options: { db: BetterSQLite3Database; now: Clock; newId: () => string }) {
    this.#db = options.db;
    this.#now = options.now;
    this.#newId = options.newId;
  }

  createCode(): { code: string; expiresAt: number } {
    const code = newSpokenCode();
    const expiresAt = this.#now() + CODE_MINUTES * 60_000;
    this.#codes.set(hashSecret(heardCode(code)), { expiresAt, triesLeft: TRIES_OF_CODE });
    return { code, expiresAt };
  }

  /**
   * Trades a code for the secret of a new device; a code works once. Refuses `PAIRING_CODE_WRONG`, and
   * `PAIRING_TOO_OFTEN` to an address that typed five wrong ones, whatever it types next.
   */
  redeem(code: string, from: { readonly name: string; readonly address: string }): string {
    this.#forgetOld();
    const isHeard = (this.#wrongCodes.get(from.address)?.count ?? 0) < WRONG_CODES_OF_ADDRESS;
    if (!isHeard) throw refusal('PAIRING_TOO_OFTEN', undefined, 'code');
    const hash = hashSecret(heardCode(code));
    if (!this.#codes.has(hash)) {
      this.#countWrong(from.address);
      throw refusal('PAIRING_CODE_WRONG', undefined, 'code');
    }
    this.#codes.delete(hash);
    const secret = newSecret();
    const now = this.#now();
    this.#db
      .insert(device)
      .values({
        id: this.#newId(),
        name: from.name,
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

  /** Lets go of every device but these. */
  revokeAllBut(kept: ReadonlySet<string>): void {
    for (const { id } of this.list()) if (!kept.has(id)) this.revoke(id);
  }

  revoke(id: string): void {
    const { changes } = this.#db.update(device).set({ revokedAt: this.#now() }).where(eq(device.id, id)).run();
    if (changes === 0) throw refusal('NOT_FOUND');
  }

  #countWrong(address: string): void {
    const known = this.#wrongCodes.get(address) ?? { count: 0, since: this.#now() };
    known.count += 1;
    this.#wrongCodes.set(address, known);
    for (const [hash, outstanding] of this.#codes) {
      outstanding.triesLeft -= 1;
      if (outstanding.triesLeft <= 0) this.#codes.delete(hash);
    }
  }

  #forgetOld(): void {
    const now = this.#now();
    for (const [hash, { expiresAt }] of this.#codes) if (expiresAt < now) this.#codes.delete(hash);
    for (const [address, { since }] of this.#wrongCodes) {
      if (since < now - CODE_MINUTES * 60_000) this.#wrongCodes.delete(address);
    }
  }
}
