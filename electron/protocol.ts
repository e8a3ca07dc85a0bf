import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { APP_SCHEME, isOwnAddress } from './origin.ts';

/** The same policy that the office service sends to a browser. */
export const CONTENT_POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  // The component library writes its styles at run time.
  `style-src 'self' 'unsafe-inline'`,
  `font-src 'self'`,
  `img-src 'self' blob: data:`,
  // Procedures travel over the port: the window has nobody else to call.
  `connect-src 'self'`,
  `frame-src blob:`,
  `object-src 'none'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Must be called before Electron is ready. A standard, secure origin: storage, modules and the policy work as on https. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built window code, and nothing beside its folder, under `app://diwan/`. */
export function serveApp({ protocol: handlers }: Session, folder: string): void {
  handlers.handle(APP_SCHEME, (request) => answer(folder, request));
}

async function answer(folder: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return empty(405);
  if (!isOwnAddress(request.url)) return empty(404);
  const path = await fileFor(folder, new URL(request.url).pathname);
  if (path === null || extname(path) === '') return empty(404);
  const type = types[extname(path)] ?? 'application/octet-stream';
  return new Response(await readFile(path), { headers: { ...headers, 'content-type': type } });
}

/** The file behind a path. Null for anything that leads outside. */
async function fileFor(folder: string, pathname: string): Promise<string | null> {
  const wanted = decode(pathname);
  if (wanted === null || wanted.includes('\0') || wanted.includes('\\')) return null;
  const relative = wanted === '/' ? 'index.html' : wanted;
  try {
    const [root, path] = await Promise.all([realpath(folder), realpath(join(folder, relative))]);
    // A link inside the folder that leads out of it is refused as well as `..`.
    return path.startsWith(root + sep) ? path : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

const headers = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

function empty(status: number): Response {
  return new Response(null, { status, headers });
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // A broken escape names no file.
    return null;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG';
}
