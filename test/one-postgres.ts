import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster, type Cluster } from '#cli/ministry/cluster.ts';

/**
 * One PostgreSQL for every test of a run that only wants databases. It is started when the first one asks at the address
 * in `DIWAN_TEST_POSTGRES`, so that a run without such tests waits for nothing. Answers the way to end it.
 */
export default async function onePostgres(): Promise<() => Promise<void>> {
  if (process.env['DATABASE_URL'] !== undefined) return async () => undefined;
  const folder = mkdtempSync(join(tmpdir(), 'diwan-postgres-'));
  let cluster: Promise<Cluster> | null = null;
  const server = createServer((_, response) => {
    // A test's database need not outlive a power cut; what is tested with it is never that.
    cluster ??= startCluster({ folder, isKept: false });
    cluster.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // A listening server has an address of this kind.
  process.env['DIWAN_TEST_POSTGRES'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async () => {
    server.close();
    await (await cluster)?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
