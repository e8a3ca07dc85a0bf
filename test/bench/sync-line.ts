import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { demand } from '#db/refusal.ts';
import { openDatabase } from '#db/open.ts';
import { openLine } from '#office/sync/line.ts';
import { runSession } from '#office/sync/session.ts';
import { decodeFrame } from '#kernel/sync/frame.ts';
import type { Call } from '#kernel/sync/messages.ts';
import { LineOffice } from '../datacenter/line-office.ts';
import { NewPc } from '../datacenter/new-pc.ts';
import { tablesSql, transfer } from '../sim/sync/tables.ts';
import { modelOf } from '#db/columns.ts';
import { serveApart, type CentreApart } from './centre-apart.ts';
import { median, type Figure } from './figure.ts';
import { SlowLine } from './slow-line.ts';

const PULLED = 50_000;
const ROUNDS = 3;
/** A telephone line far from the capital: 64 kbit/s, 600 ms there and back, two packets in a hundred lost. */
const FAR = { bytesPerSecond: 8_000, delayMs: 300, stalled: 0.02 };
const SENT_FAR = 5_000;

/** What the line costs: the office's production client over TLS, the production server, and a bad line between. */
export async function benchLine(): Promise<readonly Figure[]> {
  const centre = await serveApart();
  try {
    return [await pulled(centre), await far(centre), ...(await quiet(centre)), await cut(centre)];
  } finally {
    await centre.close();
  }
}

/** What another office has sent arrives at this one, on an encrypted disk, against the same rows inserted there bare. */
async function pulled(centre: CentreApart): Promise<Figure> {
  const [times, bare]: number[][] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const sender = await LineOffice.install(await centre.invitation());
    const place = mkdtempSync(join(centre.folder, 'pc '));
    const office = await centre.newOffice();
    const receiver = await NewPc.enrol(place, await centre.invitation(office));
    await receiver.sync();
    sender.dispatch(office, PULLED);
    await sender.sync();
    await centre.settled();
    times?.push(await timed(() => receiver.sync()));
    const rows = receiver.database.raw.prepare('SELECT * FROM sim_transfer').raw().all() as unknown[][];
    if (rows.length !== PULLED) throw new Error(`${rows.length} rows have arrived.`);
    bare?.push(await timed(async () => inserted(join(place, 'bare.db'), rows)));
    sender.close();
    receiver.close();
  }
  const [took, limit] = [median(times ?? []), median(bare ?? [])];
  return {
    ...{
      name: 'G8 pull and apply at the office : bare insert',
      ratio: limit / took,
      floor: 0.4,
      goal: 0.6,
      isMore: true,
    },
    detail: `${perSecond(PULLED, took)} against ${perSecond(PULLED, limit)} rows/s`,
  };
}

function inserted(path: string, rows: readonly unknown[][]): void {
  const { raw } = openDatabase({ path, key: Buffer.alloc(32, 7) });
  raw.exec(tablesSql([modelOf(transfer)]));
  const insert = raw.prepare(`INSERT INTO sim_transfer VALUES (${rows[0]?.map(() => '?').join(', ')})`);
  raw.transaction(() => {
    for (const row of rows) insert.run(...row);
  })();
  raw.close();
}

/** A month's work goes up over the far line, against what the line itself needs for these bytes. */
async function far(centre: CentreApart): Promise<Figure> {
  const line = await SlowLine.open(centre.address, FAR);
  const office = await LineOffice.install(await centre.invitation());
  office.turnTo(line.address);
  await office.sync();
  office.dispatch(office.no, SENT_FAR);
  const calls = counting();
  const took = await timed(() => session(office, line.address, calls));
  const limit = (calls.pushed / FAR.bytesPerSecond) * 1_000 + 2 * FAR.delayMs;
  office.close();
  await line.close();
  return {
    ...{ name: 'G10 5,000 rows over 64 kbit/s, 600 ms, 2 % lost : the line', ratio: took / limit, floor: 2, goal: 1.4 },
    isMore: false,
    detail: `${seconds(took)} for ${calls.pushed} bytes, which the line carries in ${seconds(limit)}`,
  };
}

/** A session that has nothing to do, on a line that is open already. */
async function quiet(centre: CentreApart): Promise<readonly Figure[]> {
  const line = await SlowLine.open(centre.address);
  const office = await LineOffice.install(await centre.invitation());
  office.turnTo(line.address);
  office.dispatch(office.no, 10);
  await office.sync();
  await centre.settled();
  await office.sync();
  const before = line.up + line.down;
  const calls = counting();
  await office.sync();
  const bytes = line.up + line.down - before;
  await session(office, line.address, calls);
  office.close();
  await line.close();
  return [
    {
      ...{ name: 'G11 a session with nothing to do, round trips', ratio: calls.count, floor: 2, goal: 1 },
      ...{ isMore: false, detail: `${bytes} bytes both ways, TLS and HTTP included` },
    },
    {
      ...{ name: 'G11 a session with nothing to do, KB', ratio: bytes / 1_024, floor: 2, goal: 1.5, isMore: false },
      detail: 'counted on the line',
    },
  ];
}

/** The line is cut in the middle of a push; what goes again is one frame. */
async function cut(centre: CentreApart): Promise<Figure> {
  const line = await SlowLine.open(centre.address, { bytesPerSecond: 100_000, delayMs: 5 });
  const office = await LineOffice.install(await centre.invitation());
  office.turnTo(line.address);
  await office.sync();
  office.dispatch(office.no, PULLED);
  const calls = counting();
  const ended = session(office, line.address, calls).catch(() => 'cut' as const);
  while (calls.answered < 6) await new Promise((resolve) => setTimeout(resolve, 5));
  line.cut();
  if ((await ended) !== 'cut') throw new Error('The session was to be cut.');
  const again = counting();
  await session(office, line.address, again);
  const cutOff = calls.frames.slice(calls.answeredFrames);
  const reached = Math.max(...calls.frames.map(({ to }) => to));
  const twice = again.frames.reduce((ops, { from, to }) => ops + Math.max(0, Math.min(to, reached) - from + 1), 0);
  const oneFrame = Math.max(...cutOff.map(({ from, to }) => to - from + 1));
  office.close();
  await line.close();
  return {
    ...{
      name: 'G12 sent again after a cut : the frame that was under way',
      ratio: twice / oneFrame,
      floor: 1,
      goal: 1,
    },
    isMore: false,
    detail: `${twice} ops of ${reached} that had been sent`,
  };
}

/** What a session asked, and how much of it was pushed. */
function counting() {
  return {
    count: 0,
    answered: 0,
    answeredFrames: 0,
    pushed: 0,
    frames: [] as { readonly from: number; readonly to: number }[],
  };
}

async function session(office: LineOffice, address: string, calls: ReturnType<typeof counting>): Promise<string> {
  const { fingerprint, centreKey } = office.link;
  const line = openLine({ address, fingerprint, centreKey });
  const send = async (call: Call) => {
    calls.count += 1;
    if (call.kind === 'push') {
      calls.pushed += call.frame.length;
      calls.frames.push(demand(decodeFrame(call.frame)).header);
    }
    const answer = await line.send(call);
    calls.answered += 1;
    if (call.kind === 'push') calls.answeredFrames += 1;
    return answer;
  };
  try {
    return await runSession(office.client, { send });
  } finally {
    line.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const perSecond = (rows: number, milliseconds: number): number => Math.round(rows / (milliseconds / 1_000));
const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
