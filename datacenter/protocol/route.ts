import { laterMark } from '#kernel/sync/merge.ts';
import { SHARED_CHANNEL } from '#kernel/sync/log.ts';
import type { NamedFileRow } from './file-tables.ts';
import { namedBy, putNamed } from './named-files.ts';
import type { DatacenterPorts } from './ports.ts';
import type { StoreTransaction } from './store.ts';
import { lockStream } from './streams.ts';
import { entryText } from './told.ts';
import {
  channelEntries,
  channels,
  channelSources,
  outbox,
  sharedMarks,
  streams,
  type OutboxRow,
  type SharedMarkRow,
} from './tables.ts';

const ROWS_A_PASS = 1_000;
/** So many rows are read first: where they are large, no more at a time. */
const FIRST_ROWS = 50;
const LARGE_ROWS_BYTES = 1024 * 1024;
/** No op has more effects. */
const ROWS_OF_AN_OP = 10_000;

/**
 * Hands what an office's ops send on to the channels. Each channel is a transaction of its own and skips what it has,
 * so a crash between two of them costs nothing. Answers whether anything was done.
 */
export async function routeOffice(ports: DatacenterPorts, office: number): Promise<boolean> {
  const { store } = ports;
  const rows = await store.transaction((tx) => rowsToHandOn(tx, office));
  const byChannel = Map.groupBy(rows, ({ toChannel }) => toChannel);
  for (const channel of [...byChannel.keys()].sort((left, right) => left - right)) {
    await store.transaction((tx) => append(tx, ports, channel, byChannel.get(channel) ?? []));
  }
  return store.transaction(async (tx) => {
    await tx.remove(
      outbox,
      rows.map(({ officeNo, seq, ix }) => [officeNo, seq, ix]),
    );
    const stream = await lockStream(tx, ports, office);
    if (!stream || stream.isRouted) return false;
    const isRouted = (await tx.range(outbox, office, { limit: 1 })).length === 0;
    if (isRouted) await tx.put(streams, [{ ...stream, isRouted }]);
    return true;
  });
}

/** Whole ops: nobody is to read half of one. */
async function rowsToHandOn(tx: StoreTransaction, office: number): Promise<readonly OutboxRow[]> {
  let rows: readonly OutboxRow[] = [];
  for (const limit of [FIRST_ROWS, ROWS_A_PASS, ROWS_OF_AN_OP]) {
    rows = await tx.range(outbox, office, { limit });
    if (rows.length < limit) return rows;
    const last = rows.at(-1)?.seq;
    const whole = rows.filter(({ seq }) => seq !== last);
    const isEnough = limit > FIRST_ROWS || JSON.stringify(rows).length > LARGE_ROWS_BYTES;
    if (whole.length > 0 && isEnough) return whole;
  }
  return rows;
}

/**
 * The number of an entry is taken under the lock of its channel, which is held until the commit: the order of numbers
 * is the order of commits, and no reader can pass one that is still to come.
 */
async function append(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  channelNo: number,
  rows: readonly OutboxRow[],
): Promise<void> {
  // Made under a lock too: two offices whose ops are the first of a channel would write over each other's.
  const channel = await tx.lockOrMake(channels, { channelNo, lastNo: 0, floorNo: 0 });
  const known = new Set((await tx.some(channelSources, channelNo, rows.map(sourceOf))).map(({ source }) => source));
  const fresh = rows.filter((row) => !known.has(sourceOf(row)));
  if (fresh.length === 0) return;
  const numbered = fresh.map((row, position) => ({ row, no: channel.lastNo + position + 1 }));
  await tx.put(channels, [{ ...channel, lastNo: channel.lastNo + fresh.length }]);
  await tx.put(
    channelEntries,
    numbered.map(({ row, no }) => ({ channelNo, no, source: `${row.officeNo}:${row.seq}`, ...entryText(row.entry) })),
  );
  await tx.put(
    channelSources,
    numbered.map(({ row, no }) => ({ channelNo, source: sourceOf(row), no })),
  );
  // A channel above zero is that of one office, which may fetch what the records in it name.
  if (channelNo > 0)
    await putNamed(
      tx,
      fresh.flatMap((row) => namedInEntry(ports, row)),
    );
  if (channelNo === SHARED_CHANNEL) await foldMarks(tx, fresh);
}

function namedInEntry({ tables }: DatacenterPorts, { entry, toChannel, officeNo }: OutboxRow): readonly NamedFileRow[] {
  if (entry.kind !== 'row') return [];
  const { table, values } = entry.image;
  const model = tables.get(table)?.model;
  return model ? namedBy(model, values, { officeNo: toChannel, fromOffice: officeNo }) : [];
}

function sourceOf({ officeNo, seq, ix }: OutboxRow): string {
  return `${officeNo}:${seq}:${ix}`;
}

/** The winner of every shared field, for whoever asks the data centre. */
async function foldMarks(tx: StoreTransaction, rows: readonly OutboxRow[]): Promise<void> {
  const written = rows.flatMap(({ entry }) =>
    entry.kind !== 'fields'
      ? []
      : Object.entries(entry.fields).map(([column, value]): SharedMarkRow => {
          const { table, id, hlc, office, seq } = entry;
          return { channelNo: SHARED_CHANNEL, field: `${table} ${id} ${column}`, value, hlc, office, seq };
        }),
  );
  const fields = [...new Set(written.map(({ field }) => field))];
  const winners = new Map((await tx.some(sharedMarks, SHARED_CHANNEL, fields)).map((mark) => [mark.field, mark]));
  for (const mark of written) {
    const winner = winners.get(mark.field);
    if (!winner || laterMark(winner, mark) === mark) winners.set(mark.field, mark);
  }
  await tx.put(sharedMarks, [...winners.values()]);
}
