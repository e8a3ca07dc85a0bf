import { createHash } from 'node:crypto';
import { Agent, request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { connect, type TLSSocket } from 'node:tls';
import type { z } from 'zod';
import { ANSWER_SIGNATURE_HEADER, SYNC_PATHS, type EnrolAnswer, type EnrolRequest } from '#kernel/sync/enrolment.ts';
import { decodeFrame } from '#kernel/sync/frame.ts';
import { encodeFileCall } from '#kernel/sync/file-messages.ts';
import type { Answer, Call } from '#kernel/sync/messages.ts';
import { isSignedBy, zstd } from '#db/wire.ts';
import { answerSchema, enrolAnswerSchema } from './answers.ts';
import { fileAnswerSchema, type FileNet } from './file-line.ts';
import type { Link } from './link-file.ts';
import type { Net } from './ports.ts';

export type LineFault =
  'SYNC_NO_ANSWER' | 'SYNC_WRONG_CERTIFICATE' | 'SYNC_FORGED_ANSWER' | 'SYNC_BUSY' | 'SYNC_REFUSED';

/** Why an answer did not come. Nothing is lost by it: the same is sent again later. */
export class LineError extends Error {
  readonly fault: LineFault;
  /** How long the data centre asks to be left alone, where it said so. */
  readonly retryAfterMs: number | null;

  constructor(fault: LineFault, retryAfterMs: number | null = null) {
    super(fault);
    this.fault = fault;
    this.retryAfterMs = retryAfterMs;
  }
}

const CONNECT_MS = 10_000;
/** A slow line is waited for as long as something comes. */
const IDLE_MS = 30_000;
const ANSWER_BYTES_LIMIT = 16 * 1024 * 1024;

/** A line that is kept open while it is used. */
export interface Line extends Net, FileNet {
  close(): void;
}

/** The line to the data centre over TLS: its one certificate, and its signature under every answer. */
export function openLine({
  address,
  fingerprint,
  centreKey,
}: Pick<Link, 'address' | 'fingerprint' | 'centreKey'>): Line {
  const agent = pinnedAgent(fingerprint);
  const ask = async <T>({ path, type, body, signature }: Question, schema: z.ZodType<T>): Promise<T> => {
    const answer = await post(agent, new URL(path, address), { type, body });
    // What is not signed is no answer of the data centre: its status tells why there is none.
    if (answer.signature === null) throw faultOf(answer);
    demandGenuine(answer, { signature, centreKey });
    return answerOf(answer.body, schema);
  };
  return {
    send: (call) => ask<Answer>(questionOf(call), answerSchema),
    sendFile: (call) =>
      ask(
        {
          ...{ path: SYNC_PATHS.file, type: 'application/octet-stream', body: encodeFileCall(call) },
          signature: call.request.signature,
        },
        fileAnswerSchema,
      ),
    close: () => agent.destroy(),
  };
}

/** Asks to be enrolled; the certificate is that of the invitation. */
export async function askEnrolment(
  { address, fingerprint }: Pick<Link, 'address' | 'fingerprint'>,
  asked: EnrolRequest,
): Promise<EnrolAnswer> {
  const agent = pinnedAgent(fingerprint);
  try {
    const answer = await post(agent, new URL(SYNC_PATHS.enrol, address), {
      ...{ type: 'application/json', body: Buffer.from(JSON.stringify(asked)) },
    });
    const { success, data } = enrolAnswerSchema.safeParse(parsed(answer.body));
    if (!success) throw faultOf(answer);
    return data;
  } finally {
    agent.destroy();
  }
}

interface Sent {
  readonly type: string;
  readonly body: Uint8Array;
}

interface Question extends Sent {
  readonly path: string;
  /** Of the question: what the answer is signed with. */
  readonly signature: string;
}

function questionOf(call: Call): Question {
  if (call.kind === 'signed') {
    const body = Buffer.from(JSON.stringify(call));
    return { path: SYNC_PATHS.call, type: 'application/json', body, signature: call.signature };
  }
  const frame = decodeFrame(call.frame);
  return {
    ...{ path: SYNC_PATHS.push, type: 'application/octet-stream', body: call.frame },
    signature: frame.ok ? frame.value.header.signature : '',
  };
}

interface Received {
  readonly status: number;
  readonly retryAfterMs: number | null;
  readonly body: Buffer;
  readonly signature: string | null;
}

async function post(agent: Agent, url: URL, { type, body }: Sent): Promise<Received> {
  const options: RequestOptions = {
    ...{ agent, method: 'POST', timeout: IDLE_MS },
    headers: { 'content-type': type, 'content-length': body.length, 'accept-encoding': 'zstd' },
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const asking = request(url, options, resolve);
  asking.once('timeout', () => asking.destroy());
  // Not once: a question that failed while it waited for a connection may hear so again when there is one, and an error
  // that nobody hears ends the office.
  asking.on('error', (error) => reject(error instanceof LineError ? error : new LineError('SYNC_NO_ANSWER')));
  asking.end(body);
  const response = await promise;
  const received = await readAll(response);
  const signature = response.headers[ANSWER_SIGNATURE_HEADER];
  const opened = response.headers['content-encoding'] === 'zstd' ? zstd.open(received, ANSWER_BYTES_LIMIT) : received;
  if (opened === null) throw new LineError('SYNC_FORGED_ANSWER');
  return {
    ...{ status: response.statusCode ?? 0, retryAfterMs: secondsOf(response.headers['retry-after']) },
    ...{ body: bufferOver(opened), signature: typeof signature === 'string' ? signature : null },
  };
}

/** The same bytes, not a copy. */
function bufferOver({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

function faultOf({ status, retryAfterMs }: Received): LineError {
  if (status === 503 || status === 429) return new LineError('SYNC_BUSY', retryAfterMs);
  // A page that answers "all is well" without a signature is somebody else's, such as a hotel's.
  if (status === 200) return new LineError('SYNC_FORGED_ANSWER');
  return new LineError(status >= 500 ? 'SYNC_NO_ANSWER' : 'SYNC_REFUSED');
}

async function readAll(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    // A response without an encoding gives buffers.
    for await (const part of response as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > ANSWER_BYTES_LIMIT) throw new LineError('SYNC_FORGED_ANSWER');
      parts.push(part);
    }
  } catch (error) {
    response.destroy();
    throw error instanceof LineError ? error : new LineError('SYNC_NO_ANSWER');
  }
  return Buffer.concat(parts);
}

function secondsOf(header: string | undefined): number | null {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3_600) * 1_000 : null;
}

function demandGenuine(
  { body, signature }: Received,
  question: { readonly signature: string; readonly centreKey: string },
): void {
  const signed = Buffer.concat([Buffer.from(`${question.signature}\n`), body]);
  if (signature === null || !isSignedBy(question.centreKey, signed, signature)) {
    throw new LineError('SYNC_FORGED_ANSWER');
  }
}

function answerOf<T>(body: Buffer, schema: z.ZodType<T>): T {
  const { success, data } = schema.safeParse(parsed(body));
  if (!success) throw new LineError('SYNC_FORGED_ANSWER');
  return data;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // A captive portal's page, or half an answer: the schema refuses it.
    return null;
  }
}

/** Connections on which nothing is sent before the certificate was compared. */
function pinnedAgent(fingerprint: string): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, maxCachedSessions: 0 });
  agent.createConnection = (options, connected) => {
    const { host, port } = options as { readonly host: string; readonly port: number };
    // Nobody vouches for it but the administrator who compared it: the chain of authorities is not asked.
    const socket: TLSSocket = connect({ host, port, rejectUnauthorized: false, minVersion: 'TLSv1.3' });
    const fail = (error: LineError): void => {
      socket.destroy();
      connected?.(error, socket);
    };
    socket.setTimeout(CONNECT_MS, () => fail(new LineError('SYNC_NO_ANSWER')));
    socket.once('error', () => fail(new LineError('SYNC_NO_ANSWER')));
    socket.once('secureConnect', () => {
      socket.setTimeout(0);
      // Typed as always there; a peer may have shown none.
      const { raw } = socket.getPeerCertificate() as { readonly raw?: Buffer };
      const shown = raw && createHash('sha256').update(raw).digest('hex');
      if (shown === fingerprint) connected?.(null, socket);
      else fail(new LineError('SYNC_WRONG_CERTIFICATE'));
    });
    return undefined;
  };
  return agent;
}
