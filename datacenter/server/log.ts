import pino, { type Logger } from 'pino';

export type { Logger };

/**
 * The structured log of the server, a line of JSON each, to the standard error or nowhere. It holds offices, epochs,
 * numbers of ops, codes and error texts; never records, keys, codes of enrolment or personal data.
 */
export function openServerLog(isSilent: boolean): Logger {
  const redact = {
    paths: ['key', 'code_given', 'signature', 'privateKey', 'password', 'url', '*.password'],
    censor: '…',
  };
  const options = { base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime, redact };
  return isSilent ? pino({ ...options, level: 'silent' }) : pino(options, pino.destination({ dest: 2, sync: false }));
}
