import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ANSWER_SIGNATURE_HEADER, SYNC_PATHS, type EnrolAnswer } from '#kernel/sync/enrolment.ts';
import { decodeFrame, FRAME_LIMITS } from '#kernel/sync/frame.ts';
import { FILE_CALL_BYTES, splitFileCall, type FileAnswer } from '#kernel/sync/file-messages.ts';
import type { Call, SignedRequest } from '#kernel/sync/messages.ts';
import { answer } from '#datacenter/protocol/entrance.ts';
import { answerFile } from '#datacenter/protocol/files.ts';
import { enrolByCode } from '#datacenter/protocol/enrolment-codes.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { toldText, type Told } from '#datacenter/protocol/told.ts';
import type { Certificate } from '#datacenter/storage/certificate.ts';
import { addressKey, Buckets, Places, PlacesOfEach } from './admission.ts';
import { demandPace, onceArrived, SharedPlaces } from './arrivals.ts';
import type { ServerFigures } from './figures.ts';
import type { Logger } from './log.ts';
import { readEnrolRequest, readSignedRequest } from './requests.ts';

export interface EntranceOptions {
  readonly ports: DatacenterPorts;
  readonly certificate: Certificate;
  readonly centreKey: string;
  readonly exchangeKey: string;
  readonly zstd: (bytes: Uint8Array) => Uint8Array;
  readonly limits: EntranceLimits;
  readonly figures: ServerFigures;
  readonly log: Logger;
  /** The office has sent something, and it is stored: whoever applies may look. */
  readonly onStored: (office: number) => void;
}

export interface EntranceLimits {
  /** Frames that are judged and stored at one time. */
  readonly pushesAtOnce: number;
  /** Frames on their way: each may hold a megabyte of memory, and nobody knows yet whose it is. */
  readonly framesOnTheWay: number;
  readonly connections: number;
  /** How much of these, and of files on their way, one address may hold: many offices may stand behind one. */
  readonly shareOfAddress: number;
  /** Addresses of what stands before the servers, where all callers come from: it holds each to a share itself. */
  readonly proxies: readonly string[];
  /** How many milliseconds a body may bring nothing; after that it has to come at a kilobyte a second. */
  readonly graceOfBody: number;
  readonly deviceBytesPerMinute: number;
  /** Chunks of attached files that are answered at one time, and what one office may send and fetch of them. */
  readonly filesAtOnce: number;
  readonly officeFileBytesPerMinute: number;
  /** Calls that are answered at one time, and that one PC may make. */
  readonly callsAtOnce: number;
  readonly deviceCallsPerMinute: number;
  /** Codes that are judged at one time: a right one may come among any number of wrong ones. */
  readonly enrolmentsAtOnce: number;
}

/** A signed request as JSON: its body of 64 KB may double when it is quoted. */
const CALL_BYTES = 160 * 1024;
const FRAME_BYTES = FRAME_LIMITS.frameBytes + FRAME_LIMITS.headerBytes + 5;
const ENROL_BYTES = 4 * 1024;
/** Below this, compression costs more than it saves. */
const PLAIN_BYTES = 1_024;
/** A day's work of an office: what is larger may take three quarters of the places, so that these go first. */
const SMALL_FRAME_BYTES = 32 * 1024;
const SHARE_OF_LARGE = 0.75;
/** A place is free again within moments; what matters is that not all come back in the same one. */
const BUSY_SECONDS = 3;
/** Files wait longer: until what is stored is applied. */
const RELIEF_SECONDS = 60;
/** For each chunk that is answered so many may be on their way. */
const FILES_WAITING = 8;
/** Calls of one PC that are answered at one time. */
const CALLS_OF_DEVICE = 2;
/** A call that takes long counts for as many as would have been answered meanwhile. */
const MILLISECONDS_OF_CALL = 30;
/** At least so much each op of a frame counts, however well nothing can be compressed. */
const OP_BYTES = 25;
/** Each fork is kept by the witness for good, and a sound PC has one in years: one counts as a tenth of a minute's calls. */
const SHARE_OF_FORK = 0.1;

/**
 * The data centre's entrance for offices: four paths over TLS, each with its limit, and nothing else. What the
 * protocol answers has status 200, a refusal too: its body is signed and names the code. Another status comes from the
 * entrance itself, unsigned: 503 and 429 with `Retry-After`, 413, 415, 404. A refusal says as little as the caller
 * needs: of two reasons why a stranger is one, he hears the same.
 */
export function buildEntrance(options: EntranceOptions): FastifyInstance {
  const { certificate, log } = options;
  const server = fastify({
    ...{ logger: false, trustProxy: false, bodyLimit: ENROL_BYTES, exposeHeadRoutes: false },
    // A frame may crawl over a bad line; what sends nothing at all is let go.
    ...{ requestTimeout: 15 * 60_000, connectionTimeout: 60_000, keepAliveTimeout: 60_000 },
    https: { cert: certificate.cert, key: certificate.key, minVersion: 'TLSv1.2' as const },
  });
  server.removeAllContentTypeParsers();
  for (const type of ['application/json', 'application/octet-stream']) {
    server.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  }
  server.setErrorHandler((error, _request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status >= 500) log.error({ err: error }, 'a request failed');
    if (status === 413) options.figures.refused('TOO_LARGE');
    void reply.code(status >= 400 && status < 600 ? status : 500).send();
  });
  server.setNotFoundHandler((_request, reply) => void reply.code(404).send());
  const entrance = new Entrance(options);
  server.server.on('connection', (socket: Socket) => entrance.connectOrHangUp(socket));
  server.addHook('preParsing', (_request, _reply, payload, done) => {
    // Nothing has come between the socket and here.
    demandPace(payload as IncomingMessage, options.limits.graceOfBody, () => options.figures.refused('TOO_SLOW'));
    done(null, payload);
  });
  const noStore = async (_request: FastifyRequest, reply: FastifyReply): Promise<void> =>
    void reply.header('cache-control', 'no-store');
  server.addHook('onRequest', noStore);
  server.addHook('onResponse', (_request, { statusCode }, done) => {
    options.figures.answered(statusCode);
    done();
  });
  const turnAway = async (request: FastifyRequest, reply: FastifyReply): Promise<void> =>
    entrance.receiveOrTurnAway(request, reply);
  server.post(SYNC_PATHS.call, { bodyLimit: CALL_BYTES }, (request, reply) => entrance.call(request, reply));
  server.post(SYNC_PATHS.push, { bodyLimit: FRAME_BYTES, onRequest: turnAway }, (request, reply) =>
    entrance.push(request, reply),
  );
  const rowsFirst = async (request: FastifyRequest, reply: FastifyReply): Promise<void> =>
    entrance.receiveFileOrTurnAway(request, reply);
  server.post(SYNC_PATHS.file, { bodyLimit: FILE_CALL_BYTES, onRequest: rowsFirst }, (request, reply) =>
    entrance.file(request, reply),
  );
  server.post(SYNC_PATHS.enrol, { bodyLimit: ENROL_BYTES }, (request, reply) => entrance.enrol(request, reply));
  return server;
}

class Entrance {
  readonly #options: EntranceOptions;
  readonly #pushes: Places;
  readonly #bytes: Buckets<string>;
  readonly #calls: Places;
  readonly #callsOfDevice: Buckets<string>;
  readonly #callsUnderWay = new PlacesOfEach<string>(CALLS_OF_DEVICE);
  readonly #enrolments: Places;
  readonly #files: Places;
  readonly #fileBytes: Buckets<number>;
  readonly #connections: SharedPlaces;
  readonly #onTheWay: SharedPlaces;
  readonly #filesOnTheWay: SharedPlaces;

  constructor(options: EntranceOptions) {
    const { limits, ports } = options;
    this.#options = options;
    this.#pushes = new Places(limits.pushesAtOnce);
    this.#bytes = new Buckets({ perMinute: limits.deviceBytesPerMinute, keys: 10_000 }, ports.now);
    this.#calls = new Places(limits.callsAtOnce);
    this.#callsOfDevice = new Buckets({ perMinute: limits.deviceCallsPerMinute, keys: 10_000 }, ports.now);
    this.#enrolments = new Places(limits.enrolmentsAtOnce);
    this.#files = new Places(limits.filesAtOnce);
    this.#fileBytes = new Buckets({ perMinute: limits.officeFileBytesPerMinute, keys: 10_000 }, ports.now);
    const { shareOfAddress, proxies } = limits;
    const shared = (places: number): SharedPlaces => new SharedPlaces({ places, shareOfAddress, proxies });
    this.#connections = shared(limits.connections);
    this.#onTheWay = shared(limits.framesOnTheWay);
    this.#filesOnTheWay = shared(FILES_WAITING * limits.filesAtOnce);
  }

  /** Before anything is heard of a connection: one address leaves places to the others. */
  connectOrHangUp(socket: Socket): void {
    const giveBack = this.#connections.take(socket.remoteAddress);
    if (giveBack === null) return void socket.destroy();
    socket.once('close', giveBack);
  }

  /** Before a frame is read: bytes that would be sent again are better not sent now. */
  async receiveOrTurnAway({ headers, ip, raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const share = shareOf(Number(headers['content-length']));
    const giveBack = this.#pushes.isFullFor(share) ? null : this.#onTheWay.take(ip, share);
    if (giveBack === null) return void (await busy(reply, BUSY_SECONDS, 503));
    keepUntilArrived(raw, reply, giveBack);
  }

  /** Files wait for rows: while frames have no place, or applying is far behind, no chunk is read. */
  async receiveFileOrTurnAway({ ip, raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { ports } = this.#options;
    const isBusy = ports.isBusy(0);
    const isFull = isBusy || this.#pushes.isFull || this.#files.isFull;
    const giveBack = isFull ? null : this.#filesOnTheWay.take(ip);
    if (giveBack === null) {
      return void (await busy(reply, isBusy ? RELIEF_SECONDS : BUSY_SECONDS, 503));
    }
    keepUntilArrived(raw, reply, giveBack);
  }

  async file({ body }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const started = performance.now();
    const { figures } = this.#options;
    const halves = Buffer.isBuffer(body) ? splitFileCall(body) : null;
    const request = halves && readSignedRequest(Buffer.from(halves.request));
    const wait = request ? this.#fileBytes.waitOf(request.office) : 0;
    if (wait > 0) return busy(reply, Math.ceil(wait / 1000), 429);
    const content = halves?.content ?? new Uint8Array();
    const given = request ? await this.#files.during(() => this.#answerFile(request, content)) : malformed;
    if (given === null) return busy(reply, BUSY_SECONDS, 503);
    if (request && !(given.kind === 'refused' && given.code === 'DEVICE_UNKNOWN')) {
      // Only what was proved to come from the office is counted against it.
      const isPiece = given.kind === 'piece' || given.kind === 'release-piece';
      const told = isPiece ? given.content.length : 0;
      this.#fileBytes.take(request.office, Math.max(1, content.length + told));
    }
    if (given.kind === 'kept') figures.storedChunk(content.length);
    figures.took(SYNC_PATHS.file, performance.now() - started);
    return this.#reply(reply, request?.signature ?? '', given);
  }

  async call({ body, ip }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const started = performance.now();
    const { limits, figures } = this.#options;
    const asked = readSignedRequest(body);
    if (!asked) return this.#reply(reply, '', malformed);
    const device = deviceOf(asked);
    const wait = this.#callsOfDevice.waitOf(device);
    if (wait > 0) return busy(reply, Math.ceil(wait / 1000), 429);
    // Nobody has proved yet that it is he: who only names a PC from elsewhere takes no place from it.
    const caller = `${addressKey(ip)} ${device}`;
    const given = await this.#callsUnderWay.during(caller, () => this.#calls.during(() => this.#answer(asked)));
    if (given === null) return busy(reply, BUSY_SECONDS, 503);
    const took = performance.now() - started;
    if (!(given.kind === 'refused' && given.code === 'DEVICE_UNKNOWN' && given.isReplaced !== true)) {
      const fork = parts(given) ? SHARE_OF_FORK * limits.deviceCallsPerMinute : 0;
      this.#callsOfDevice.take(device, Math.max(1, took / MILLISECONDS_OF_CALL, fork));
    }
    figures.took(SYNC_PATHS.call, took);
    return this.#reply(reply, asked.signature, given);
  }

  async push({ body }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const started = performance.now();
    const { figures, onStored, log, limits } = this.#options;
    const frame = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const read = decodeFrame(frame);
    const header = read.ok ? read.value.header : null;
    const wait = header ? this.#bytes.waitOf(deviceOf(header)) : 0;
    if (wait > 0) return busy(reply, Math.ceil(wait / 1000), 429);
    const given = await this.#pushes.during(() => this.#answer({ kind: 'push', frame }), shareOf(frame.length));
    if (given === null) return busy(reply, BUSY_SECONDS, 503);
    const isKnown = given.kind !== 'refused' || given.code === 'LATE_UNWANTED' || given.isReplaced === true;
    if (header && isKnown) {
      const fork = parts(given) ? SHARE_OF_FORK * limits.deviceBytesPerMinute : 0;
      this.#bytes.take(deviceOf(header), Math.max(frame.length, OP_BYTES * opsIn(header), fork));
    }
    if (header && given.kind !== 'refused') {
      const { office, epoch, to } = header;
      log.info({ office, epoch, seq: to, ops: opsIn(header), bytes: frame.length, outcome: given.kind }, 'frame');
    }
    if (header && given.kind === 'acked') {
      figures.stored({ ops: opsIn(header), bytes: frame.length });
      onStored(header.office);
    }
    figures.took(SYNC_PATHS.push, performance.now() - started);
    return this.#reply(reply, header?.signature ?? '', given);
  }

  async enrol({ body, ip }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const started = performance.now();
    const { ports, centreKey, exchangeKey, log, figures } = this.#options;
    const address = addressKey(ip);
    const asked = readEnrolRequest(body);
    const given = asked
      ? await this.#enrolments.during(() => enrolByCode(ports, asked, { address, centreKey, exchangeKey }))
      : malformedEnrolment;
    if (given === null) return busy(reply, BUSY_SECONDS, 503);
    const outcome = given.kind === 'enrolled' ? given.kind : given.code;
    log.warn({ office: asked?.office, outcome, address }, 'enrolment');
    figures.took(SYNC_PATHS.enrol, performance.now() - started);
    return reply.send(given);
  }

  async #answer(call: Call): Promise<Told> {
    const { ports, figures, log } = this.#options;
    const given = await answer(ports, call);
    if (given.kind !== 'refused') return given;
    figures.refused(given.code);
    log.warn({ ...(call.kind === 'signed' && { office: call.office }), code: given.code }, 'refused');
    // Which keys there are is nobody's business.
    return given.code === 'SIGNATURE_INVALID' ? { kind: 'refused', code: 'DEVICE_UNKNOWN' } : given;
  }

  async #answerFile(request: SignedRequest, content: Uint8Array): Promise<FileAnswer> {
    const { ports, figures, log } = this.#options;
    const given = await answerFile(ports, { request, content });
    if (given.kind !== 'refused') return given;
    figures.refused(given.code);
    log.warn({ office: request.office, code: given.code }, 'file refused');
    return given.code === 'SIGNATURE_INVALID' ? { kind: 'refused', code: 'DEVICE_UNKNOWN' } : given;
  }

  /** The answer under the data centre's signature, which covers its bytes before compression. */
  #reply(reply: FastifyReply, question: string, given: Told | FileAnswer): FastifyReply {
    const { ports, zstd } = this.#options;
    const bytes = Buffer.from(toldText(given));
    void reply
      .code(200)
      .header(ANSWER_SIGNATURE_HEADER, ports.keys.sign(Buffer.concat([Buffer.from(`${question}\n`), bytes])))
      .header('vary', 'accept-encoding')
      .type('application/json');
    const accepted = reply.request.headers['accept-encoding'];
    if (bytes.length <= PLAIN_BYTES || !accepts(accepted, 'zstd')) return reply.send(bytes);
    return reply.header('content-encoding', 'zstd').send(Buffer.from(zstd(bytes)));
  }
}

const malformed = { kind: 'refused', code: 'REQUEST_MALFORMED' } as const;
const malformedEnrolment: EnrolAnswer = { kind: 'refused', code: 'ENROLMENT_MALFORMED' };

/** A place is held while the body is on its way, and by nobody who reads his answer slowly. */
function keepUntilArrived(body: IncomingMessage, reply: FastifyReply, giveBack: () => void): void {
  onceArrived(body, giveBack);
  // Of a body that is refused unread no end is heard.
  reply.raw.once('close', giveBack);
}

const opsIn = ({ from, to }: { readonly from: number; readonly to: number }): number => to - from + 1;

/** Has the office heard that its log and the data centre's part? */
const parts = (given: Told): boolean => 'verdict' in given && given.verdict === 'rebase';

/** How much of all places frames of this size may take: on the way, and while they are judged. */
function shareOf(bytes: number): number {
  return bytes <= SMALL_FRAME_BYTES ? 1 : SHARE_OF_LARGE;
}

/**
 * By whom calls and frames are counted, and only what was proved to come from him: a stranger takes nothing from an
 * office whose number he names, and a PC that was replaced takes nothing from the one that writes now.
 */
function deviceOf({ office, key }: { readonly office: number; readonly key: string }): string {
  return `${office} ${key}`;
}

/** `Retry-After` is spread, so that those who are turned away together do not come back together. */
function busy(reply: FastifyReply, seconds: number, status: 429 | 503): FastifyReply {
  const spread = Math.ceil(seconds * (1 + Math.random()));
  return reply.code(status).header('retry-after', String(spread)).header('connection', 'close').send();
}

function accepts(header: string | string[] | undefined, coding: string): boolean {
  const given = Array.isArray(header) ? header.join(',') : (header ?? '');
  return given.split(',').some((each) => {
    const [name = '', ...options] = each.split(';').map((word) => word.trim().toLowerCase());
    return name === coding && !options.includes('q=0');
  });
}
