import { implement } from '@orpc/server';
import { refusal } from '#db/refusal.ts';
import { nameOfUser } from '#modules/org/index.ts';
import { assert } from '#kernel/assert.ts';
import type { OfficeContext } from '../connection.ts';
import { contract } from '../contract/index.ts';

const devices = implement(contract.device).$context<OfficeContext>();

export const deviceProcedures = devices.router({
  list: devices.list.handler(({ context: { core } }) => [...core.devices.list()]),

  createCode: devices.createCode.handler(({ context: { core } }) => {
    const { code, expiresAt } = core.devices.createCode();
    return {
      ...{ code, expiresAt },
      fingerprint: core.lan?.fingerprint ?? '',
      addresses: [...(core.lan?.addresses ?? [])],
    };
  }),

  revoke: devices.revoke.handler(({ input, context: { core } }) => {
    core.devices.revoke(input.id);
    return {};
  }),

  redeem: devices.redeem.handler(({ input, context: { core, connection } }) => {
    const { address } = connection;
    connection.keep('device', core.devices.redeem(input.code, { name: input.name, address }));
    return {};
  }),
});

const tokens = implement(contract.token).$context<OfficeContext>();

export const tokenProcedures = tokens.router({
  list: tokens.list.handler(({ context: { core } }) =>
    core.tokens.list().map((row) => ({ ...row, userName: nameOfUser(core.database.db, row.userId) })),
  ),

  create: tokens.create.handler(({ input, context: { core, access } }) => {
    assert(access !== null, 'The gate lets only signed-in callers here.');
    const user = core.people.byId(input.userId);
    if (!user) throw refusal('NOT_FOUND', undefined, 'userId');
    // A token for somebody who may do more would be a way to become him, and it outlives today: he may be given
    // anything tomorrow. So only who holds everything himself, everywhere, makes one for another.
    const missing = [...core.permissions].filter((permission) => {
      const own = access.grants.get(permission);
      return own?.reach !== 'everywhere' || own.onBehalfOf !== null;
    });
    if (user.id !== access.userId && missing.length > 0) throw refusal('MORE_THAN_YOU_HOLD', { count: missing.length });
    return { token: core.tokens.create(input) };
  }),

  revoke: tokens.revoke.handler(({ input, context: { core } }) => {
    core.tokens.revoke(input.id);
    return {};
  }),
});
