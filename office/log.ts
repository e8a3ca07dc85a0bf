import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';

export type { Logger };

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
  return pino(options, pino.destination({ dest: join(folder, 'office.log'), mkdir: true, sync: false }));
}
