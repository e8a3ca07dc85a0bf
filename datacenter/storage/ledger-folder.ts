import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ledgerLine, type Ledger, type LedgerLine, type AckedFrame } from '#datacenter/protocol/ledger.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';

const whole = z.int().nonnegative();
const named = z.object({
  ...{ seq: whole, id: z.string(), command: z.string(), number: z.string().nullable() },
  ...{ by: z.string(), at: z.int(), toOffices: z.array(whole) },
});
const line: z.ZodType<LedgerLine> = z.object({
  ...{ office: whole, epoch: whole, from: whole, to: whole, head: z.string(), receivedAt: z.int() },
  ...{ named: z.array(named), others: z.record(z.string(), z.array(z.string())) },
});

const HOUR = 3_600_000;
/** So long after its hour nobody writes into a file any more, however its clock goes. */
const MARGIN = HOUR / 2;
/** Frames are gathered for so long. */
const GATHERED_FOR = 250;
/** So much may wait for a disk that stands still: a server without a ledger is better than none. */
const WAITING_BYTES = 64 * 1024 * 1024;
/** Behind the hour there may be a word: the file of another machine, laid beside before a restore. */
const FILE = /^(\d{4}-\d{2}-\d{2}T\d{2})(?:\.\w+)?\.jsonl$/;

export interface LedgerFolder extends Ledger {
  /** Writes what is still to be written. */
  close(): Promise<void>;
}

export interface LedgerFolderOptions extends Pick<DatacenterPorts, 'now' | 'tables'> {
  readonly folder: string;
  /** Hears that lines could not be written, or a file not be read: these are missing, and nothing else is. */
  readonly onFault: (error: unknown) => void;
}

/**
 * The ledger on the disk of the witness: a file for each hour, to which every server appends. A file whose hour is over
 * is only made shorter or removed, when a backup is proved; so nobody writes into a file that another takes away.
 */
export function openLedgerFolder({ folder, tables, now, onFault }: LedgerFolderOptions): LedgerFolder {
  let waiting: AckedFrame[] = [];
  let waitingBytes = 0;
  let isFull = false;
  let timer: NodeJS.Timeout | null = null;
  let writing = Promise.resolve();
  const write = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing = writing.then(async () => {
      const frames = waiting;
      [waiting, waitingBytes, isFull] = [[], 0, false];
      if (frames.length === 0) return;
      try {
        await append(folder, fileOf(now()), await textOf(frames, tables));
      } catch (error) {
        onFault(error);
      }
    });
    return writing;
  };
  return {
    note: (frame) => {
      if (isFull) return;
      waitingBytes += frame.ops.reduce((sum, { length }) => sum + length, 0);
      isFull = waitingBytes > WAITING_BYTES;
      if (isFull) return onFault(new Error('The disk of the ledger does not follow: frames are left out of it.'));
      waiting.push(frame);
      timer ??= setTimeout(() => void write(), GATHERED_FOR);
    },
    lines: async function* () {
      await write();
      for (const { path } of await files(folder, onFault)) {
        try {
          for await (const { read } of linesOf(path)) if (read) yield read;
        } catch (error) {
          tellUnlessGone(error, onFault);
        }
      }
    },
    cut: async (durable) => {
      await write();
      for (const { path, at } of await files(folder, onFault)) {
        if (at + HOUR + MARGIN >= now()) continue;
        await shorten(path, durable).catch((error: unknown) => tellUnlessGone(error, onFault));
      }
    },
    close: write,
  };
}

/** A frame in each turn: whoever is served meanwhile waits for one at most. */
async function textOf(frames: readonly AckedFrame[], tables: DatacenterPorts['tables']): Promise<string> {
  const written: string[] = [];
  for (const frame of frames) {
    // Whoever reads takes these two for the end of a line as well, and a command may hold them.
    const text = JSON.stringify(ledgerLine(frame, tables));
    written.push(text.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`));
    await turn();
  }
  // Ends what a power cut may have left half before it.
  return `\n${written.join('\n')}\n`;
}

function fileOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 13)}.jsonl`;
}

interface HourFile {
  readonly path: string;
  /** When its hour began. */
  readonly at: number;
}

/** Of a folder that cannot be read nobody knows anything: it is told of, and stops nothing. */
async function files(folder: string, onFault: LedgerFolderOptions['onFault']): Promise<readonly HourFile[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    tellUnlessGone(error, onFault);
    return [];
  });
  return names.toSorted().flatMap((name) => {
    const hour = FILE.exec(name)?.[1];
    return hour === undefined ? [] : [{ path: join(folder, name), at: Date.parse(`${hour}:00:00Z`) }];
  });
}

/** What is gone was never there, or another server has just let go of it. */
function tellUnlessGone(error: unknown, onFault: LedgerFolderOptions['onFault']): void {
  const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (!isGone) onFault(error);
}

/** The lines of a file as they are written, and what they say; null for one that is damaged. */
async function* linesOf(path: string): AsyncGenerator<{ readonly text: string; readonly read: LedgerLine | null }> {
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (text !== '') yield { text, read: readLine(text) };
  }
}

function readLine(text: string): LedgerLine | null {
  try {
    return line.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Half a line, or somebody's bytes: it tells nobody anything.
    return null;
  }
}

/** One write at the end, wherever that is by now, and then to the disk. */
async function append(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(join(folder, name), 'a', 0o600);
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) written += (await file.write(bytes, written)).bytesWritten;
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Leaves the lines that say more than is durable; those that cannot be read go. */
async function shorten(path: string, durable: ReadonlyMap<number, number>): Promise<void> {
  const kept: string[] = [];
  let dropped = 0;
  for await (const { text, read } of linesOf(path)) {
    if (read !== null && read.to > (durable.get(read.office) ?? 0)) kept.push(text);
    else dropped += 1;
  }
  if (kept.length === 0) return rm(path, { force: true });
  if (dropped === 0) return;
  const partial = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  const file = await open(partial, 'wx', 0o600);
  try {
    await file.writeFile(`${kept.join('\n')}\n`);
    await file.datasync();
  } catch (error) {
    // Else each try on a full disk would leave another one.
    await rm(partial, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(partial, path);
}
