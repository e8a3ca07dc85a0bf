import { DynamicLink, type ClientLink } from '@orpc/client';
import { RPCLink as HttpLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { proofOfSession } from './proof.ts';
import { PORT_MESSAGE, shell } from './shell.ts';

type Link = ClientLink<Record<never, never>>;

/** The question never reached the office, or its answer never came back. What was asked for may be asked again. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super('The office service does not answer.', { cause });
    this.name = 'ConnectionLost';
  }
}

/** Can the office be reached, and how often has it been started anew under this window? */
export interface ConnectionState {
  readonly isOnline: boolean;
  readonly restarts: number;
}

let state: ConnectionState = { isOnline: true, restarts: 0 };
const listeners = new Set<() => void>();
const refusalListeners = new Set<(error: unknown) => void>();

export const connection = {
  current: (): ConnectionState => state,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Hears of every answer that was an error. */
  onError: (listener: (error: unknown) => void): void => {
    refusalListeners.add(listener);
  },
};

/** The one link of the app: over the desktop shell's port, or over HTTP. */
export const link: Link = shell ? portLink(shell) : httpLink();

function httpLink(): Link {
  return new HttpLink({
    url: () => `${window.location.origin}/rpc`,
    headers: requestHeaders,
    fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
    interceptors: [watched],
  });
}

/** The office may be restarted under the window: each new port replaces the link, and waiting calls use the new one. */
function portLink(desktop: NonNullable<typeof shell>): Link {
  let arrived: (link: Link) => void;
  let current = new Promise<Link>((resolve) => (arrived = resolve));
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const [port] = event.ports;
    const isOurs = event.source === window && isPortMessage(event.data);
    if (!isOurs || !port) return;
    const next = new PortLink({ port, headers: requestHeaders, interceptors: [watched] });
    port.start();
    arrived(next);
    current = Promise.resolve(next);
  });
  desktop.onOfficeRestarted(() => {
    current = new Promise<Link>((resolve) => (arrived = resolve));
    change({ isOnline: true, restarts: state.restarts + 1 });
    desktop.connect();
  });
  desktop.connect();
  return new DynamicLink(() => current);
}

function requestHeaders(): Record<string, string> {
  const proof = proofOfSession();
  return { 'x-diwan': '1', ...(proof !== null && { 'x-diwan-proof': proof }) };
}

/** Notices on the way of every call whether the office answers, and what it refuses. */
async function watched({
  next,
  signal,
}: {
  readonly next: () => Promise<unknown>;
  readonly signal?: AbortSignal | undefined;
}): Promise<unknown> {
  try {
    const answer = await next();
    change({ ...state, isOnline: true });
    return answer;
  } catch (error) {
    if (signal?.aborted === true) throw error;
    if (!isTransportFailure(error)) {
      change({ ...state, isOnline: true });
      for (const listener of refusalListeners) listener(error);
      throw error;
    }
    change({ ...state, isOnline: false });
    throw new ConnectionLost(error);
  }
}

/** `fetch` fails with a TypeError when nothing answers; a closed port aborts what waits on it. */
function isTransportFailure(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && error.name === 'AbortError');
}

function change(next: ConnectionState): void {
  if (next.isOnline === state.isOnline && next.restarts === state.restarts) return;
  state = next;
  for (const listener of listeners) listener();
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === PORT_MESSAGE;
}
