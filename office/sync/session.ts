import { setImmediate as pause } from 'node:timers/promises';
import type { SessionEnd, SyncClient } from './client.ts';
import type { Net } from './ports.ts';

/** More steps than any honest session takes: a data centre that contradicts itself is left alone until the next one. */
const STEPS_LIMIT = 100_000;

/**
 * Runs one session over a line, from the greeting to the last page. Rejects when the line breaks; nothing is lost then.
 * Between two pieces of work others are answered; `mayGoOn` throws where the office is closing.
 */
export async function runSession(
  client: SyncClient,
  net: Net,
  mayGoOn: () => void = () => undefined,
): Promise<SessionEnd> {
  client.begin();
  for (let step = 0; step < STEPS_LIMIT; step += 1) {
    while (client.work()) {
      await pause();
      mayGoOn();
    }
    const call = client.next();
    if (call === null) break;
    try {
      client.take(await net.send(call));
    } catch (error) {
      client.missed();
      throw error;
    }
  }
  return client.end;
}
