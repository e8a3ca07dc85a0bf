import { encodeFrame, joinOps, signedPart, type UnsignedHeader } from '#kernel/sync/frame.ts';
import { NO_HEAD, type Head } from '#kernel/sync/log.ts';
import { chainHead, zstd } from '#db/wire.ts';
import type { Op } from '#db/op.ts';

const CLERK = '01900000-0000-7000-8000-000000000001';

/** An op that inserts one record of `sim_transfer`. */
export function opOf(no: number, row: Readonly<Record<string, unknown>>): Op {
  const id = (kind: string): string => `01900000-0000-7000-${kind}000-${String(no).padStart(12, '0')}`;
  const e = [['i', 'sim_transfer', id('9'), row] as const];
  return { id: id('8'), k: 'sim.dispatch', v: 1, s: 3, h: no, w: 1_800_000_000_000, u: CLERK, e };
}

export interface FrameToMake {
  readonly office: number;
  readonly epoch: number;
  readonly ops: readonly (Op | string | Uint8Array)[];
  readonly sign: (bytes: Uint8Array) => string;
  readonly from?: number;
  readonly previous?: Head;
  readonly wrong?: Partial<UnsignedHeader>;
}

/** A frame as an office would build it, or with something wrong in its header that is signed all the same. */
export function frameOf(make: FrameToMake): { readonly bytes: Uint8Array; readonly head: Head } {
  const { office, epoch, sign, from = 1, previous = NO_HEAD, wrong = {} } = make;
  const ops = make.ops.map((op) => {
    if (op instanceof Uint8Array) return op;
    return Buffer.from(typeof op === 'string' ? op : JSON.stringify(op));
  });
  const head = ops.reduce((last, op) => chainHead(last, op), previous);
  const header: UnsignedHeader = {
    ...{
      protocol: 1,
      office,
      epoch,
      from,
      to: from + ops.length - 1,
      previous,
      head,
      schema: 3,
      codec: 'zstd',
      key: 'k1',
    },
    ...wrong,
  };
  const payload = zstd.compress(joinOps(ops));
  return { bytes: encodeFrame({ header: { ...header, signature: sign(signedPart(header)) }, payload }), head };
}
