import { RPCHandler } from '@orpc/server/message-port';
import type { Connection } from '../connection.ts';
import type { Office } from '../office.ts';

type Port = Parameters<RPCHandler<Connection>['upgrade']>[0];

/**
 * The cookie's half of the desktop session. It stays in the office process, where no page script can read it, and
 * outlives a reload of the window, which brings a new port.
 */
export interface PortMemory {
  cookie: string | null;
}

/** Serves a window of this PC over a message port; the port itself is the way in. */
export function servePort(office: Office, port: Port, memory: PortMemory): void {
  const handler = new RPCHandler<Connection>(office.router, {
    rootInterceptors: [
      (options) => {
        const proof = options.request.headers['x-diwan-proof'];
        const { cookie } = memory;
        const session = typeof proof === 'string' && cookie !== null ? { cookie, proof } : null;
        return options.next({ ...options, context: { ...options.context, session } });
      },
    ],
  });
  handler.upgrade(port, {
    context: {
      ...{
        kind: 'port',
        address: 'this-pc',
        userAgent: 'diwan-desktop',
        isHere: true,
        isPaired: true,
        session: null,
        token: null,
      },
      keep: (name, secret) => {
        if (name === 'session') memory.cookie = secret;
      },
    },
  });
}
