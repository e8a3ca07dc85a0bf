import { implement } from '@orpc/server';
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { demand, refusal } from '#db/refusal.ts';
import type { Tx } from '#db/door.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { contract, type accountInput } from '../contract/index.ts';
import { account } from '../schema.ts';

const os = implement(contract.account).$context<Context>();

/** Chapter, section, article, kind and sequence of the state's chart. */
const CODE = /^\d{1,6}(\.\d{1,6}){4}$/;

export const accountProcedures = os.router({
  list: os.list.handler(({ context }) =>
    context.db
      .select()
      .from(account)
      .where(isNull(account.deletedAt))
      .orderBy(asc(account.code), asc(account.component))
      .limit(2_000)
      .all(),
  ),

  create: os.create.handler(({ input, context }) => {
    demand(mayAt(context.access, 'payroll.account.edit', input.unitId));
    return context.write('payroll.account.create', (tx) => {
      demandPlace(tx, input, null);
      return { id: tx.insert(account, input) };
    });
  }),

  edit: os.edit.handler(({ input: { id, revision, ...patch }, context }) => {
    demand(mayAt(context.access, 'payroll.account.edit', patch.unitId));
    return context.write('payroll.account.edit', (tx) => {
      demand(mayAt(context.access, 'payroll.account.edit', tx.get(account, id).unitId));
      demandPlace(tx, patch, id);
      tx.update(account, id, patch, { revision });
      return { revision: tx.get(account, id).revision };
    });
  }),

  remove: os.remove.handler(({ input: { id, revision }, context }) =>
    context.write('payroll.account.remove', (tx) => {
      demand(mayAt(context.access, 'payroll.account.edit', tx.get(account, id).unitId));
      tx.remove(account, id, { revision });
      return {};
    }),
  ),
});

/** A component of a unit has one account on each side. */
function demandPlace(tx: Tx, input: z.infer<typeof accountInput>, ownId: string | null): void {
  if (!CODE.test(input.code)) throw refusal('ACCOUNT_FORM', { code: input.code }, 'code');
  const same = tx.db
    .select({ id: account.id })
    .from(account)
    .where(
      and(
        ...[eq(account.component, input.component), eq(account.role, input.role), isNull(account.deletedAt)],
        input.unitId === null ? isNull(account.unitId) : eq(account.unitId, input.unitId),
      ),
    )
    .all();
  if (same.some(({ id }) => id !== ownId)) throw refusal('ACCOUNT_TWICE', { component: input.component }, 'component');
}
