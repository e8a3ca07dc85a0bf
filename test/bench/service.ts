import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fastify from 'fastify';
import { purposeKey } from '#db/keyring.ts';
import { attachment } from '#modules/files/schema.ts';
import { unit } from '#modules/org/schema.ts';
import { DEMONSTRATION, foundDemonstrationOffice } from '#office/demonstration.ts';
import { openOffice } from '#office/office.ts';
import { median, quantile, type Figure } from './figure.ts';
import { startService, stopService, type Running } from './service-process.ts';

const RECORDS = 200_000;
const bareReader = fileURLToPath(new URL('bare-reader.ts', import.meta.url));

/** Start, memory and round trip of the built service on an office of 200,000 records. */
export async function benchService(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan bench '));
  try {
    const key = await fillOffice(folder);
    const start = await benchStart(folder, key);
    const running = await startService(folder);
    try {
      const memory = await benchMemory(running);
      const trip = await benchRoundTrip(running.address);
      return [start, memory, trip];
    } finally {
      await stopService(running);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fillOffice(folder: string): Promise<Buffer> {
  const secret = { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase } as const;
  const office = openOffice({ folder, secret, version: 'bench', isDemonstration: true, isLogging: false });
  await foundDemonstrationOffice(office);
  const { door, database } = office.core;
  const recordId = database.db.select({ id: unit.id }).from(unit).get()?.id ?? '';
  for (let made = 0; made < RECORDS; made += 10_000) {
    door.writeAll({ userId: randomUUID() }, (run) => {
      for (let row = 0; row < 10_000; row += 10) {
        run('files.attachment.add', (tx) => {
          for (let each = 0; each < 10; each += 1) {
            const fileName = `كتاب صادر رقم ${made + row + each}.pdf`;
            const sha256 = createHash('sha256').update(fileName).digest('hex');
            tx.insert(attachment, {
              table: 'org_unit',
              recordId,
              fileName,
              contentType: 'application/pdf',
              bytes: 60_000,
              sha256,
            });
          }
        });
      }
    });
  }
  const key = purposeKey(office.core.dataKey, 'database');
  await office.close();
  return key;
}

async function benchStart(folder: string, key: Buffer): Promise<Figure> {
  const bare: number[] = [];
  const service: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    bare.push(await timedBare(join(folder, 'office.db'), key));
    const begun = performance.now();
    const running = await startService(folder);
    await call(running.address, 'platform/session/state', {});
    service.push(performance.now() - begun);
    await stopService(running);
  }
  // The bound of the issue is 3 × the bare opening + 1 s; told as a share of it.
  const bound = 3 * median(bare) + 1000;
  return {
    ...{ name: 'start of the service on 200,000 records to the first answer, as a share of 3 × bare + 1 s' },
    ...{ ratio: median(service) / bound, floor: 1, goal: 0.7, isMore: false },
    detail: `service ${median(service).toFixed(0)} ms, bare opening ${median(bare).toFixed(0)} ms, bound ${bound.toFixed(0)} ms`,
  };
}

async function timedBare(path: string, key: Buffer): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, [bareReader, path, key.toString('hex')], { stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error('The bare reader failed.');
  return performance.now() - begun;
}

async function benchMemory({ process: child }: Running): Promise<Figure> {
  await wait(3_000);
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const megabytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
  return {
    ...{ name: 'memory of the idle service on that office, as a share of 200 MB', ratio: megabytes / 200 },
    ...{ floor: 1, goal: 0.8, isMore: false, detail: `${megabytes.toFixed(0)} MB resident` },
  };
}

const CLIENTS = 10;
const CALLS = 200;

async function benchRoundTrip(address: string): Promise<Figure> {
  const empty = fastify();
  empty.post('/', (_request, reply) => reply.send({}));
  const emptyAddress = await empty.listen({ host: '127.0.0.1', port: 0 });
  const session = await signIn(address);
  const listed = await call(address, 'org/unit/list', {}, session);
  const id = (JSON.parse(listed) as { json: readonly { id: string }[] }).json[0]?.id ?? '';
  const bare: number[] = [];
  const read: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    bare.push(...(await many(() => post(emptyAddress, '{}', {}))));
    read.push(...(await many(() => call(address, 'org/unit/get', { id }, session))));
  }
  await empty.close();
  const [p99Bare, p99Read] = [quantile(bare, 0.99), quantile(read, 0.99)];
  return {
    ...{ name: 'one procedure over HTTP, read of one record, 10 clients: p99 against an empty Fastify route', goal: 5 },
    ...{ ratio: p99Read / p99Bare, floor: 8, isMore: false },
    detail: `p99 ${p99Read.toFixed(1)} ms against ${p99Bare.toFixed(1)} ms; median ${median(read).toFixed(1)} against ${median(bare).toFixed(1)} ms`,
  };
}

/** Ten clients, each one call after the other; the time of every call in milliseconds. */
async function many(work: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  const client = async (): Promise<void> => {
    for (let number = 0; number < CALLS; number += 1) {
      const begun = performance.now();
      await work();
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return times;
}

async function signIn(address: string): Promise<Record<string, string>> {
  const { userName, password } = DEMONSTRATION;
  const response = await send(
    `${address}/rpc/platform/session/signIn`,
    JSON.stringify({ json: { userName, password } }),
    {},
  );
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { json } = (await response.json()) as { json: { proof: string } };
  return { cookie, 'x-diwan-proof': json.proof };
}

async function call(
  address: string,
  path: string,
  input: unknown,
  headers: Record<string, string> = {},
): Promise<string> {
  return post(`${address}/rpc/${path}`, JSON.stringify({ json: input }), headers);
}

async function post(url: string, body: string, headers: Record<string, string>): Promise<string> {
  const response = await send(url, body, headers);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${text}`);
  return text;
}

function send(url: string, body: string, headers: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-diwan': '1', 'user-agent': 'bench', ...headers },
  });
}
