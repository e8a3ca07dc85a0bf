import { hash } from 'node:crypto';
import { Agent, request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { zstdDecompressSync } from 'node:zlib';
import { ANSWER_SIGNATURE_HEADER, SYNC_PATHS, type EnrolAnswer, type EnrolRequest } from '#kernel/sync/enrolment.ts';
import { decodeFrame } from '#kernel/sync/frame.ts';
import type { Answer, Call } from '#kernel/sync/messages.ts';
import { isSignedBy } from '#db/wire.ts';

export interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A plain HTTPS line to the data centre that takes one certificate and nothing else. */
export class Line {
  /** May be another server of the same data centre. */
  address: string;
  readonly #fingerprint: string;
  readonly #agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  centreKey = '';

  constructor(address: string, fingerprint: string) {
    this.address = address;
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
    const asked = httpsRequest(new URL(path, this.address), { method: 'POST', agent: this.#agent, headers });
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

  /** Asks, and takes only an answer that the data centre has signed for this question. */
  async send(call: Call): Promise<Answer> {
    const { heard, question } = await this.#asked(call);
    const signed = Buffer.concat([Buffer.from(`${question}\n`), heard.body]);
    const signature = heard.headers[ANSWER_SIGNATURE_HEADER];
    if (typeof signature !== 'string' || !isSignedBy(this.centreKey, signed, signature)) {
      throw Object.assign(new Error(`unsigned answer ${heard.status}`), { status: heard.status });
    }
    return JSON.parse(heard.body.toString('utf8')) as Answer;
  }

  async #asked(call: Call): Promise<{ readonly heard: Heard; readonly question: string }> {
    if (call.kind === 'push') {
      const frame = decodeFrame(call.frame);
      const heard = await this.post(SYNC_PATHS.push, call.frame, 'application/octet-stream');
      return { heard, question: frame.ok ? frame.value.header.signature : '' };
    }
    return { heard: await this.post(SYNC_PATHS.call, JSON.stringify(call)), question: call.signature };
  }
}
