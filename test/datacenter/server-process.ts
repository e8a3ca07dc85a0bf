import { once } from 'node:events';
import { serveDatacenter } from '#datacenter/server/serve.ts';
import { simProgram } from './sim-program.ts';

/** One server of several, as a process of its own: `server-process.ts <folder>`, with DATABASE_URL. */
const [folder = ''] = process.argv.slice(2);
const stopped = once(process, 'SIGTERM');
const serving = await serveDatacenter(simProgram, {
  ...{ databaseUrl: process.env['DATABASE_URL'] ?? '', folder, witness: `${folder}/witness.jsonl`, isSilent: true },
  ...{ host: '127.0.0.1', port: 0, watch: { host: '127.0.0.1', port: 0 } },
  // All offices of a test come at once.
  limits: { enrolmentsAtOnce: 1_000 },
});
process.stdout.write(`${JSON.stringify({ address: serving.address, watchAddress: serving.watchAddress })}\n`);
await stopped;
await serving.close();
