import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';

export type { Logger };

/** A log file holds so much, and so many full ones are kept beside it. */
export const LOG = { bytes: 5 * 1024 * 1024, kept: 3 } as const;

/**
 * The structured log of the office service. It holds procedure names, ids, durations and error texts of the program;
 * never inputs, names, amounts, cookies or secrets. `redact` is the second net under that rule.
 */
export function openLog(folder: string | null): Logger {
  const options = {
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'password',
        'proof',
        'cookie',
        'token',
        'key',
        'passphrase',
        '*.password',
        '*.proof',
        '*.cookie',
        '*.token',
      ],
      censor: '…',
    },
  };
  if (folder === null) return pino({ ...options, level: 'silent' });
  mkdirSync(folder, { recursive: true });
  const file = openTurning(join(folder, 'office.log'));
  const log = pino(options, file);
  files.set(log, file);
  return log;
}

/**
 * Writes what is left and lets the file go, so that its folder may be moved; what is logged later is dropped. A disk
 * that takes no log holds nobody up for more than a moment.
 */
export async function closeLog(log: Logger): Promise<void> {
  const file = files.get(log);
  if (!file) return;
  files.delete(log);
  log.level = 'silent';
  const closed = Promise.withResolvers<void>();
  const timer = setTimeout(() => closed.resolve(), CLOSED_WITHIN);
  file.once('close', () => closed.resolve());
  file.end();
  await closed.promise;
  clearTimeout(timer);
}

const CLOSED_WITHIN = 2_000;
type LogFile = ReturnType<typeof pino.destination>;
const files = new WeakMap<Logger, LogFile>();

/** The log file, which gives its name up to a new one when it is full; the oldest is let go. */
function openTurning(path: string): LogFile {
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes >= LOG.bytes) {
    shift(path);
    bytes = 0;
  }
  const file = pino.destination({ dest: path, sync: false });
  // Without a listener an error would end the process: a disk that takes no log must not stop the office.
  file.on('error', () => undefined);
  file.on('write', (written: number) => {
    bytes += written;
    if (bytes < LOG.bytes) return;
    bytes = 0;
    shift(path);
    file.reopen();
  });
  return file;
}

/** `office.log` becomes `office.log.1`, that one `office.log.2`, and so on. */
function shift(path: string): void {
  const nameOf = (age: number): string => (age === 0 ? path : `${path}.${age}`);
  rmSync(nameOf(LOG.kept), { force: true });
  for (let age = LOG.kept - 1; age >= 0; age -= 1) {
    if (statSync(nameOf(age), { throwIfNoEntry: false })) renameSync(nameOf(age), nameOf(age + 1));
  }
}
