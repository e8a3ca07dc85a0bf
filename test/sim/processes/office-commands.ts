import type { SyncProblem } from '#office/sync/state.ts';
import type { Moment } from './standstill.ts';

/** What is said between the process of an office and whoever watches it. */

/** Every office of the rig is sealed under it, so that what a process has left can be looked at. */
export const OFFICE_KEY = Buffer.alloc(32, 7);

export type OfficeCommand =
  | { readonly do: 'arm'; readonly moment: Moment }
  | { readonly do: 'enrol'; readonly invitation: string; readonly isClaimed: boolean }
  | { readonly do: 'write' | 'work'; readonly acts: number; readonly peers: readonly number[] }
  | { readonly do: 'export' | 'import'; readonly path: string }
  | { readonly do: 'rest' | 'sync' | 'stand' | 'close' };

export type OfficeAnswer =
  | { readonly kind: 'opened'; readonly standing: OfficeStanding }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'done'; readonly no: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly no: number; readonly text: string }
  /** The log of the office: a session that ended with a fault, and not because of the line. */
  | { readonly kind: 'warned'; readonly text: string };

export interface OfficeStanding {
  readonly office: number;
  readonly seq: number;
  readonly epoch: number;
  readonly problem: SyncProblem | null;
  readonly unsent: number | null;
  readonly acked: number;
  readonly inbox: number;
  readonly isFetching: boolean;
  readonly channels: string;
}
