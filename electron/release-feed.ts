import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReadyRelease } from '#kernel/sync/release.ts';

/** A place on this PC alone from which the updater takes a release; closed when it has it. */
export interface ReleaseFeed {
  /** `http://127.0.0.1:…/…/`. */
  readonly address: string;
  close(): void;
}

/**
 * Serves one installer, and the list that names it, to the updater of this very process: it takes releases over HTTP
 * only. The list is made of what the data centre has signed, so the updater compares the file's hash once more while it
 * copies it, and whoever could change the file in between gains nothing. The path cannot be guessed.
 */
export async function serveRelease(release: ReadyRelease): Promise<ReleaseFeed> {
  const base = `/${randomBytes(16).toString('hex')}/`;
  const server = createServer((request, response) => answer(release, { base, request, response }));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, resolve);
  await promise;
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${base}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Exchange {
  readonly base: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

function answer(release: ReadyRelease, { base, request, response }: Exchange): void {
  // Anybody on this PC may ask, and anything: what is asked is compared and never taken apart.
  const [path = ''] = (request.url ?? '').split('?');
  const name = request.method === 'GET' && path.startsWith(base) ? path.slice(base.length) : '';
  // Which list is asked for depends on the system: `latest.yml`, `latest-linux.yml`.
  if (/^[a-z-]+\.yml$/.test(name)) {
    response.writeHead(200, { 'content-type': 'text/yaml' }).end(listOf(release));
    return;
  }
  // The name of a package has only letters that an address leaves as they are (`judgePackage`).
  if (name !== release.name) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': release.bytes });
  const file = createReadStream(release.path);
  // The updater sees that the end is missing.
  file.once('error', () => response.destroy());
  file.pipe(response);
}

/** What electron-builder would have written. JSON is YAML. */
function listOf({ version, name, bytes, sha512, needsAdministrator }: ReadyRelease): string {
  const file = { url: name, sha512, size: bytes, isAdminRightsRequired: needsAdministrator };
  return JSON.stringify({ version, files: [file], path: name, sha512, releaseDate: new Date(0).toISOString() });
}
