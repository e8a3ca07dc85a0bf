import { useQuery } from '@tanstack/react-query';
import type { RunDetail, SlipRow } from '../../contract/index.ts';
import { call } from '../client.ts';

const PIECE = 2_000;
const none: readonly SlipRow[] = [];

/** Every slip of a run, fetched in pieces; asked anew when the run was calculated or changed. */
export function useAllSlips({ id, revision, calculation }: RunDetail): {
  readonly slips: readonly SlipRow[];
  readonly isPending: boolean;
} {
  const { data = none, isPending } = useQuery({
    queryKey: ['payroll', 'slips of the sheet', id, revision, calculation],
    queryFn: async ({ signal }) => {
      const slips: SlipRow[] = [];
      for (;;) {
        signal.throwIfAborted();
        const filter = { runId: id, search: null, unitId: null, isHeld: null };
        const piece = await call.slip.list({ ...filter, offset: slips.length, limit: PIECE });
        slips.push(...piece);
        if (piece.length < PIECE) return slips;
      }
    },
  });
  return { slips: data, isPending };
}
