import { setTimeout as wait } from 'node:timers/promises';
import type { FileNet } from './file-line.ts';
import { LineError } from './line.ts';

/** Somebody is waiting, and a large file is more than a server gives one office within a minute. */
const TRIES = 30;
const WAIT_MS = 3_000;
const LONGEST_MS = 30_000;

/** The line, for whoever waits for a file: when the data centre asks for patience, it is had, and the same asked again. */
export function patient(net: FileNet): FileNet {
  return {
    sendFile: async (call) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await net.sendFile(call);
        } catch (error) {
          const isBusy = error instanceof LineError && error.fault === 'SYNC_BUSY';
          if (!isBusy || tries === TRIES) throw error;
          await wait(Math.min(LONGEST_MS, error.retryAfterMs ?? WAIT_MS));
        }
      }
    },
  };
}
