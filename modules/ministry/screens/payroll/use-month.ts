import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Month } from '#kernel/date.ts';
import { query } from '../client.ts';

/** The month that is looked at: the newest with a locked run, until another is chosen. */
export function useMonth(): {
  readonly months: readonly Month[];
  readonly month: Month | null;
  readonly choose: (month: Month) => void;
  readonly isPending: boolean;
} {
  const { data: months = [], isPending } = useQuery(query.payroll.months.queryOptions({ input: {} }));
  const [chosen, choose] = useState<Month | null>(null);
  return { months, month: chosen ?? months[0] ?? null, choose, isPending };
}
