import type Database from 'better-sqlite3';
import type { ChannelCursor, Health, HelloRequest, OfficeRequest, SignedRequest } from '#kernel/sync/messages.ts';
import { selfNumber } from '#db/self.ts';
import type { OwnLog } from './own-log.ts';
import type { DeviceKey } from './ports.ts';
import { statusOf } from './status.ts';

interface Greeting {
  readonly raw: Database.Database;
  readonly log: OwnLog;
  readonly schema: number;
  readonly program: string | undefined;
  readonly backupMinutes: Health['backupMinutes'];
  readonly cursors: readonly ChannelCursor[];
  readonly late: Pick<HelloRequest, 'former' | 'unread'>;
  /** The wall clock of this PC. */
  readonly wall: number;
}

/** What the office says first: where its log ends, how far its channels have come, and how it is. */
export function greetingOf({ raw, log, schema, program, backupMinutes, cursors, late, wall }: Greeting): HelloRequest {
  return {
    ...{ kind: 'hello', office: log.office, epoch: log.epoch, ...log.end(), schema },
    incarnation: selfNumber(raw, 'centre', 0),
    cursors,
    health: { ...statusOf(raw, log).health, wall, program, backupMinutes },
    ...late,
  };
}

/** A request under the signature of this device. */
export function signedBy(key: DeviceKey, request: OfficeRequest): SignedRequest {
  const body = JSON.stringify(request);
  const signature = key.sign(Buffer.from(body));
  return { kind: 'signed', office: request.office, key: key.id, body, signature };
}
