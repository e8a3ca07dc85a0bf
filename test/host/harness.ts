import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient, ORPCError, type ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { onTestFinished } from 'vitest';
import { modelOf } from '#db/columns.ts';
import { verify } from '#db/verify.ts';
import type { contract as filesContract } from '#modules/files/contract.ts';
import type { contract as hrContract } from '#modules/hr/contract/index.ts';
import type { contract as itemsContract } from '#modules/items/contract/index.ts';
import type { contract as structureContract } from '#modules/structure/contract/index.ts';
import type { contract as ministryContract } from '#modules/ministry/contract/index.ts';
import type { contract as orgContract } from '#modules/org/contract.ts';
import type { contract as regulationContract } from '#modules/regulation/contract/index.ts';
import type { contract as platformContract } from '#office/contract/index.ts';
import type { CoreOptions } from '#office/core.ts';
import { DEMONSTRATION, foundDemonstrationOffice } from '#office/demonstration.ts';
import { openOffice, type Office } from '#office/office.ts';
import { serveOffice } from '#office/serve.ts';
import { servePort } from '#office/transports/port.ts';

export type Client = ContractRouterClient<{
  platform: typeof platformContract;
  org: typeof orgContract;
  hr: typeof hrContract;
  regulation: typeof regulationContract;
  items: typeof itemsContract;
  structure: typeof structureContract;
  files: typeof filesContract;
  ministry: typeof ministryContract;
}>;

/** A window, or another program, as the office sees it over HTTP: its cookie, its proof, its name. */
export class Visitor {
  cookie = '';
  proof = '';
  userAgent = 'test';
  readonly client: Client;

  constructor(address: string) {
    const link: ClientLink<Record<never, never>> = new RPCLink({
      url: `${address}/rpc`,
      headers: () => this.headers(),
      fetch: async (request, init) => {
        const response = await fetch(request, init);
        for (const line of response.headers.getSetCookie()) {
          const [pair = ''] = line.split(';');
          if (pair.startsWith('diwan_session_')) this.cookie = pair;
        }
        return response;
      },
    });
    // The link speaks for the office of this test, whose router implements these contracts.
    this.client = createORPCClient(link);
  }

  headers(): Record<string, string> {
    return {
      'x-diwan': '1',
      'user-agent': this.userAgent,
      ...(this.proof !== '' && { 'x-diwan-proof': this.proof }),
      ...(this.cookie !== '' && { cookie: this.cookie }),
    };
  }

  async signIn(userName: string, password: string = DEMONSTRATION.password): Promise<Client> {
    const { proof } = await this.client.platform.session.signIn({ userName, password });
    this.proof = proof;
    return this.client;
  }
}

export interface TestOffice {
  readonly folder: string;
  readonly office: Office;
  readonly address: string;
  /** The office's clock: move it to let time pass. */
  readonly clock: { now: number };
  readonly visitor: () => Visitor;
  /** A window of the desktop program: the same router over a message port. */
  readonly portClient: () => { client: Client; setProof: (proof: string) => void };
}

export const TEST_PASSPHRASE = 'correct horse battery staple';
export const TEST_START = Date.UTC(2026, 10, 25, 6, 0, 0);

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ديوان test '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface TestOfficeOptions {
  readonly folder?: string;
  /** A demonstration office with its sixty people, or an empty one before its wizard. */
  readonly kind?: 'demonstration' | 'empty';
  /** What this office has beyond others. */
  readonly services?: ReadonlyMap<string, unknown>;
  /** The program that runs it, how its PC was given it, and who hears of a newer one. */
  readonly program?: Pick<CoreOptions, 'version' | 'packageKind' | 'onRelease'>;
}

/** Opens a real office: a real file, a real HTTP server on a free port, and a clock that stands still. */
export async function testOffice({
  folder = temporaryFolder(),
  kind = 'demonstration',
  services = new Map(),
  program = { version: 'test' },
}: TestOfficeOptions = {}): Promise<TestOffice> {
  const clock = { now: TEST_START };
  const office = openOffice({
    ...{ folder, ...program, now: () => clock.now, isDemonstration: kind === 'demonstration', isLogging: true },
    services,
    secret: { kind: 'passphrase', passphrase: TEST_PASSPHRASE },
  });
  if (kind === 'demonstration') await foundDemonstrationOffice(office);
  const serving = await serveOffice({ office, port: 0, lanPort: null, rendererFolder: null });
  onTestFinished(async () => {
    await serving.close();
    // Whatever a test did: the log, replayed, must give exactly the tables.
    if (office.core.database.raw.open) await proveOffice(office);
    await office.close();
  });
  return {
    ...{ folder, office, clock, address: serving.address },
    visitor: () => new Visitor(serving.address),
    portClient: () => portClient(office),
  };
}

async function proveOffice({ core }: Office): Promise<void> {
  const models = core.tables.map((table) => modelOf(table));
  const outcome = await verify({ database: core.database, models });
  if (!outcome.ok) throw new Error(`The log and the tables differ: ${JSON.stringify(outcome.fault)}`);
}

function portClient(office: Office): { client: Client; setProof: (proof: string) => void } {
  const { port1, port2 } = new MessageChannel();
  let proof = '';
  servePort(office, port1, { cookie: null });
  port1.start();
  const link = new PortLink({ port: port2, headers: () => (proof === '' ? {} : { 'x-diwan-proof': proof }) });
  port2.start();
  onTestFinished(() => {
    port1.close();
    port2.close();
  });
  return {
    client: createORPCClient(link),
    setProof: (given) => {
      proof = given;
    },
  };
}

/** The codes with which a call was refused; an answer, or another failure, fails the test. */
export async function refusalOf(call: Promise<unknown>): Promise<readonly string[]> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ORPCError) return codesOf(error as ORPCError<string, unknown>);
    throw error;
  }
  throw new Error('The call was answered, not refused.');
}

export function codesOf(error: ORPCError<string, unknown>): readonly string[] {
  const data = error.data as { problems?: readonly { code: string }[] } | undefined;
  return data?.problems?.map(({ code }) => code) ?? [error.code];
}
