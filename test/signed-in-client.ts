import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract as hrContract } from '#modules/hr/contract/index.ts';
import type { contract as orgContract } from '#modules/org/contract.ts';
import type { contract as platformContract } from '#office/contract/index.ts';

export type SignedInClient = ContractRouterClient<{
  platform: typeof platformContract;
  org: typeof orgContract;
  hr: typeof hrContract;
}>;

/** Signs in at an office that is served, as a window would, and calls it as that user; no test runner is needed. */
export async function signedInClient(
  address: string,
  who: { readonly userName: string; readonly password: string },
): Promise<SignedInClient> {
  let cookie = '';
  let proof = '';
  const link = new RPCLink({
    url: `${address}/rpc`,
    headers: () => ({
      'x-diwan': '1',
      ...(proof !== '' && { 'x-diwan-proof': proof }),
      ...(cookie !== '' && { cookie }),
    }),
    fetch: async (request, init) => {
      const response = await fetch(request, init);
      const session = response.headers.getSetCookie().find((line) => line.startsWith('diwan_session_'));
      if (session !== undefined) cookie = session.split(';')[0] ?? '';
      return response;
    },
  });
  // The office's router implements these contracts.
  const client: SignedInClient = createORPCClient(link);
  proof = (await client.platform.session.signIn(who)).proof;
  return client;
}
