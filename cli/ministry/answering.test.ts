import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Refusal, refusal } from '#db/refusal.ts';
import { assert } from '#kernel/assert.ts';
import { testPool } from '#test/test-pool.ts';
import { refusingWhileAway } from './answering.ts';

/** The port of something that is no PostgreSQL, and does this with whoever comes. */
async function portOf(withSocket: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    withSocket(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  // A server that listens on a port has an address of this form.
  return (server.address() as AddressInfo).port;
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A service that asks the database of a port. */
function serviceAt(port: number) {
  const pool = testPool(`postgresql://diwan@127.0.0.1:${port}/postgres`);
  onTestFinished(() => pool.end());
  return refusingWhileAway({ offices: async () => (await pool.query<{ one: number }>('SELECT 1 AS one')).rows });
}

async function codeOf(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof Refusal ? error.message : String(error);
}

describe('what is asked while PostgreSQL is away', () => {
  it.each([
    ['nobody listens', closedPort],
    ['the connection is cut', () => portOf((socket) => socket.destroy())],
  ])('is refused where %s', async (_what, port) => {
    expect(await codeOf(serviceAt(await port()).offices())).toBe('CENTRE_AWAY');
  });

  it('is refused where the connection was waited for in vain, which has no code', async () => {
    const vain = new Error('timeout exceeded when trying to connect');
    expect(await codeOf(refusingWhileAway({ ask: () => Promise.reject(vain) }).ask())).toBe('CENTRE_AWAY');
  });

  it.each(['ECONNRESET', '57P01', '57P03', '08006', '53300'])('is refused with %s', async (code) => {
    const service = refusingWhileAway({ ask: () => Promise.reject(Object.assign(new Error('away'), { code })) });
    expect(await codeOf(service.ask())).toBe('CENTRE_AWAY');
  });
});

describe('what else goes wrong', () => {
  it('stays what it was: a refusal, a fault of the program, a broken question', async () => {
    const service = refusingWhileAway({
      refuse: () => Promise.reject(refusal('OFFICE_UNKNOWN')),
      fault: async (isHeld: boolean) => {
        await Promise.resolve();
        assert(isHeld, 'It holds.');
      },
      broken: () => Promise.reject(Object.assign(new Error('no such table'), { code: '42P01' })),
    });
    expect(await codeOf(service.refuse())).toBe('OFFICE_UNKNOWN');
    expect(await codeOf(service.fault(false))).toBe('AssertionError: It holds.');
    expect(await codeOf(service.broken())).toBe('Error: no such table');
    expect(await codeOf(service.fault(true))).toBe('null');
  });
});
