import type { ReactNode } from 'react';
import type { RunDetail } from '../contract/index.ts';

/** A part of the run's page. It draws its screen with `lazy`, so that the part is fetched when it is first looked at. */
export interface RunTab {
  readonly key: string;
  /** The key of its title. */
  readonly title: string;
  /** Whoever does not hold it does not see the part. */
  readonly permission: string;
  readonly render: (run: RunDetail) => ReactNode;
}
