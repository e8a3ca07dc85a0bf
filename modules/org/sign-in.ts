import { and, eq, isNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { LocalDate } from '#kernel/date.ts';
import { fold } from '#kernel/text/fold.ts';
import { demand } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import type { Access, Passwords } from '#modules/module.ts';
import type { OfficeSettings } from './contract.ts';
import { accessOf, isInForce, judgePassword } from './rules/index.ts';
import { assignment, delegation, office, role, unit, user } from './schema.ts';
import { ADMINISTRATOR, defaultSettings, permissionsOfRole } from './seed.ts';

export interface SignInUser {
  readonly id: string;
  readonly userName: string;
  readonly nameAr: string;
  readonly nameCkb: string | null;
  readonly nameEn: string | null;
  readonly language: 'ar' | 'ckb' | 'en';
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly totpSecret: string | null;
  readonly unitId: string;
}

/** The user who may sign in under this name, however its letters were typed; a suspended one may not. */
export function findSignInUser(
  db: BetterSQLite3Database,
  by: { readonly userName: string } | { readonly id: string },
): SignInUser | null {
  const living = and(isNull(user.deletedAt), eq(user.isSuspended, false));
  if ('id' in by) {
    return (
      db
        .select()
        .from(user)
        .where(and(living, eq(user.id, by.id)))
        .get() ?? null
    );
  }
  const folded = fold(by.userName);
  return (
    db
      .select()
      .from(user)
      .where(living)
      .all()
      .find((each) => fold(each.userName) === folded) ?? null
  );
}

/** Everything the user may do on this day, from his roles and the delegations to him; `known` is every permission. */
export function accessOfUser(
  db: BetterSQLite3Database,
  { userId, day, known }: { readonly userId: string; readonly day: LocalDate; readonly known: ReadonlySet<string> },
): Access {
  const roles = db.select().from(role).where(isNull(role.deletedAt)).all();
  return accessOf({
    userId,
    day,
    assignments: db.select().from(assignment).where(isNull(assignment.deletedAt)).all(),
    delegations: db.select().from(delegation).where(isNull(delegation.deletedAt)).all(),
    permissionsOf: new Map(roles.map((each) => [each.id, permissionsOfRole(each, known)])),
    units: db.select({ id: unit.id, parentId: unit.parentId }).from(unit).where(isNull(unit.deletedAt)).all(),
  });
}

export interface Administrator {
  readonly id: string;
  readonly userName: string;
  readonly nameAr: string;
}

/** Who can let people in again on this day: administrators of the whole office who may sign in. */
export function administratorsOf(db: BetterSQLite3Database, day: LocalDate): readonly Administrator[] {
  return db
    .select({ held: assignment, id: user.id, userName: user.userName, nameAr: user.nameAr })
    .from(assignment)
    .innerJoin(role, eq(role.id, assignment.roleId))
    .innerJoin(user, eq(user.id, assignment.userId))
    .innerJoin(unit, eq(unit.id, assignment.unitId))
    .where(
      and(
        ...[eq(role.code, ADMINISTRATOR), eq(user.isSuspended, false), isNull(user.deletedAt)],
        ...[isNull(assignment.deletedAt), isNull(unit.parentId)],
      ),
    )
    .all()
    .filter(({ held }) => isInForce(held, day))
    .map(({ id, userName, nameAr }) => ({ id, userName, nameAr }));
}

/** A new password, judged against the person it is for, and hashed. */
export async function newPasswordHash(
  passwords: Passwords,
  person: { readonly userName: string; readonly nameAr: string },
  password: string,
): Promise<string> {
  demand(judgePassword(password, person));
  return passwords.hash(password);
}

/** Stores a password of the owner's own choice: nobody need ask him to change it any more. */
export function storeOwnPassword(tx: Tx, userId: string, passwordHash: string): void {
  tx.update(user, userId, { passwordHash, mustChangePassword: false });
}

/** Stores the sealed secret of a user's second factor, or takes it away. */
export function storeSecondFactor(tx: Tx, userId: string, totpSecret: string | null): void {
  tx.update(user, userId, { totpSecret });
}

/** Stores the same password hashed at today's cost. */
export function storeRehashed(tx: Tx, userId: string, passwordHash: string): void {
  tx.update(user, userId, { passwordHash });
}

export type StoredPassword = Pick<typeof user.$inferSelect, 'passwordHash' | 'mustChangePassword'>;

/** Every user's password as it is stored, by his id. */
export function passwordsOf(db: BetterSQLite3Database): ReadonlyMap<string, StoredPassword> {
  const rows = db.select().from(user).where(isNull(user.deletedAt)).all();
  return new Map(rows.map(({ id, passwordHash, mustChangePassword }) => [id, { passwordHash, mustChangePassword }]));
}

/** Written by one command: its log has a limit. */
const PASSWORDS_AT_ONCE = 200;

/**
 * After a restore: puts the newer passwords in the place of those that the copy brought back. Whoever has none among
 * them, or everybody when they are not known, chooses a new one when he signs in next.
 */
export function keepPasswords(
  run: (part: (tx: Tx) => void) => void,
  { db, newer }: { readonly db: BetterSQLite3Database; readonly newer: ReadonlyMap<string, StoredPassword> | null },
): void {
  const ids = [...passwordsOf(db).keys()];
  for (let at = 0; at < ids.length; at += PASSWORDS_AT_ONCE) {
    run((tx) => {
      for (const id of ids.slice(at, at + PASSWORDS_AT_ONCE)) {
        tx.update(user, id, newer?.get(id) ?? { mustChangePassword: true });
      }
    });
  }
}

interface OfficeNames {
  readonly nameAr: string;
  readonly nameCkb: string | null;
  readonly nameEn: string | null;
}

/** The office's name and settings; null before it is founded. */
export function currentSettings(
  db: BetterSQLite3Database,
): { name: string; names: OfficeNames; settings: OfficeSettings } | null {
  const row = db.select().from(office).where(isNull(office.deletedAt)).get();
  if (!row) return null;
  const { nameAr, nameCkb, nameEn, settings } = row;
  // A setting that came later than the office is as in a new one.
  return { name: nameAr, names: { nameAr, nameCkb, nameEn }, settings: { ...defaultSettings, ...settings } };
}

/** The Arabic name of a user, also of one who may no longer sign in; empty for nobody. */
export function nameOfUser(db: BetterSQLite3Database, id: string): string {
  return db.select({ nameAr: user.nameAr }).from(user).where(eq(user.id, id)).get()?.nameAr ?? '';
}
