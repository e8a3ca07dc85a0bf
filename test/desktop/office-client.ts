import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract as payrollContract } from '#modules/payroll/contract/index.ts';
import type { contract as platformContract } from '#office/contract/index.ts';
import type { DoubleApp } from './double-app.ts';
import { PortEnd } from './double/ports.ts';

export type OfficeClient = ContractRouterClient<{ platform: typeof platformContract; payroll: typeof payrollContract }>;

/** The office as the signed-in window calls it, over one more port: for what no screen offers. */
export async function officeClient({ electron, page }: DoubleApp): Promise<OfficeClient> {
  const proof = await page.evaluate(() => sessionStorage.getItem('diwan.proof'));
  if (proof === null) throw new Error('Nobody is signed in.');
  const { port1, port2 } = PortEnd.pair();
  electron.utilities.last?.postMessage({ type: 'port' }, [port2]);
  const headers = { 'x-diwan': '1', 'x-diwan-proof': proof };
  const link = new RPCLink({ port: port1, headers });
  port1.start();
  // The link speaks for the office of this test, whose router implements these contracts.
  return createORPCClient(link);
}
