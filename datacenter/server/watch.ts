import fastify, { type FastifyInstance } from 'fastify';

export interface WatchOptions {
  readonly version: string;
  readonly schema: number;
  /** Asks the database; rejects when it does not answer. */
  readonly look: () => Promise<{
    readonly migration: number;
    readonly lagOps: number;
    readonly oldestAt: number | null;
  }>;
  readonly isBusy: () => boolean;
  readonly metrics: () => string;
}

const PATIENCE = 3_000;

/**
 * Health and metrics, on a port of their own that only this machine reaches unless it is told otherwise. Nothing here
 * names a person; the numbers of offices it does.
 */
export function buildWatch({ version, schema, look, isBusy, metrics }: WatchOptions): FastifyInstance {
  const server = fastify({ logger: false, bodyLimit: 1_024, requestTimeout: 10_000 });
  server.get('/health', async (_request, reply) => {
    try {
      const { migration, lagOps, oldestAt } = await within(look());
      const state = isBusy() ? 'busy' : 'ok';
      return await reply.send({ state, database: true, version, schema, migration, lagOps, oldestAt });
    } catch {
      // Why the database does not answer stands in the log; who asks here wants to know whether it does.
      return reply.code(503).send({ state: 'down', database: false, version, schema });
    }
  });
  server.get('/metrics', async (_request, reply) =>
    reply.header('content-type', 'text/plain; version=0.0.4; charset=utf-8').send(metrics()),
  );
  server.setErrorHandler((_error, _request, reply) => void reply.code(500).send());
  server.setNotFoundHandler((_request, reply) => void reply.code(404).send());
  return server;
}

async function within<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('No answer in time.')), PATIENCE);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
