import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { RunDetail, SlipRow, SlipSums } from '../../contract/index.ts';
import { call, query } from '../client.ts';

/** So few that they are on the screen at once; the others follow in large pieces. */
const FIRST = 100;
const PIECE = 2_500;
const none: readonly SlipRow[] = [];

interface Slips {
  readonly slips: readonly SlipRow[];
  readonly isPending: boolean;
  /** Of all slips of the run, exact, also while the slips themselves are still coming. */
  readonly sums: SlipSums | undefined;
  readonly isComplete: boolean;
}

/** The slips of a run: the first page at once, the rest piece by piece, and the sums of all from the office. */
export function useSlips({ id, revision, calculation }: RunDetail): Slips {
  const filter = { runId: id, search: null, unitId: null, isHeld: null };
  const { data: sums } = useQuery(query.slip.sums.queryOptions({ input: filter, placeholderData: keepPreviousData }));
  const { data, isPending, hasNextPage, isFetching, isPlaceholderData, fetchNextPage } = useInfiniteQuery({
    // A run that was calculated or changed is another list.
    queryKey: ['payroll', 'slips', id, revision, calculation],
    queryFn: ({ pageParam, signal }) =>
      call.slip.list({ ...filter, offset: pageParam, limit: pageParam === 0 ? FIRST : PIECE }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) =>
      last.length < (pages.length === 1 ? FIRST : PIECE) ? undefined : FIRST + (pages.length - 1) * PIECE,
    placeholderData: keepPreviousData,
    // What changes in a run changes its revision.
    staleTime: Infinity,
  });
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const slips = useMemo(() => data?.pages.flat() ?? none, [data]);
  return { slips, isPending, sums, isComplete: data !== undefined && !hasNextPage && !isPlaceholderData };
}
