import type Database from 'better-sqlite3';
import { assert } from '#kernel/assert.ts';
import { encodeFrame, FRAME_LIMITS, joinOps, signedPart, type UnsignedHeader } from '#kernel/sync/frame.ts';
import { prepared } from '#db/prepared.ts';
import type { OwnLog } from './own-log.ts';
import type { SyncPorts } from './ports.ts';

interface FrameOptions {
  readonly raw: Database.Database;
  readonly log: OwnLog;
  readonly ports: SyncPorts;
  readonly schema: number;
}

export interface BuiltFrame {
  /** Its last op. */
  readonly to: number;
  readonly bytes: Uint8Array;
}

/** Builds the frames of this office. A frame is kept until it is acknowledged, so that a retry sends the same bytes. */
export class FrameBuilder {
  readonly #options: FrameOptions;

  constructor(options: FrameOptions) {
    this.#options = options;
  }

  /** The frame that begins after `acked`, or null when everything is sent. `openedBytes` bounds a new one. */
  next(acked: number, openedBytes: number): BuiltFrame | null {
    const { raw } = this.#options;
    const kept = prepared(raw, 'SELECT to_seq AS "to", frame AS bytes FROM sync_outgoing WHERE from_seq = ?');
    const found = kept.get(acked + 1) as BuiltFrame | undefined;
    if (found) return found;
    const built = this.#build(acked, openedBytes);
    if (built === null) return null;
    prepared(raw, 'INSERT OR REPLACE INTO sync_outgoing (from_seq, to_seq, frame) VALUES (?, ?, ?)').run(
      acked + 1,
      built.to,
      built.bytes,
    );
    return built;
  }

  /** The frames after `acked`, one behind the other, kept nowhere: a file may never be answered. */
  *following(acked: number, openedBytes: number): Generator<BuiltFrame> {
    for (let built = this.#build(acked, openedBytes); built; built = this.#build(built.to, openedBytes)) yield built;
  }

  /** The frame of the ops after `after` that ends at `last` at the latest, kept nowhere; null when there is none. */
  between({ after, last }: { readonly after: number; readonly last: number }, openedBytes: number): BuiltFrame | null {
    return this.#build(after, openedBytes, last);
  }

  /** Lets go of the frames up to an acknowledged op, or of all when the log was rewritten. */
  forget(upTo: number): void {
    prepared(this.#options.raw, 'DELETE FROM sync_outgoing WHERE to_seq <= ?').run(upTo);
  }

  #build(acked: number, openedBytes: number, last = Infinity): BuiltFrame | null {
    const { log, ports, schema } = this.#options;
    const most = Math.min(FRAME_LIMITS.ops, last - acked);
    const ops = fitting(log.bodiesAfter(acked), { most, bytes: Math.min(openedBytes, FRAME_LIMITS.openedBytes / 2) });
    if (ops.length === 0) return null;
    const to = acked + ops.length;
    const [previous, head] = [log.headAt(acked), log.headAt(to)];
    assert(previous !== null && head !== null, 'A log has a head at each of its ops.');
    const header: UnsignedHeader = {
      ...{ protocol: 1, office: log.office, epoch: log.epoch, from: acked + 1, to, previous, head, schema },
      ...{ codec: ports.codec.name, key: ports.key.id },
    };
    const signature = ports.key.sign(signedPart(header));
    const bytes = encodeFrame({ header: { ...header, signature }, payload: ports.codec.compress(joinOps(ops)) });
    return { to, bytes };
  }
}

/** As many ops as fit, and at least one: a single op is smaller than any frame may be. */
function fitting(
  bodies: Iterable<Buffer>,
  { most, bytes }: { readonly most: number; readonly bytes: number },
): readonly Buffer[] {
  const ops: Buffer[] = [];
  let sum = 0;
  for (const body of bodies) {
    sum += body.length + 1;
    if (ops.length > 0 && sum > bytes) break;
    ops.push(body);
    if (ops.length === most) break;
  }
  return ops;
}
