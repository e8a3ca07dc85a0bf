import {
  infiniteQueryOptions,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { RunDetail, SlipRow, SlipSums } from '../../contract/index.ts';
import { call, query } from '../client.ts';

/** So few that they are on the screen at once; the others follow in large pieces. */
const FIRST = 100;
const PIECE = 2_500;
/** The rest of ten thousand slips keeps the window busy for a while: it is asked for when the first rows are drawn. */
const REST_MILLISECONDS = 250;
const none: readonly SlipRow[] = [];

interface Slips {
  readonly slips: readonly SlipRow[];
  readonly isPending: boolean;
  /** Of all slips of the run, exact, also while the slips themselves are still coming. */
  readonly sums: SlipSums | undefined;
  readonly isComplete: boolean;
}

type Shown = Pick<RunDetail, 'id' | 'revision' | 'calculation'>;

const filterOf = (runId: string) => ({ runId, search: null, unitId: null, isHeld: null });

const sumsOf = ({ id }: Shown) =>
  query.slip.sums.queryOptions({ input: filterOf(id), placeholderData: keepPreviousData });

const pagesOf = ({ id, revision, calculation }: Shown) =>
  infiniteQueryOptions({
    // A run that was calculated or changed is another list.
    queryKey: ['payroll', 'slips', id, revision, calculation],
    queryFn: ({ pageParam, signal }) =>
      call.slip.list({ ...filterOf(id), offset: pageParam, limit: pageParam === 0 ? FIRST : PIECE }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last: readonly SlipRow[], pages: readonly (readonly SlipRow[])[]) =>
      last.length < (pages.length === 1 ? FIRST : PIECE) ? undefined : FIRST + (pages.length - 1) * PIECE,
    // What changes in a run changes its revision.
    staleTime: Infinity,
  });

/** Asks for the first slips of a run while its page is read: they are there when their part is opened. */
export function useFirstSlips(run: Shown | undefined): void {
  const queries = useQueryClient();
  const { id, revision, calculation = 0 } = run ?? {};
  useEffect(() => {
    if (id === undefined || revision === undefined || calculation === 0) return;
    void queries.prefetchInfiniteQuery(pagesOf({ id, revision, calculation }));
    void queries.prefetchQuery(sumsOf({ id, revision, calculation }));
    void queries.prefetchQuery(query.code.list.queryOptions());
  }, [queries, id, revision, calculation]);
}

/** The slips of a run: the first page at once, the rest piece by piece, and the sums of all from the office. */
export function useSlips(run: Shown): Slips {
  const { data: sums } = useQuery(sumsOf(run));
  const { data, isPending, hasNextPage, isFetching, isPlaceholderData, fetchNextPage } = useInfiniteQuery({
    ...pagesOf(run),
    placeholderData: keepPreviousData,
  });
  const isReady = sums !== undefined && hasNextPage && !isFetching;
  useEffect(() => {
    if (!isReady) return undefined;
    const timer = setTimeout(() => void fetchNextPage(), REST_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isReady, fetchNextPage]);
  const slips = useMemo(() => data?.pages.flat() ?? none, [data]);
  return { slips, isPending, sums, isComplete: data !== undefined && !hasNextPage && !isPlaceholderData };
}
