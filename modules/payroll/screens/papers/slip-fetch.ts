import type { Explanation, SlipDetail } from '../../contract/index.ts';
import { call } from '../client.ts';

/** A slip with the derivation of its figures, where those are asked for. */
export interface PrintedSlip {
  readonly slip: SlipDetail;
  readonly explained: readonly Explanation[];
}

const PIECE = 100;
/** Explanations asked for at a time. */
const TOGETHER = 8;

/** Fetches slips in pieces, in the order asked for, and hands each piece on as it comes; `signal` stops it. */
export async function fetchSlips(
  asked: { readonly runId: string; readonly ids: readonly string[]; readonly isExplained: boolean },
  onPiece: (slips: readonly PrintedSlip[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const { runId, ids, isExplained } = asked;
  for (let start = 0; start < ids.length; start += PIECE) {
    signal.throwIfAborted();
    const slips = await call.slip.getMany({ runId, ids: ids.slice(start, start + PIECE) }, { signal });
    if (!isExplained) onPiece(slips.map((slip) => ({ slip, explained: [] })));
    for (let first = 0; isExplained && first < slips.length; first += TOGETHER) {
      signal.throwIfAborted();
      const some = slips.slice(first, first + TOGETHER);
      const explained = await Promise.all(some.map(({ id }) => call.slip.explainAll({ id }, { signal })));
      onPiece(some.map((slip, index) => ({ slip, explained: explained[index] ?? [] })));
    }
  }
}
