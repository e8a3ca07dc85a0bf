import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PouchDb from './pouchdb.mjs';

/**
 * Two PCs and a server, each with its own database on the disk: the first sends the documents of a file (one JSON a
 * line), the second fetches them. Prints how long each took. `client.mjs <documents>`.
 */
const BATCH = 1_000;
const [path] = process.argv.slice(2);
const documents = readFileSync(path, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));
const folder = mkdtempSync(join(tmpdir(), 'diwan peer '));
const server = spawn(process.execPath, [join(import.meta.dirname, 'server.mjs'), folder], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [line] = await once(server.stdout, 'data');
const { address } = JSON.parse(line.toString());
const first = new PouchDb(join(folder, 'first'));
for (let at = 0; at < documents.length; at += BATCH) await first.bulkDocs(documents.slice(at, at + BATCH));
const push = await timed(() => first.replicate.to(`${address}/shared`, { batch_size: BATCH }));
const second = new PouchDb(join(folder, 'second'));
const pull = await timed(() => second.replicate.from(`${address}/shared`, { batch_size: BATCH }));
const { doc_count: arrived } = await second.info();
if (arrived !== documents.length) throw new Error(`${arrived} documents have arrived.`);
process.stdout.write(`${JSON.stringify({ push, pull })}\n`);
await first.close();
await second.close();
server.kill('SIGTERM');
await once(server, 'exit');
rmSync(folder, { recursive: true, force: true });

async function timed(work) {
  const started = performance.now();
  const { ok, doc_write_failures: failures } = await work();
  if (!ok || failures > 0) throw new Error('The peer has not copied everything.');
  return performance.now() - started;
}
