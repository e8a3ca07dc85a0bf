import { hash } from 'node:crypto';
import { Agent, request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { zstdDecompressSync } from 'node:zlib';
import { SYNC_PATHS, type EnrolAnswer, type EnrolRequest } from '#kernel/sync/enrolment.ts';

export interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A line that sends whatever a test wants: what an honest office never would. */
export class PlainLine {
  readonly #address: string;
  readonly #fingerprint: string;
  readonly #agent = new Agent({ keepAlive: true, rejectUnauthorized: false });

  constructor(address: string, fingerprint: string) {
    this.#address = address;
    this.#fingerprint = fingerprint;
  }

  close(): void {
    this.#agent.destroy();
  }

  /** Posts anything anywhere. */
  post(path: string, body: Uint8Array | string, type = 'application/json'): Promise<Heard> {
    const { promise, resolve, reject } = Promise.withResolvers<Heard>();
    const bytes = Buffer.from(body);
    const headers = { 'content-type': type, 'content-length': bytes.length, 'accept-encoding': 'zstd' };
    const asked = httpsRequest(new URL(path, this.#address), { method: 'POST', agent: this.#agent, headers });
    asked.on('socket', (socket) => {
      const check = (): void => {
        const { raw } = (socket as TLSSocket).getPeerCertificate();
        if (hash('sha256', raw) !== this.#fingerprint) asked.destroy(new Error('another certificate'));
      };
      if ((socket as TLSSocket).getPeerCertificate().raw) check();
      else socket.once('secureConnect', check);
    });
    asked.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const sent = Buffer.concat(parts);
        const isPacked = response.headers['content-encoding'] === 'zstd';
        resolve({
          ...{ status: response.statusCode ?? 0, headers: response.headers },
          body: isPacked ? zstdDecompressSync(sent) : sent,
        });
      });
    });
    asked.on('error', reject);
    asked.end(bytes);
    return promise;
  }

  async enrol(asked: EnrolRequest): Promise<EnrolAnswer> {
    const { body } = await this.post(SYNC_PATHS.enrol, JSON.stringify(asked));
    return JSON.parse(body.toString('utf8')) as EnrolAnswer;
  }
}
