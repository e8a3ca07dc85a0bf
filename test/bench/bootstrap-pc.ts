import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { WriteDoor } from '#db/door.ts';
import { openDatabase } from '#db/open.ts';
import { signerOf, zstd } from '#db/wire.ts';
import type { Answer, Call } from '#kernel/sync/messages.ts';
import { SyncClient } from '#office/sync/client.ts';
import { takeEnrolment } from '#office/sync/enrolment.ts';
import { sentinelFile } from '#office/sync/sentinel-file.ts';
import { runSession } from '#office/sync/session.ts';
import { snapshotFolder } from '#office/sync/snapshot-folder.ts';
import { makeOffice } from '../sim/sync/disk.ts';
import { model, paper } from './sync-office.ts';

/** What the new PC tells the process that measures it. */
export type Told =
  | { readonly kind: 'call'; readonly call: Call }
  | {
      readonly kind: 'end';
      readonly fetchedMs: number;
      readonly appliedMs: number;
      /** The longest time for which nobody else was answered. */
      readonly longestMs: number;
      readonly emptyBytes: number;
      readonly peakBytes: number;
    };

interface Place {
  readonly folder: string;
  readonly office: number;
  readonly epoch: number;
  readonly incarnation: number;
  readonly privateKey: string;
}

const tell = (told: Told): void => void process.send?.(told);
const heard = async <T>(): Promise<T> => (await once(process, 'message'))[0] as T;

const { folder, office, epoch, incarnation, privateKey } = await heard<Place>();
const key = Buffer.alloc(32, 1);
const database = openDatabase({ path: join(folder, 'office.db'), key });
makeOffice(database.raw, [model]);
const tables = [paper];
const openDoor = (no: number): WriteDoor =>
  new WriteDoor({
    ...{ database: database.raw, db: drizzle({ client: database.raw }), guard: database.guard, tables },
    ...{ now: Date.now, office: no, schemaVersion: 3 },
  });
takeEnrolment({ raw: database.raw, door: openDoor(0), tables }, { office, epoch, incarnation });
const client = new SyncClient({
  ...{ raw: database.raw, door: openDoor(office), tables, schema: 3 },
  ports: {
    ...{ key: { id: 'k2', sign: signerOf(privateKey) }, codec: zstd, now: Date.now },
    ...{
      sentinel: sentinelFile(join(folder, 'sentinel.json')),
      snapshot: snapshotFolder(join(folder, 'fetching'), key),
    },
    // The key of the data centre stays in the other process; a signature costs nothing here.
    isCentre: () => true,
  },
});
const emptyBytes = process.memoryUsage().rss;
let [appliedMs, longestMs, peakBytes] = [0, 0, emptyBytes];
const look = (): void => void (peakBytes = Math.max(peakBytes, process.memoryUsage.rss()));
const work = client.work.bind(client);
client.work = () => {
  const started = performance.now();
  const hasMore = work();
  const took = performance.now() - started;
  appliedMs += took;
  longestMs = Math.max(longestMs, took);
  look();
  return hasMore;
};
const started = performance.now();
const end = await runSession(client, {
  send: async (call) => {
    tell({ kind: 'call', call });
    const answer = await heard<Answer>();
    look();
    return answer;
  },
});
const fetchedMs = performance.now() - started - appliedMs;
if (end !== 'done') throw new Error(end);
tell({ kind: 'end', fetchedMs, appliedMs, longestMs, emptyBytes, peakBytes });
database.close();
process.disconnect();
