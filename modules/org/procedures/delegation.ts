import { implement } from '@orpc/server';
import { desc, isNull } from 'drizzle-orm';
import { all, accept, refuse } from '#kernel/verdict.ts';
import { demand } from '#db/refusal.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { contract } from '../contract.ts';
import { judgeDelegation, judgeHandingOver, judgePeriod } from '../rules/index.ts';
import { delegation, user } from '../schema.ts';
import { accessOfUser } from '../sign-in.ts';

const os = implement(contract.delegation).$context<Context>();

export const delegationProcedures = os.router({
  list: os.list.handler(({ context }) =>
    context.db
      .select()
      .from(delegation)
      .where(isNull(delegation.deletedAt))
      .orderBy(desc(delegation.validFrom))
      .limit(LIST_LIMIT)
      .all()
      .map((row) => ({ ...row, permissions: row.permissions && [...row.permissions] })),
  ),

  create: os.create.handler(({ input, context }) => {
    demand(judgeDelegation(input));
    // Nobody makes himself another's deputy.
    demand(input.toUserId === context.access?.userId ? refuse('NOT_YOURSELF', undefined, 'toUserId') : accept());
    const unknown = input.permissions?.find((permission) => !context.knownPermissions.has(permission));
    demand(unknown === undefined ? accept() : refuse('PERMISSION_UNKNOWN', { permission: unknown }, 'permissions'));
    return context.write('org.delegation.create', (tx) => {
      const principal = tx.get(user, input.fromUserId);
      const deputy = tx.get(user, input.toUserId);
      demand(
        all(
          mayAt(context.access, 'org.delegation.edit', principal.unitId),
          mayAt(context.access, 'org.delegation.edit', deputy.unitId),
        ),
      );
      const held = accessOfUser(context.db, {
        ...{ userId: principal.id, day: context.today(), known: context.knownPermissions },
      });
      demand(judgeHandingOver({ maker: context.access, principal: held, permissions: input.permissions }));
      return { id: tx.insert(delegation, input) };
    });
  }),

  revoke: os.revoke.handler(({ input: { id, revision, validTo }, context }) =>
    context.write('org.delegation.revoke', (tx) => {
      const row = tx.get(delegation, id);
      demand(mayAt(context.access, 'org.delegation.edit', tx.get(user, row.fromUserId).unitId));
      demand(judgePeriod({ validFrom: row.validFrom, validTo }));
      // An order ends early; for longer there must be another one.
      demand(validTo > row.validTo ? refuse('DELEGATION_PROLONGED', undefined, 'validTo') : accept());
      tx.update(delegation, id, { validTo }, { revision });
      return { revision: tx.get(delegation, id).revision };
    }),
  ),
});
