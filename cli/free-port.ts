import { once } from 'node:events';
import { createServer } from 'node:net';
import { EXIT, Misuse } from './outcome.ts';

/** Refuses `PORT_BUSY` before anything is made for an office that could then not be served. */
export async function demandFreePort(port: number): Promise<void> {
  const probe = createServer().listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch (error) {
    throw portProblem(error, port);
  }
  probe.close();
  await once(probe, 'close');
}

/** What listening on a port threw: `PORT_BUSY` where the port is not to be had, otherwise the same. */
export function portProblem(error: unknown, port: number): unknown {
  const isBusy = error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
  if (!isBusy) return error;
  return new Misuse('PORT_BUSY', `Another program holds port ${port}. Close it, or give --port.`, EXIT.refused);
}
