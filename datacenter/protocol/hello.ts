import { channelsOf } from '#kernel/sync/log.ts';
import type {
  ChannelCursor,
  FeedRequest,
  HelloAnswer,
  HelloRequest,
  OpsAnswer,
  OpsRequest,
  RefusedAnswer,
} from '#kernel/sync/messages.ts';
import { fittingEntries, judgeCursor } from '#kernel/sync/channel.ts';
import { isEpochBelievable, judgeHello } from '#kernel/sync/replica.ts';
import type { DatacenterPorts } from './ports.ts';
import type { StoreTransaction } from './store.ts';
import { incarnationOf } from './enrol.ts';
import { lateOfferOf, withdrawFormer } from './late.ts';
import { followMissing } from './missing.ts';
import { commonPoint, headAt, lockStream, opsAfter, raiseEpoch } from './streams.ts';
import { channelEntries, channels, streams, type ChannelEntryRow, type StreamRow } from './tables.ts';
import type { ToldFeed } from './told.ts';

/** What an office asks for: how it stands, its own ops, a page of a channel. */

const RETRY_AFTER = 60_000;
const OPS_A_PAGE = { limit: 2_000, bytes: 4 * 1024 * 1024 };
const ENTRIES_A_PAGE = 2_000;
const PAGE_BYTES = 1024 * 1024;
/** An office reads no larger answer than 16 MB: an op that is larger still is told in parts. */
const LARGEST_PAGE = 12 * 1024 * 1024;
/** About what an entry takes, and how many are read before it is known what these do. */
const ENTRY_BYTES = 150;
const FIRST_PART = 500;
const LEAST_ENTRIES = 50;

const unknown: RefusedAnswer = { kind: 'refused', code: 'DEVICE_UNKNOWN' };

/** Judges a caller, and tells it what is acknowledged and how its channels stand. */
export async function greet(ports: DatacenterPorts, request: HelloRequest): Promise<HelloAnswer | RefusedAnswer> {
  return ports.store.transaction(async (tx) => {
    let stream = await lockStream(tx, ports, request.office);
    if (!stream) return unknown;
    if (!isEpochBelievable(request, stream)) return { kind: 'refused', code: 'REQUEST_MALFORMED' };
    await withdrawFormer(tx, ports, request);
    const incarnation = await incarnationOf(tx);
    const headThere = (await headAt(tx, ports, stream, Math.min(request.seq, stream.seq))) ?? '';
    const { verdict, isFork } = judgeHello(request, {
      ...{ stream, headThere, incarnation, oldestSchema: ports.oldestSchema },
      isBusy: ports.isBusy(stream.seq - stream.appliedSeq),
    });
    stream = await noted(tx, ports, stream, request);
    if (isFork) {
      const detail = { seq: request.seq, head: request.head, epoch: request.epoch, headThere };
      stream = await raiseEpoch(tx, ports, stream, { kind: 'fork', above: request.epoch, detail });
    }
    // Its log is this one, and maybe more. A stick may bring a greeting of before the restore, when it had less.
    const continues = !isFork && request.epoch === stream.epoch && request.seq >= stream.seq;
    if (continues && request.incarnation === incarnation) {
      const greeting = { epoch: request.epoch, seq: request.seq, head: request.head };
      await followMissing(tx, ports, stream, { upTo: stream.seq, greeting });
    }
    const { epoch, seq, head, durableSeq } = stream;
    const isEven = verdict === 'ok' || verdict === 'reboot';
    return {
      ...{ kind: 'hello', verdict, time: ports.now(), epoch, incarnation, acked: seq, head, durable: durableSeq },
      channels: await standings(tx, request.office, incarnation),
      retryAfterMs: verdict === 'wait' ? RETRY_AFTER : null,
      late: isEven ? await lateOfferOf(tx, ports, request) : undefined,
    };
  });
}

/** The ops of the office's own log after the last point that both have. */
export async function tellOps(ports: DatacenterPorts, request: OpsRequest): Promise<OpsAnswer | RefusedAnswer> {
  return ports.store.transaction(async (tx) => {
    const stream = await lockStream(tx, ports, request.office);
    if (!stream) return unknown;
    const common = await commonPoint(tx, ports, stream, request.points);
    // The beginning is common to all logs, and every office names it.
    if (common === null) return { kind: 'refused', code: 'REQUEST_MALFORMED' };
    const ops = await opsAfter(tx, ports, stream, { seq: common.seq, ...OPS_A_PAGE });
    return {
      ...{ kind: 'ops', epoch: stream.epoch, common: common.seq, last: { seq: stream.seq, head: stream.head } },
      ops: ops.map(({ epoch, body }) => ({ epoch, body: Buffer.from(body).toString('utf8') })),
    };
  });
}

/** The next page of a channel that the office may read. */
export async function tellPage(ports: DatacenterPorts, request: FeedRequest): Promise<ToldFeed | RefusedAnswer> {
  const { cursor, maxBytes, form } = request;
  const { channel } = cursor;
  if (!channelsOf(request.office).includes(channel)) return { kind: 'refused', code: 'NOT_SUBSCRIBED' };
  return ports.store.transaction(async (tx) => {
    const generation = await incarnationOf(tx);
    const row = await tx.get(channels, [channel]);
    const [last, floor] = [row?.lastNo ?? 0, row?.floorNo ?? 0];
    if (judgeCursor(cursor, { generation, last, floor }) === 'reload') return { kind: 'reload', channel, generation };
    const page = await pageAfter(tx, cursor, Math.min(maxBytes, PAGE_BYTES));
    const to = page.at(-1)?.no ?? cursor.at;
    return {
      ...{ kind: 'page', incarnation: generation, channel, generation, from: cursor.at, to, isEnd: to >= last },
      ...{ entries: page, isShaped: form === 'shaped' },
    };
  });
}

async function standings(tx: StoreTransaction, office: number, generation: number): Promise<ChannelCursor[]> {
  const standing: ChannelCursor[] = [];
  // One after the other: a connection answers one question at a time.
  for (const channel of channelsOf(office)) {
    standing.push({ channel, generation, at: (await tx.get(channels, [channel]))?.lastNo ?? 0 });
  }
  return standing;
}

/** The entries behind the cursor that fit into so many bytes: whole ops, and at least one unless no answer holds it. */
async function pageAfter(
  tx: StoreTransaction,
  { channel, at }: ChannelCursor,
  maxBytes: number,
): Promise<readonly ChannelEntryRow[]> {
  const found: ChannelEntryRow[] = [];
  const sizes: { readonly group: string; readonly bytes: number }[] = [];
  let [bytes, isMore] = [0, true];
  const isOneOp = (): boolean => found.at(-1)?.source === found[0]?.source;
  // A part at a time, of about what fits: what is read beyond that would be read again for the next page.
  while (isMore && (bytes <= maxBytes || (isOneOp() && bytes <= LARGEST_PAGE)) && found.length < ENTRIES_A_PAGE) {
    const each = found.length === 0 ? ENTRY_BYTES : bytes / found.length;
    const fitting = Math.max(LEAST_ENTRIES, Math.ceil((maxBytes - bytes) / each));
    const limit = Math.min(found.length === 0 ? FIRST_PART : ENTRIES_A_PAGE - found.length, fitting);
    const part = await tx.range(channelEntries, channel, { after: found.at(-1)?.no ?? at, limit });
    isMore = part.length === limit;
    for (const row of part) {
      found.push(row);
      sizes.push({ group: row.source, bytes: Buffer.byteLength(row.entry) });
      bytes += Buffer.byteLength(row.entry);
    }
  }
  const whole = isMore ? wholeGroups(found).length : found.length;
  const fitting = fittingEntries(sizes.slice(0, whole), maxBytes);
  return found.slice(0, entriesWithin(sizes.slice(0, fitting), LARGEST_PAGE));
}

/** So many of them are no larger together; one at least. */
function entriesWithin(sizes: readonly { readonly bytes: number }[], most: number): number {
  let bytes = 0;
  const beyond = sizes.findIndex((entry) => (bytes += entry.bytes) > most);
  return beyond < 0 ? sizes.length : Math.max(1, beyond);
}

/** The rows without the last op's, when that op may go on behind them. */
function wholeGroups(found: readonly ChannelEntryRow[]): readonly ChannelEntryRow[] {
  const last = found.at(-1);
  const whole = found.filter(({ source }) => source !== last?.source);
  return whole.length > 0 ? whole : found;
}

async function noted(
  tx: StoreTransaction,
  { now }: DatacenterPorts,
  stream: StreamRow,
  { health, schema, seq }: HelloRequest,
): Promise<StreamRow> {
  // An office that was put back, or an old file: what it says of itself is less than what is known here.
  const isBehind = seq < stream.seq && stream.health !== null;
  const seen = { ...stream, lastSeenAt: now(), health: isBehind ? stream.health : { ...health, schema } };
  await tx.put(streams, [seen]);
  return seen;
}
