import { skipToken, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { Month } from '#kernel/date.ts';
import type { OpenOffice } from '../../contract/index.ts';
import { query } from '../client.ts';

/**
 * The month that is looked at, which stands in the address: until one is chosen the newest that every office has locked,
 * as far as the month before is one. `unfinished` are the offices whose pay of it is still to come.
 */
export function useMonth(): {
  readonly months: readonly Month[];
  readonly month: Month | null;
  readonly unfinished: readonly OpenOffice[];
  readonly choose: (month: Month) => void;
  readonly isPending: boolean;
} {
  const [params, setParams] = useSearchParams();
  const { data: months = [], isPending } = useQuery(query.payroll.months.queryOptions({ input: {} }));
  const [newest, before] = months;
  const ofNewest = useUnfinished(newest);
  const chosen = months.find((month) => month === params.get('month'));
  const isNewestWhole = ofNewest !== undefined && ofNewest.length === 0;
  const month = chosen ?? (ofNewest === undefined ? undefined : isNewestWhole ? newest : (before ?? newest));
  return {
    ...{ months, month: month ?? null, unfinished: useUnfinished(month) ?? [] },
    choose: (next) => {
      setParams((present) => ({ ...Object.fromEntries(present), month: next }), { replace: true });
    },
    isPending: isPending || (newest !== undefined && month === undefined),
  };
}

function useUnfinished(month: Month | undefined): readonly OpenOffice[] | undefined {
  const input = month === undefined ? skipToken : { month };
  return useQuery(query.payroll.unfinished.queryOptions({ input })).data;
}
