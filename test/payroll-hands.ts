import { createORPCClient, type ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { Month } from '#kernel/date.ts';
import type { contract as payrollContract } from '#modules/payroll/contract/index.ts';
import type { contract as platformContract } from '#office/contract/index.ts';

export type PayrollClient = ContractRouterClient<{
  platform: typeof platformContract;
  payroll: typeof payrollContract;
}>;

interface Served {
  readonly address: string;
  readonly password: string;
  readonly entityId: string;
}

const ASK_MILLISECONDS = 50;

/** One of those who make the pay, as the office sees him over HTTP, without a window. */
export async function handOf({ address, password }: Served, userName: string): Promise<PayrollClient> {
  let [cookie, proof] = ['', ''];
  const link: ClientLink<Record<never, never>> = new RPCLink({
    url: `${address}/rpc`,
    headers: () => ({ 'x-diwan': '1', ...(proof !== '' && { 'x-diwan-proof': proof, cookie }) }),
    fetch: async (request, init) => {
      const response = await fetch(request, init);
      for (const line of response.headers.getSetCookie()) cookie = line.split(';')[0] ?? '';
      return response;
    },
  });
  // The link speaks for the office of this test, whose router implements these contracts.
  const client: PayrollClient = createORPCClient(link);
  ({ proof } = await client.platform.session.signIn({ userName, password }));
  return client;
}

/** Calculates the regular run of a month; answers its id. */
export async function calculateMonth(office: Served, month: string): Promise<string> {
  const clerk = await handOf(office, 'payroll.clerk1');
  const { entityId } = office;
  const { id } = await clerk.payroll.run.create({ entityId, month: month as Month, kind: 'REGULAR', title: null });
  const { revision } = await clerk.payroll.run.get({ id });
  const { jobId } = await clerk.payroll.run.calculate({ id, revision, everything: false, bigChangePercent: 20 });
  await finished(clerk, jobId);
  return id;
}

/** Brings a calculated run through three hands until it is locked; warnings are accepted. */
export async function lockRun(office: Served, id: string): Promise<void> {
  const [clerk, auditor, manager] = [
    await handOf(office, 'payroll.clerk1'),
    await handOf(office, 'auditor1'),
    await handOf(office, 'accounts.manager1'),
  ];
  const open = await clerk.payroll.issue.list({ runId: id, severity: 'warning', state: 'open' });
  for (let start = 0; start < open.length; start += 1_000) {
    const ids = open.slice(start, start + 1_000).map((each) => each.id);
    await clerk.payroll.issue.accept({ runId: id, ids, note: 'نُظر فيها' });
  }
  const at = async () => ({ id, revision: (await clerk.payroll.run.get({ id })).revision });
  await clerk.payroll.run.submit(await at());
  await auditor.payroll.run.audit(await at());
  await manager.payroll.run.approve(await at());
  const { jobId } = await manager.payroll.run.lock({ ...(await at()), acknowledgeUnconfirmed: true });
  await finished(manager, jobId);
}

async function finished(client: PayrollClient, jobId: string): Promise<void> {
  for (;;) {
    const { state, problems } = await client.platform.job.get({ id: jobId });
    if (state === 'done') return;
    if (state === 'failed' || state === 'cancelled') throw new Error(`${state}: ${JSON.stringify(problems)}`);
    await new Promise((resolve) => setTimeout(resolve, ASK_MILLISECONDS));
  }
}
