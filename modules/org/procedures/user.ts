import { implement } from '@orpc/server';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { addDays, later, type LocalDate } from '#kernel/date.ts';
import { all, accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { fold } from '#kernel/text/fold.ts';
import { demand, refusal } from '#db/refusal.ts';
import { matches } from '#db/search.ts';
import type { Tx } from '#db/recorder.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import { mayAt, type Context, type UndoRule } from '#modules/module.ts';
import { contract, type AssignmentInput, type UserInput, type UserRow } from '../contract.ts';
import { isInForce, isPersonal, judgeGranting, judgePassword, judgePeriod, judgeUserName } from '../rules/index.ts';
import { assignment, delegation, role, unit, user } from '../schema.ts';
import { permissionsOfRole } from '../seed.ts';
import { administratorsOf } from '../sign-in.ts';

const os = implement(contract.user).$context<Context>();

/** The command by which somebody else sets a user's password. */
export const RESET_PASSWORD = 'org.user.resetPassword';

type User = typeof user.$inferSelect;
type Assignment = typeof assignment.$inferSelect;

export const userProcedures = os.router({
  list: os.list.handler(({ input, context }) => {
    const rows = context.db
      .select({ row: user, unitNameAr: unit.nameAr })
      .from(user)
      .innerJoin(unit, eq(unit.id, user.unitId))
      .where(and(isNull(user.deletedAt), matches(user, input.search)))
      .orderBy(asc(user.userName))
      .limit(LIST_LIMIT)
      .all();
    const visible = rows.filter(({ row }) => mayAt(context.access, 'org.user.view', row.unitId).ok);
    const roles = rolesHeld(
      context,
      visible.map(({ row }) => row.id),
    );
    return visible.map(({ row, unitNameAr }) => present(row, unitNameAr, roles.get(row.id) ?? []));
  }),

  get: os.get.handler(({ input, context }) => {
    const row = findUser(context, input.id);
    demand(mayAt(context.access, 'org.user.view', row.unitId));
    const home = context.db.select().from(unit).where(eq(unit.id, row.unitId)).get();
    const assignments = assignmentsOf(context, [row.id]);
    return {
      ...present(row, home?.nameAr ?? '', rolesHeld(context, [row.id]).get(row.id) ?? []),
      assignments,
      can: answers(row, context),
    };
  }),

  create: os.create.handler(async ({ input: { password, ...input }, context }) => {
    demand(mayAt(context.access, 'org.user.edit', input.unitId));
    demand(all(judgeUserName(input.userName), judgePassword(password, input)));
    const passwordHash = await context.passwords.hash(password);
    return context.write('org.user.create', (tx) => ({
      id: createUser(tx, { ...input, passwordHash, mustChangePassword: true }),
    }));
  }),

  edit: os.edit.handler(({ input: { id, revision, ...patch }, context }) => {
    const row = findUser(context, id);
    demand(mayAt(context.access, 'org.user.edit', row.unitId));
    demand(mayAt(context.access, 'org.user.edit', patch.unitId));
    demand(judgeUserName(patch.userName));
    return context.write('org.user.edit', (tx) => {
      demandFreeName(tx, patch.userName, id);
      tx.get(unit, patch.unitId);
      tx.update(user, id, patch, { revision });
      return { revision: tx.get(user, id).revision };
    });
  }),

  suspend: os.suspend.handler(({ input: { id, revision }, context }) => {
    demand(judgeSuspension(findUser(context, id), context));
    const answer = context.write('org.user.suspend', (tx) => {
      tx.update(user, id, { isSuspended: true }, { revision });
      demandAnAdministrator(tx, [context.today()]);
      return { revision: tx.get(user, id).revision };
    });
    // Not only shut out while he is suspended: once he is let in again he signs in anew.
    context.endAccessOf(id);
    return answer;
  }),

  resume: os.resume.handler(({ input: { id, revision }, context }) => {
    demand(mayAt(context.access, 'org.user.edit', findUser(context, id).unitId));
    return context.write('org.user.resume', (tx) => {
      tx.update(user, id, { isSuspended: false }, { revision });
      return { revision: tx.get(user, id).revision };
    });
  }),

  resetPassword: os.resetPassword.handler(async ({ input: { id, password }, context }) => {
    const row = findUser(context, id);
    demand(judgeReset(row, context));
    demand(judgePassword(password, row));
    const passwordHash = await context.passwords.hash(password);
    context.write(RESET_PASSWORD, (tx) => {
      // Judged again: while the password was being hashed he may have been given more.
      demand(judgeReset(tx.get(user, id), context));
      // Who needs a new password has often lost the telephone too; the one who gives it holds all his rights.
      tx.update(user, id, { passwordHash, mustChangePassword: true, totpSecret: null });
    });
    context.endAccessOf(id);
    return {};
  }),

  assign: os.assign.handler(({ input, context }) => {
    demand(mayAt(context.access, 'org.user.edit', input.unitId));
    return context.write('org.user.assign', (tx) => {
      tx.get(user, input.userId);
      tx.get(unit, input.unitId);
      const granted = tx.get(role, input.roleId);
      const given = permissionsOfRole(granted, context.knownPermissions);
      demand(judgeGranting(accessOrNone(context), given, input.unitId));
      return { id: assign(tx, input) };
    });
  }),

  endAssignment: os.endAssignment.handler(({ input: { id, revision, validTo }, context }) =>
    context.write('org.user.endAssignment', (tx) => {
      const row = tx.get(assignment, id);
      demand(mayAt(context.access, 'org.user.edit', row.unitId));
      demand(judgePeriod({ validFrom: row.validFrom, validTo }));
      // A later end hands the role out anew.
      const isProlonged = row.validTo !== null && validTo > row.validTo;
      const held = permissionsOfRole(tx.get(role, row.roleId), context.knownPermissions);
      demand(isProlonged ? judgeGranting(accessOrNone(context), held, row.unitId) : accept());
      tx.update(assignment, id, { validTo }, { revision });
      demandAnAdministrator(tx, [context.today(), later(context.today(), addDays(validTo, 1))]);
      return { revision: tx.get(assignment, id).revision };
    }),
  ),
});

/** An undo may leave a user only as a command could have, and only within the reach of who takes it back. */
export const userUndo: UndoRule = (tx, { before, after }, { access }) => {
  // The table's rows, as the office read them.
  for (const row of [before, after] as readonly (User | null)[]) {
    if (row) demand(mayAt(access, 'org.user.edit', row.unitId));
  }
  if (!after) return;
  const { id, userName, unitId } = tx.get(user, (after as User).id);
  demandFreeName(tx, userName, id);
  tx.get(unit, unitId);
};

type NewUser = UserInput & { readonly passwordHash: string; readonly mustChangePassword: boolean };

/** Creates a user under a free name; used by the procedure and the demonstration office. */
export function createUser(tx: Tx, input: NewUser): string {
  demandFreeName(tx, input.userName, null);
  return insertUser(tx, input);
}

/** Creates a user whose name is known to be free: the import knows all names, or it would read them for every row. */
export function insertUser(tx: Tx, input: NewUser): string {
  demand(judgeUserName(input.userName));
  tx.get(unit, input.unitId);
  return tx.insert(user, { ...input, isSuspended: false });
}

export function assign(tx: Tx, input: AssignmentInput): string {
  demand(judgePeriod(input));
  return tx.insert(assignment, input);
}

function present(row: User, unitNameAr: string, roles: readonly string[]): UserRow {
  return { ...row, unitNameAr, roles: [...roles], hasSecondFactor: row.totpSecret !== null };
}

function findUser({ db }: Pick<Context, 'db'>, id: string): User {
  const found = db
    .select()
    .from(user)
    .where(and(eq(user.id, id), isNull(user.deletedAt)))
    .get();
  if (!found) throw refusal('NOT_FOUND');
  return found;
}

/** Names are the same when they fold to the same: ahmad and Ahmad, أحمد and احمد. */
function demandFreeName(tx: Tx, userName: string, ownId: string | null): void {
  const folded = fold(userName);
  const names = tx.db.select({ id: user.id, userName: user.userName }).from(user).where(isNull(user.deletedAt)).all();
  if (names.some((each) => each.id !== ownId && fold(each.userName) === folded)) {
    throw refusal('USER_NAME_TAKEN', { userName }, 'userName');
  }
}

function assignmentsOf({ db }: Pick<Context, 'db'>, userIds: readonly string[]): Assignment[] {
  return db
    .select()
    .from(assignment)
    .where(and(inArray(assignment.userId, [...userIds]), isNull(assignment.deletedAt)))
    .all();
}

function rolesHeld(context: Pick<Context, 'db' | 'today'>, userIds: readonly string[]): ReadonlyMap<string, string[]> {
  const codes = new Map(rolesOf(context).map((each) => [each.id, each.code]));
  const today = context.today();
  const held = new Map<string, string[]>();
  for (const each of assignmentsOf(context, userIds)) {
    const code = codes.get(each.roleId);
    if (code !== undefined && isInForce(each, today)) held.set(each.userId, [...(held.get(each.userId) ?? []), code]);
  }
  return held;
}

/**
 * Whoever sets a password could sign in with it: he must hold all that its owner holds, each right where it is held,
 * and all that somebody has delegated to the owner.
 */
function judgeReset(row: User, context: Context): Verdict {
  const today = context.today();
  const delegations = context.db
    .select()
    .from(delegation)
    .where(and(eq(delegation.toUserId, row.id), isNull(delegation.deletedAt)))
    .all()
    .filter(({ validTo }) => validTo >= today);
  const roles = new Map(rolesOf(context).map((each) => [each.id, permissionsOfRole(each, context.knownPermissions)]));
  const holders = [row.id, ...delegations.map(({ fromUserId }) => fromUserId)];
  const held = assignmentsOf(context, holders).filter(({ validTo }) => validTo === null || validTo >= today);
  return all(
    mayAt(context.access, 'org.user.edit', row.unitId),
    ...held.map(({ userId, roleId, unitId }) => {
      const permissions = roles.get(roleId) ?? [];
      const reached = userId === row.id ? permissions : permissions.filter((permission) => !isPersonal(permission));
      return judgeGranting(accessOrNone(context), reached, unitId);
    }),
  );
}

function rolesOf({ db }: Pick<Context, 'db'>): (typeof role.$inferSelect)[] {
  return db.select().from(role).all();
}

/** The office may on none of these days be left without somebody who can let people in again. */
function demandAnAdministrator(tx: Tx, days: readonly LocalDate[]): void {
  const isLeft = days.every((day) => administratorsOf(tx.db, day).length > 0);
  if (!isLeft) throw refusal('LAST_ADMINISTRATOR');
}

function judgeSuspension(row: User, context: Context): Verdict {
  return all(
    mayAt(context.access, 'org.user.edit', row.unitId),
    row.id === context.access?.userId ? refuse('NOT_YOURSELF') : accept(),
  );
}

function accessOrNone(context: Context): NonNullable<Context['access']> {
  return context.access ?? { userId: '', grants: new Map() };
}

function answers(
  row: User,
  context: Context,
): Record<'edit' | 'suspend' | 'resume' | 'resetPassword' | 'assign', Verdict> {
  const may = mayAt(context.access, 'org.user.edit', row.unitId);
  return {
    edit: may,
    suspend: row.isSuspended ? refuse('NOT_FOUND') : judgeSuspension(row, context),
    resume: row.isSuspended ? may : refuse('NOT_FOUND'),
    resetPassword: judgeReset(row, context),
    assign: may,
  };
}
