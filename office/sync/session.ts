import { setImmediate as pause } from 'node:timers/promises';
import type { Answer, Call } from '#kernel/sync/messages.ts';
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
  let early: Asked | null = null;
  for (let step = 0; step < STEPS_LIMIT; step += 1) {
    while (client.work()) {
      await pause();
      mayGoOn();
    }
    const call = client.next();
    if (call === null) break;
    try {
      const asked: Asked = early?.call === call ? early : askedNow(call, net);
      if (call.kind === 'push') {
        // It is on its way before the office is busy with the next one.
        await pause();
        mayGoOn();
        client.prepare();
      }
      const answer = await asked.answer;
      early = askedEarly(client.foresee(answer), net);
      // It is on its way before the office is busy with this one; those who waited meanwhile are answered first.
      if (early) {
        await pause();
        mayGoOn();
      }
      client.take(answer);
    } catch (error) {
      client.missed();
      throw error;
    }
  }
  return client.end;
}

interface Asked {
  readonly call: Call;
  readonly answer: Promise<Answer>;
}

function askedEarly(call: Call | null, net: Net): Asked | null {
  return call === null ? null : askedNow(call, net);
}

function askedNow(call: Call, net: Net): Asked {
  const answer = net.send(call);
  // Whoever waits for it hears of a broken line; where nobody does any more, it is of no matter.
  answer.catch(() => undefined);
  return { call, answer };
}
