import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import serveStatic from '@fastify/static';
import { RPCHandler } from '@orpc/server/fastify';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { FILE_BYTES_LIMIT } from '#modules/files/contract.ts';
import type { Connection } from '../connection.ts';
import type { Office } from '../office.ts';

/** A whole request: one file of the largest kind with its envelope. */
const BODY_LIMIT = FILE_BYTES_LIMIT + 1024 * 1024;
/** Before signing in there is nothing to send but names, passwords and the answers of the wizard. */
const STRANGER_BODY_LIMIT = 64 * 1024;
const DEVICE_DAYS = 400;

export interface HttpOptions {
  readonly office: Office;
  /** Built window code; without it only the procedures are served. */
  readonly rendererFolder: string | null;
  /** The LAN entrance: TLS, and only paired PCs. Null is the entrance for this PC alone. */
  readonly lan: { readonly key: string; readonly cert: string } | null;
}

/**
 * The HTTP entrance of the office. Every call is a POST to `/rpc/<procedure>` with the header `x-diwan`, which no
 * foreign page can send; a session also needs its proof beside the cookie.
 */
export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { office, lan, rendererFolder } = options;
  const server = fastify({
    ...{ bodyLimit: BODY_LIMIT, forceCloseConnections: true, logger: false, trustProxy: false },
    ...{ requestTimeout: 120_000, connectionTimeout: 0, keepAliveTimeout: 30_000 },
    ...(lan && { https: { key: lan.key, cert: lan.cert, minVersion: 'TLSv1.2' as const } }),
  });
  await server.register(helmet, securityHeaders(lan !== null));
  await server.register(cookie);
  server.addHook('onRequest', refuseForeign(lan !== null));
  server.setErrorHandler((error, _request, reply) => answerError(office, error, reply));
  await serveProcedures(server, options);
  if (rendererFolder !== null && existsSync(rendererFolder)) await serveWindow(server, rendererFolder);
  server.setNotFoundHandler((_request, reply) => reply.code(404).send());
  return server;
}

async function serveProcedures(server: FastifyInstance, { office, lan }: HttpOptions): Promise<void> {
  const handler = new RPCHandler<Connection>(office.router, { eventIteratorKeepAliveInterval: 20_000 });
  await server.register(async (scope) => {
    // oRPC reads the body itself; its size was judged by its declared length.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));
    scope.all('/rpc/*', async (request, reply) => {
      const context = connectionOf(office, { request, reply, isLan: lan !== null });
      if (isTooLargeFor(office, context, request)) {
        return void (await reply.code(413).header('connection', 'close').send());
      }
      const { matched } = await handler.handle(request, reply, { prefix: '/rpc', context });
      if (!matched) await reply.code(404).send();
    });
  });
}

/** A body is read before the gate asks who sent it, so a stranger's must be small. */
function isTooLargeFor({ core }: Office, connection: Connection, { headers }: FastifyRequest): boolean {
  return (
    Number(headers['content-length']) > STRANGER_BODY_LIMIT && (!connection.isPaired || !core.identify(connection))
  );
}

function connectionOf(
  office: Office,
  { request, reply, isLan }: { request: FastifyRequest; reply: FastifyReply; isLan: boolean },
): Connection {
  const sent = request.cookies;
  const proof = textOf(request.headers['x-diwan-proof']);
  const bearer = /^Bearer ([\w-]{43})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
  // Cookies do not tell ports apart: on one machine two offices would overwrite each other's.
  const cookieOf = (name: 'session' | 'device'): string => `diwan_${name}_${office.core.officeId.slice(0, 8)}`;
  const session = sent[cookieOf('session')];
  const device = sent[cookieOf('device')];
  const flags = { path: '/', httpOnly: true, sameSite: 'strict', secure: isLan } as const;
  return {
    kind: 'http',
    address: request.ip,
    userAgent: textOf(request.headers['user-agent']) ?? '',
    isHere: !isLan,
    isPaired: !isLan || (device !== undefined && office.core.devices.find(device) !== null),
    session: session !== undefined && proof !== null ? { cookie: session, proof } : null,
    token: bearer,
    keep: (name, secret) => {
      const key = cookieOf(name);
      if (secret === null) void reply.clearCookie(key, flags);
      else void reply.setCookie(key, secret, { ...flags, ...(name === 'device' && { maxAge: DEVICE_DAYS * 86_400 }) });
    },
  };
}

/** Stops what a browser would send for another page: wrong host, foreign origin, no header of ours, no length. */
function refuseForeign(isLan: boolean) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const host = request.headers.host ?? '';
    if (!isOwnHost(host, isLan)) return void (await reply.code(421).send());
    if (!request.url.startsWith('/rpc/')) return;
    const { origin } = request.headers;
    const isSame = origin === undefined || URL.parse(origin)?.host === host;
    if (!isSame || request.headers['x-diwan'] !== '1') return void (await reply.code(403).send());
    if (request.method !== 'POST') return void (await reply.code(405).send());
    const length = Number(request.headers['content-length'] ?? Number.NaN);
    // A body without a declared length could not be judged before it is read.
    if (!Number.isSafeInteger(length)) return void (await reply.code(411).header('connection', 'close').send());
    // Closed, or what follows of the body would be taken for the next request.
    if (length > BODY_LIMIT) await reply.code(413).header('connection', 'close').send();
  };
}

/** A name that an attacker's DNS points at this PC is not ours: addresses and localhost only. */
function isOwnHost(host: string, isLan: boolean): boolean {
  const name = URL.parse(`http://${host}`)?.hostname.replace(/^\[|\]$/g, '') ?? '';
  if (name === 'localhost' || name === '127.0.0.1' || name === '::1') return true;
  return isLan && isIP(name) !== 0;
}

/** The window's files, found when they are asked for: a new build is served without a restart. */
async function serveWindow(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(serveStatic, {
    root: folder,
    // Hashed names never change; the page that names them always may.
    setHeaders: (reply, path) => {
      const isHashed = path.includes('assets');
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

function securityHeaders(isLan: boolean) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // The component library writes its styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        connectSrc: ["'self'"],
        frameSrc: ['blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isLan ? { maxAge: 31_536_000 } : false,
    crossOriginResourcePolicy: { policy: 'same-origin' as const },
    referrerPolicy: { policy: 'no-referrer' as const },
  };
}

function answerError(office: Office, error: unknown, reply: FastifyReply): void {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status >= 500) office.core.log.error({ err: error }, 'request failed');
  void reply.code(status >= 400 && status < 600 ? status : 500).send();
}

function textOf(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? header : null;
}
