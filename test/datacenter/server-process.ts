import { once } from 'node:events';
import { serveDatacenter } from '#datacenter/server/serve.ts';
import type { Moment } from '../sim/processes/standstill.ts';
import { watchQueries } from '../sim/processes/query-moments.ts';
import { simProgram } from './sim-program.ts';

/**
 * One server of several, as a process of its own: `server-process.ts <folder>`, with DATABASE_URL. It may be told at
 * which moment it is to stand still.
 */
const [folder = ''] = process.argv.slice(2);
const stopped = once(process, 'SIGTERM');
const standstill = watchQueries();
const serving = await serveDatacenter(simProgram, {
  ...{ databaseUrl: process.env['DATABASE_URL'] ?? '', folder, witness: `${folder}/witness.jsonl` },
  ...{ host: '127.0.0.1', port: 0, watch: { host: '127.0.0.1', port: 0 } },
  isSilent: process.env['DIWAN_DEBUG'] === undefined,
  // Chunks of a snapshot are small, so that a short log has many.
  chunkOpenedBytes: 16 * 1024,
  // All offices of a test come at once and from one address, and one of them as often as it can.
  limits: { enrolmentsAtOnce: 1_000, deviceCallsPerMinute: 1_000_000, shareOfAddress: 1 },
});
process.on('message', (moment: Moment) => standstill.arm(moment));
process.send?.({ address: serving.address, watchAddress: serving.watchAddress });
// Whoever started it has gone: nobody would end it.
process.once('disconnect', () => process.exit());
await stopped;
process.removeAllListeners('disconnect');
process.disconnect();
await serving.close();
