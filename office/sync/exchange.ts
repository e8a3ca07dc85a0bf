import type Database from 'better-sqlite3';
import { setImmediate as pause } from 'node:timers/promises';
import type { z } from 'zod';
import {
  EXCHANGE_LIMITS,
  openExchange,
  packExchange,
  readExchange,
  type ExchangeFile,
  type OpenPart,
} from '#kernel/sync/exchange.ts';
import { exchangePairOf, exchangeTools } from '#db/exchange-seal.ts';
import { demand, refusal } from '#db/refusal.ts';
import { selfNumber, setSelfNumber } from '#db/self.ts';
import { isSignedBy, signerOf, zstd } from '#db/wire.ts';
import { answerSchema } from './answers.ts';
import type { CarriedFiles } from './carried-files.ts';
import { fileAnswerSchema } from './file-line.ts';
import type { SessionEnd, SyncClient } from './client.ts';
import type { Link } from './link-file.ts';
import type { SyncProgress } from './status.ts';

export interface ExchangeOptions {
  readonly raw: Database.Database;
  readonly client: SyncClient;
  readonly link: Link;
  /** The attached files, which travel behind the rows. */
  readonly files?: CarriedFiles;
  readonly now: () => number;
}

/** What the last file for the data centre held: the ops `from` to `to`, none when `to` is below `from`. */
export interface LastExport {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface ExportedFile extends LastExport {
  readonly bytes: Uint8Array;
}

/**
 * The file that this office sends where no line comes: its greeting, and every frame that is not acknowledged, up to the
 * limit of a file; the rest travels with the next one. Refuses `EXCHANGE_KEY_MISSING` for a link without the key.
 */
export async function exportExchange({ raw, client, link, files, now }: ExchangeOptions): Promise<ExportedFile> {
  if (link.exchangeKey === undefined) throw refusal('EXCHANGE_KEY_MISSING');
  const { acked, epoch, incarnation } = client.progress();
  const parts: OpenPart[] = client
    .greeting()
    .map((call) => ({ type: 'call', bytes: Buffer.from(JSON.stringify(call)) }));
  let [to, filled] = [acked, 0];
  for (const frame of client.frames()) {
    if (filled + frame.bytes.length > EXCHANGE_LIMITS.fillBytes || parts.length >= EXCHANGE_LIMITS.parts) break;
    filled += frame.bytes.length;
    parts.push({ type: 'frame', bytes: frame.bytes });
    to = frame.to;
    // Windows are answered in between.
    await pause();
  }
  for (const call of files?.calls() ?? []) {
    if (filled + call.length > EXCHANGE_LIMITS.fillBytes || parts.length >= EXCHANGE_LIMITS.parts) break;
    filled += call.length;
    parts.push({ type: 'file', bytes: call });
    await pause();
  }
  const createdAt = now();
  const bytes = packExchange(
    {
      ...{ kind: 'up', office: link.office, epoch, incarnation, createdAt, from: link.keyId, parts },
      ...{ answerTo: exchangePairOf(link.privateKey).publicKey, recipient: link.exchangeKey },
      sign: signerOf(link.privateKey),
    },
    exchangeTools,
  );
  const exported = { at: createdAt, from: acked + 1, to };
  raw.transaction(() => {
    setSelfNumber(raw, 'exported_at', exported.at);
    setSelfNumber(raw, 'exported_from', exported.from);
    setSelfNumber(raw, 'exported_to', exported.to);
  })();
  return { ...exported, bytes };
}

/** What the last exported file held, or null. */
export function lastExportOf(raw: Database.Database): LastExport | null {
  const at = selfNumber(raw, 'exported_at', 0);
  if (at === 0) return null;
  return { at, from: selfNumber(raw, 'exported_from', 1), to: selfNumber(raw, 'exported_to', 0) };
}

export interface TakenReply {
  readonly createdAt: number;
  /** The last op for which the data centre has signed. */
  readonly acked: number;
  /** How many entries of channels, and files, have come. */
  readonly received: number;
  /** Its end was missing; what came before it was taken. */
  readonly isCut: boolean;
  /** Everything in it was known. */
  readonly isKnown: boolean;
  readonly end: SessionEnd;
}

/**
 * Takes the data centre's file as if its answers had come over the line. Before anything is taken the whole of it is
 * judged: refuses `EXCHANGE_MALFORMED`, `EXCHANGE_TOO_LARGE`, `EXCHANGE_WRONG_WAY`, `EXCHANGE_FORGED`,
 * `EXCHANGE_OTHER_OFFICE`, `EXCHANGE_NOT_FOR_US` or `EXCHANGE_DAMAGED`.
 */
export async function importExchange({ client, link, files }: ExchangeOptions, bytes: Uint8Array): Promise<TakenReply> {
  const file = demand(readExchange(bytes));
  const { privateKey } = demandOurs(file, link);
  const { parts, isCut } = demand(openExchange(file, privateKey, exchangeTools));
  const answers = parts.filter(({ type }) => type === 'answer').map((part) => readAnswer(part, answerSchema));
  const fileAnswers = parts
    .filter(({ type }) => type === 'fileAnswer')
    .map((part) => readAnswer(part, fileAnswerSchema));
  const before = client.progress();
  const { incarnation, createdAt } = file.manifest;
  client.beginCarried();
  // An earlier incarnation is over: what it had said may not be so any more.
  if (incarnation >= before.incarnation) {
    for (const open of answers) {
      const sifted = client.sifted(open(), incarnation > before.incarnation);
      if (sifted !== null) client.take(sifted);
      await pause();
    }
  }
  let filesCome = 0;
  // The records that name them have come just now, or before.
  for (const open of fileAnswers) {
    if (files?.take(open()) === true) filesCome += 1;
    await pause();
  }
  const { end } = client;
  const after = client.progress();
  client.beginCarried();
  const isKnown = JSON.stringify(before) === JSON.stringify(after) && filesCome === 0;
  const received = receivedBetween(before, after) + filesCome;
  return { createdAt, acked: after.acked, received, isCut, isKnown, end };
}

function demandOurs({ manifest, signed, signature }: ExchangeFile, link: Link): { readonly privateKey: string } {
  if (manifest.kind !== 'down') throw refusal('EXCHANGE_WRONG_WAY');
  if (!isSignedBy(link.centreKey, signed, signature)) throw refusal('EXCHANGE_FORGED');
  if (manifest.office !== link.office) throw refusal('EXCHANGE_OTHER_OFFICE', { office: manifest.office });
  const own = exchangePairOf(link.privateKey);
  if (manifest.to !== exchangeTools.keyIdOf(own.publicKey)) throw refusal('EXCHANGE_NOT_FOR_US');
  return own;
}

/** Checks the answer at once, and gives it again when it is taken: never are all of them open in memory. */
function readAnswer<T>({ bytes }: OpenPart, schema: z.ZodType<T>): () => T {
  const read = (): T => {
    const opened = zstd.open(bytes, EXCHANGE_LIMITS.openedBytes);
    const { success, data } = schema.safeParse(opened === null ? null : parsed(opened));
    if (!success) throw refusal('EXCHANGE_DAMAGED');
    return data;
  };
  read();
  return read;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    // Half an answer: the schema refuses it.
    return null;
  }
}

function receivedBetween(before: SyncProgress, after: SyncProgress): number {
  return after.cursors.reduce((sum, { channel, generation, at }) => {
    const was = before.cursors.find((cursor) => cursor.channel === channel);
    return sum + Math.max(0, at - (was?.generation === generation ? was.at : 0));
  }, 0);
}
