import { createORPCClient } from '@orpc/client';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query';
import type { PlatformContract } from '#office/contract/index.ts';
import { link } from './connection.ts';

/** A module's slice of the one client: `call` asks, `query` makes the options of TanStack Query. */
export interface ModuleClient<Contract extends AnyContractRouter> {
  readonly call: ContractRouterClient<Contract>;
  readonly query: RouterUtils<ContractRouterClient<Contract>>;
}

/** The typed client of one module, by the name of its folder. */
export function moduleClient<Contract extends AnyContractRouter>(name: string): ModuleClient<Contract> {
  const call = createORPCClient<ContractRouterClient<Contract>>(link, { path: [name] });
  return { call, query: createTanstackQueryUtils(call, { path: [name] }) };
}

/** The platform's own procedures. */
export const platform = moduleClient<PlatformContract>('platform');
