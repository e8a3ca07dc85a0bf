import type { OfficeState, RestoreOutcome } from '#office/contract/index.ts';
import { connection } from '#renderer/connection.ts';
import { failureOf } from '#renderer/failure.ts';
import { keepProof } from '#renderer/proof.ts';
import { platform } from '#renderer/rpc.ts';

/**
 * Who sits at this window, as the office last said. The gate draws from it: pairing, first start, sign-in, lock or the
 * desk itself.
 */
export interface SessionState {
  /** Null until the office has answered for the first time. */
  readonly office: OfficeState | null;
  /** The window has covered itself: at once when it idled, whether the office can be reached or not. */
  readonly isCovered: boolean;
  readonly reopening: Reopening | null;
}

/** Why the office closes and opens again under this window. */
export type ReopeningReason = 'restore' | 'link' | 'move';

/**
 * A restore, a new link or a move to another office under this window: waited for by whoever asked, ended as the office says, or never heard of
 * within the time. It is told here, above the desk, because a restore ends the session as well.
 */
export type Reopening =
  | { readonly state: 'awaited' | 'unheard'; readonly why: ReopeningReason }
  | { readonly state: 'ended'; readonly outcome: RestoreOutcome }
  | { readonly state: 'linked' | 'moved' };

const ASK_MILLISECONDS = 300;
const ASK_TIMES = 200;

let state: SessionState = { office: null, isCovered: false, reopening: null };
const listeners = new Set<() => void>();

export const session = {
  current: (): SessionState => state,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** Asks the office again who is signed in here; keeps the last answer when it cannot be reached. */
  refresh: async (): Promise<void> => {
    try {
      const office = await platform.call.session.state({});
      const isCovered = office.user !== null && (state.isCovered || office.user.isLocked);
      change({ office, isCovered, reopening: reopeningAfter(office) });
      // The window covered itself while the office could not be reached: now it hears of it.
      if (isCovered && office.user?.isLocked === false) await platform.call.session.lock({});
    } catch (error) {
      if (failureOf(error).kind !== 'offline') throw error;
    }
  },

  /** Signs in; refusals are thrown as the office sent them. */
  signIn: async (input: {
    readonly userName: string;
    readonly password: string;
    readonly code?: string;
  }): Promise<void> => {
    const { user, proof } = await platform.call.session.signIn(input);
    keepProof(proof);
    if (state.office) change({ ...state, office: { ...state.office, user }, isCovered: false });
    await session.refresh();
  },

  signOut: async (): Promise<void> => {
    try {
      await platform.call.session.signOut({});
    } finally {
      keepProof(null);
      await session.refresh();
    }
  },

  /** Covers the window now, and locks the session as soon as the office hears of it. */
  lock: async (): Promise<void> => {
    change({ ...state, isCovered: true });
    try {
      await platform.call.session.lock({});
    } catch (error) {
      if (failureOf(error).kind === 'bug') throw error;
    }
  },

  unlock: async (password: string): Promise<void> => {
    await platform.call.session.unlock({ password });
    change({ ...state, isCovered: false });
    await session.refresh();
  },

  /** The office has taken the wish for it: asks until it has been opened anew, for a minute at most. */
  awaitReopening: async (why: ReopeningReason): Promise<void> => {
    change({ ...state, reopening: { state: 'awaited', why } });
    for (let round = 0; round < ASK_TIMES; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, ASK_MILLISECONDS));
      await session.refresh();
      if (state.reopening?.state !== 'awaited') return;
    }
    change({ ...state, reopening: { state: 'unheard', why } });
  },

  /** What was told of it has been read. */
  forgetReopening: (): void => change({ ...state, reopening: null }),
};

/** What the answer says of it: another opening than the one known until now is the only proof that it ended. */
function reopeningAfter({ opening, restore }: OfficeState): Reopening | null {
  if (state.office === null || state.office.opening === opening) return state.reopening;
  if (restore) return { state: 'ended', outcome: restore };
  if (state.reopening?.state !== 'awaited') return null;
  const { why } = state.reopening;
  if (why === 'restore') return { state: 'unheard', why };
  return { state: why === 'link' ? 'linked' : 'moved' };
}

/** Any answer that says "you are not signed in" or "you are locked" makes the gate look again. */
connection.onError((error) => {
  if (failureOf(error).kind === 'signed_out') void session.refresh();
});

const RETRY_MILLISECONDS = 3_000;
let retry: ReturnType<typeof setInterval> | undefined;

/** While the office cannot be reached the window keeps asking; the first answer brings everything back. */
connection.subscribe(() => {
  clearInterval(retry);
  if (!connection.current().isOnline) retry = setInterval(() => void session.refresh(), RETRY_MILLISECONDS);
  else void session.refresh();
});

function change(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}
