import { X509Certificate } from 'node:crypto';
import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Certificate } from '#datacenter/storage/certificate.ts';

export interface DiskFigures {
  readonly part: 'folder' | 'witness';
  /** Bytes that this program may still write, and all that the disk has. */
  readonly free: number;
  readonly total: number;
}

/** How the machine stands on which a server or a desk runs. */
export interface MachineFigures {
  readonly memoryBytes: number;
  /** By how much the process answered late, at worst but one in a hundred, since the last look. */
  readonly loopMilliseconds: number;
  /** The witness only where it has a disk of its own. */
  readonly disks: readonly DiskFigures[];
}

const LOOP_EVERY = 20;
const NANOSECONDS = 1_000_000;

/** Watches this process until it is stopped. */
export class Machine {
  readonly #delay = monitorEventLoopDelay({ resolution: LOOP_EVERY });

  constructor() {
    this.#delay.enable();
  }

  async look({ folder, witness }: { readonly folder: string; readonly witness?: string }): Promise<MachineFigures> {
    const delay = this.#delay.percentile(99) / NANOSECONDS;
    this.#delay.reset();
    const data = await diskOf('folder', folder);
    const beside = witness === undefined ? null : await diskOf('witness', dirname(witness));
    const disks = [data, beside && (await areApart(folder, dirname(witness ?? ''))) ? beside : null];
    return {
      memoryBytes: process.memoryUsage.rss(),
      // The watch itself comes only so often.
      loopMilliseconds: Math.max(0, Math.round(delay - LOOP_EVERY)),
      disks: disks.filter((each) => each !== null),
    };
  }

  stop(): void {
    this.#delay.disable();
  }
}

/** When the certificate ends, or null where it cannot be read. */
export function endOf({ cert }: Certificate): number | null {
  const end = Date.parse(new X509Certificate(cert).validTo);
  return Number.isNaN(end) ? null : end;
}

/** May this process write there? Of what is not there yet, in the folder. */
export async function isWritable(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing && dirname(path) !== path ? isWritable(dirname(path)) : false;
  }
}

async function diskOf(part: DiskFigures['part'], path: string): Promise<DiskFigures | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(path);
    return { part, free: bavail * bsize, total: blocks * bsize };
  } catch {
    // A disk that cannot be asked is not known; whether it may be written is told apart.
    return null;
  }
}

async function areApart(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(one), stat(other)]);
  return first.dev !== second.dev;
}
