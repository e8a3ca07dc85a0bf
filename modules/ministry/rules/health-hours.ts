import type { HealthView } from '../contract/index.ts';

type Sample = NonNullable<HealthView['centre']>['samples'][number];

interface Hour {
  readonly at: number;
  /** The most that waited at any time of it; null where nothing was measured, as with the next one. */
  readonly waiting: number | null;
  readonly requests: number | null;
  readonly samples: readonly Sample[];
}

const HOUR = 3_600_000;
const HOURS = 24;

/** The last day by whole hours, the present one last. */
export function hoursOf(samples: readonly Sample[], readAt: number): readonly Hour[] {
  const last = Math.floor(readAt / HOUR) * HOUR;
  const byHour = Map.groupBy(samples, ({ at }) => Math.floor(at / HOUR) * HOUR);
  return Array.from({ length: HOURS }, (_, place) => {
    const at = last - (HOURS - 1 - place) * HOUR;
    const own = byHour.get(at) ?? [];
    return {
      ...{ at, samples: own },
      waiting: own.length === 0 ? null : Math.max(...own.map(({ waiting }) => waiting)),
      requests: own.length === 0 ? null : own.reduce((sum, { requests }) => sum + requests, 0),
    };
  });
}
