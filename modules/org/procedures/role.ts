import { implement } from '@orpc/server';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { contract } from '../contract.ts';
import { judgeGranting } from '../rules/index.ts';
import { assignment, role } from '../schema.ts';
import { builtInRoles, permissionsOfRole } from '../seed.ts';

const os = implement(contract.role).$context<Context>();

export const roleProcedures = os.router({
  list: os.list.handler(({ context }) =>
    context.db
      .select()
      .from(role)
      .where(isNull(role.deletedAt))
      .orderBy(asc(role.code))
      .all()
      .map((row) => ({
        ...row,
        permissions: [...permissionsOfRole(row, context.knownPermissions)],
        isBuiltIn: isBuiltIn(row.code),
      })),
  ),

  create: os.create.handler(({ input, context }) => {
    demand(judgeHandingOut(context, input.permissions));
    return context.write('org.role.create', (tx) => {
      demandFreeCode(tx, input.code, null);
      return { id: tx.insert(role, input) };
    });
  }),

  edit: os.edit.handler(({ input: { id, revision, ...patch }, context }) => {
    demand(judgeHandingOut(context, patch.permissions));
    return context.write('org.role.edit', (tx) => {
      const row = tx.get(role, id);
      if (isBuiltIn(row.code)) throw refusal('ROLE_BUILT_IN');
      demand(judgeHandingOut(context, row.permissions));
      demandFreeCode(tx, patch.code, id);
      tx.update(role, id, patch, { revision });
      return { revision: tx.get(role, id).revision };
    });
  }),

  remove: os.remove.handler(({ input: { id, revision }, context }) => {
    context.write('org.role.remove', (tx) => {
      const row = tx.get(role, id);
      if (isBuiltIn(row.code)) throw refusal('ROLE_BUILT_IN');
      demand(judgeHandingOut(context, row.permissions));
      const holder = tx.db
        .select({ id: assignment.id })
        .from(assignment)
        .where(and(eq(assignment.roleId, id), isNull(assignment.deletedAt)))
        .get();
      if (holder) throw refusal('ROLE_IN_USE');
      tx.remove(role, id, { revision });
    });
    return {};
  }),
});

/** A role holds only rights that exist, and only such as its maker holds himself everywhere. */
function judgeHandingOut(context: Context, permissions: readonly string[]): Verdict {
  const { access } = context;
  const unknown = permissions.find((permission) => !context.knownPermissions.has(permission));
  if (unknown !== undefined) return refuse('PERMISSION_UNKNOWN', { permission: unknown }, 'permissions');
  return all(mayAt(access, 'org.role.edit', null), access ? judgeGranting(access, permissions, null) : accept());
}

function isBuiltIn(code: string): boolean {
  return builtInRoles.some((each) => each.code === code);
}

function demandFreeCode(tx: Tx, code: string, ownId: string | null): void {
  const holder = tx.db
    .select({ id: role.id })
    .from(role)
    .where(and(eq(role.code, code), isNull(role.deletedAt)))
    .get();
  if (holder && holder.id !== ownId) throw refusal('CODE_TAKEN', { code }, 'code');
}
