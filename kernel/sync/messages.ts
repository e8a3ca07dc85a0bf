import type { HelloVerdict } from './replica.ts';
import type { Cursor, Page } from './channel.ts';
import type { Head, LogPoint } from './log.ts';
import type { FormerKey, LateState } from './late.ts';
import type { HoldReason } from './merge.ts';
import type { SignedManifest } from './snapshot.ts';

/** What an office and the data centre say to each other. The same bodies travel over HTTP and on a stick. */

export interface ChannelCursor extends Cursor {
  readonly channel: number;
}

export interface HelloRequest {
  readonly kind: 'hello';
  readonly office: number;
  readonly epoch: number;
  readonly seq: number;
  readonly head: Head;
  readonly schema: number;
  readonly incarnation: number;
  readonly cursors: readonly ChannelCursor[];
  readonly health: Health;
  /** Under which keys this PC spoke before it was invited again. Earlier programs tell none. */
  readonly former?: readonly FormerKey[] | undefined;
  /** The ends of late work that this program cannot take in: it is told of what waits behind it. */
  readonly unread?: readonly Head[] | undefined;
}

/** What the office tells of itself at every call, for the people who watch over the offices. */
export interface Health {
  readonly unsent: number;
  /** The wall clock of the office when it made its oldest unsent op, or null. */
  readonly oldestUnsentAt: number | null;
  readonly wall: number;
  readonly restores: number;
  readonly inbox: number;
  /** The version of its program. Earlier ones tell none. */
  readonly program?: string | undefined;
  /** Whole minutes since its newest copy was made; null where it has none. Not told before it was looked at. */
  readonly backupMinutes?: number | null | undefined;
}

/** Asks for the ops of one's own log that follow the last common one of these points. */
export interface OpsRequest {
  readonly kind: 'ops';
  readonly office: number;
  readonly points: readonly LogPoint[];
}

export interface FeedRequest {
  readonly kind: 'feed';
  readonly office: number;
  readonly cursor: ChannelCursor;
  readonly maxBytes: number;
  /** How records are to be told: by their shapes (`shaped.ts`) or, as earlier programs read them, whole. */
  readonly form?: 'shaped' | undefined;
}

/** Asks for a snapshot of one's own log; asked again until it is made. */
export interface SnapshotRequest {
  readonly kind: 'snapshot';
  readonly office: number;
}

/** Asks for a chunk that the manifest names: its place, and its hash. */
export interface SnapshotChunkRequest {
  readonly kind: 'chunk';
  readonly office: number;
  readonly no: number;
  readonly sha256: string;
}

/** A PC that was replaced tells what it has not sent: its end first, then points by which the last common op is found. */
export interface LateRequest {
  readonly kind: 'late';
  readonly office: number;
  readonly epoch: number;
  readonly points: readonly LogPoint[];
  /** The wall clock of that PC when it made the first op that it has not sent, or null. */
  readonly oldestAt: number | null;
}

/** The office's writer asks for the late ops of a PC that follow this one. */
export interface LateOpsRequest {
  readonly kind: 'late-ops';
  readonly office: number;
  /** The key of the PC whose work it is. */
  readonly of: string;
  readonly after: number;
}

/** The office's writer has the late work up to this op, and all that it made of it is acknowledged. */
export interface LateJoinedRequest {
  readonly kind: 'late-joined';
  readonly office: number;
  readonly of: string;
  readonly seq: number;
}

export interface PushRequest {
  readonly kind: 'push';
  /** A frame, see `frame.ts`; it carries its own signature. */
  readonly frame: Uint8Array;
}

export type OfficeRequest =
  | HelloRequest
  | OpsRequest
  | FeedRequest
  | SnapshotRequest
  | SnapshotChunkRequest
  | LateRequest
  | LateOpsRequest
  | LateJoinedRequest;

/** A request under the signature of the device: `body` is the request as JSON, and what is signed. */
export interface SignedRequest {
  readonly kind: 'signed';
  readonly office: number;
  readonly key: string;
  readonly body: string;
  readonly signature: string;
}

export type Call = SignedRequest | PushRequest;

export interface HelloAnswer {
  readonly kind: 'hello';
  readonly verdict: HelloVerdict;
  /** The data centre's clock. */
  readonly time: number;
  readonly epoch: number;
  readonly incarnation: number;
  readonly acked: number;
  /** The head after op `acked`, by which an office sees whether it is of its own log. Earlier data centres tell none. */
  readonly head?: Head | undefined;
  /** The last op that a verified off-site backup of the data centre holds. */
  readonly durable: number;
  readonly channels: readonly ChannelCursor[];
  readonly retryAfterMs: number | null;
  /** Late work of an earlier PC that this one is to take into its log. Earlier programs do not read it. */
  readonly late?: LateOffer | undefined;
}

/** Late work that lies at the data centre for the office's writer. */
export interface LateOffer {
  /** The key of the PC whose work it is, and what that PC calls itself. */
  readonly of: string;
  readonly device: string | null;
  readonly common: LogPoint;
  readonly end: LogPoint;
}

/** The data centre's signature under what it has received: neither side can deny it. */
export interface Receipt extends LogPoint {
  readonly office: number;
  readonly at: number;
  readonly signature: string;
}

export type PushAnswer =
  | { readonly kind: 'acked'; readonly acked: number; readonly durable: number; readonly receipt: Receipt }
  | { readonly kind: 'gap'; readonly acked: number; readonly incarnation: number }
  | { readonly kind: 'stopped'; readonly verdict: 'rebase' | 'frozen' };

export interface OpsAnswer {
  readonly kind: 'ops';
  readonly epoch: number;
  /** The common op after which these follow, and the data centre's last one. */
  readonly common: number;
  readonly last: LogPoint;
  readonly ops: readonly LoggedOp[];
}

/** An op as it lies in the log: its epoch and its bytes. */
export interface LoggedOp {
  readonly epoch: number;
  readonly body: string;
}

export type PageAnswer<Brought = Entry> = { readonly kind: 'page'; readonly incarnation: number } & Page<Brought>;

export type FeedAnswer =
  PageAnswer | { readonly kind: 'reload'; readonly channel: number; readonly generation: number };

export type SnapshotAnswer =
  | ({ readonly kind: 'snapshot' } & SignedManifest)
  /** So many ops of it are packed. `isBusy`: others are being made, come back later. */
  | { readonly kind: 'packing'; readonly packed: number; readonly seq: number; readonly isBusy: boolean };

export type ChunkAnswer =
  | { readonly kind: 'chunk'; readonly no: number; readonly sha256: string; /** Base64. */ readonly body: string }
  /** There is no such chunk any more: the manifest is to be asked for anew. */
  | { readonly kind: 'gone' };

/** How the late work of the PC that asks stands. */
export interface LateAnswer {
  readonly kind: 'late';
  /** `nothing`: all that it has is in the office's log. */
  readonly state: LateState | 'nothing';
  /** Why it was refused. */
  readonly reason: string | null;
  readonly common: LogPoint;
  readonly end: LogPoint;
  readonly stored: LogPoint;
  /** Over what is stored; null where nothing is. */
  readonly receipt: LateReceipt | null;
}

/** The data centre's signature under late work: it lies there, and not in the log of the office. */
export interface LateReceipt extends Receipt {
  readonly of: string;
}

export type LateOpsAnswer =
  | { readonly kind: 'late-ops'; readonly of: string; readonly after: number; readonly ops: readonly string[] }
  /** Nothing more of it is to be asked for. */
  | { readonly kind: 'late-over'; readonly of: string };

export interface RefusedAnswer {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  /** Another PC has taken the office's place: this one may tell what it has not sent. Earlier programs do not read it. */
  readonly isReplaced?: boolean | undefined;
}

export type RefusalCode =
  | 'FRAME_TOO_LARGE'
  | 'FRAME_MALFORMED'
  | 'FRAME_BROKEN_CHAIN'
  | 'SIGNATURE_INVALID'
  | 'DEVICE_UNKNOWN'
  | 'REQUEST_MALFORMED'
  | 'NOT_SUBSCRIBED'
  /** Late work that was not announced, not taken in, or is not what was. */
  | 'LATE_UNWANTED';

export type Answer =
  | HelloAnswer
  | PushAnswer
  | OpsAnswer
  | FeedAnswer
  | SnapshotAnswer
  | ChunkAnswer
  | LateAnswer
  | LateOpsAnswer
  | RefusedAnswer;

/** A record as its owner's log has made it. */
export interface RowImage {
  readonly table: string;
  readonly id: string;
  readonly ownerOffice: number;
  readonly seq: number;
  readonly revision: number;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly updatedAt: number;
  readonly updatedBy: string;
  readonly deletedAt: number | null;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What a channel brings. */
export type Entry =
  | { readonly kind: 'row'; readonly image: RowImage }
  /** Shared fields that somebody wrote; with the image where the record itself is new. */
  | {
      readonly kind: 'fields';
      readonly table: string;
      readonly id: string;
      readonly image: RowImage | null;
      readonly fields: Readonly<Record<string, unknown>>;
      readonly hlc: number;
      readonly office: number;
      readonly seq: number;
      readonly op: string;
    }
  /** One's own op is held back, or is no longer. */
  | { readonly kind: 'held'; readonly op: string; readonly seq: number; readonly reason: HoldReason }
  | { readonly kind: 'released'; readonly op: string; readonly seq: number }
  /** Two documents of this office carry one number. */
  | { readonly kind: 'duplicate-number'; readonly number: string; readonly op: string; readonly other: string };
