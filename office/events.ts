import { EventPublisher } from '@orpc/server';
import type { OfficeEvent } from './contract/index.ts';

export interface Audience {
  /** Only these users hear it; null means everybody who may see the record. */
  readonly userIds: readonly string[] | null;
  /** Only holders of this permission hear it; null means everybody. */
  readonly permission: string | null;
}

interface Heard {
  readonly event: OfficeEvent;
  readonly audience: Audience;
}

/** A window that falls this far behind loses the oldest events; it reads everything anew on its next question. */
const BUFFER = 200;

/** Tells the open windows what changed under them. */
export class Events {
  readonly #publisher = new EventPublisher<{ event: Heard }>({ maxBufferedEvents: BUFFER });

  tell(event: OfficeEvent, audience: Audience): void {
    this.#publisher.publish('event', { event, audience });
  }

  /** The events that this listener may hear, until the signal ends it or he is no longer there. */
  async *watch(
    listener: {
      readonly userId: string;
      readonly may: (permission: string) => boolean;
      /** Asked before each event: he may have signed out, been suspended or locked his window since. */
      readonly isHere: () => boolean;
    },
    signal: AbortSignal | undefined,
  ): AsyncGenerator<OfficeEvent, void> {
    for await (const { event, audience } of this.#publisher.subscribe('event', signal ? { signal } : {})) {
      if (audience.userIds !== null && !audience.userIds.includes(listener.userId)) continue;
      if (audience.permission !== null && !listener.may(audience.permission)) continue;
      if (!listener.isHere()) return;
      yield event;
    }
  }
}
