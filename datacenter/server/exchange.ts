import { assert } from '#kernel/assert.ts';
import type { ChannelCursor, HelloAnswer, OpsAnswer, SignedRequest } from '#kernel/sync/messages.ts';
import {
  EXCHANGE_LIMITS,
  openExchange,
  packExchange,
  readExchange,
  type ExchangeFile,
  type ExchangeTools,
  type OpenPart,
} from '#kernel/sync/exchange.ts';
import { splitFileCall, type FileAnswer } from '#kernel/sync/file-messages.ts';
import { decodeFrame } from '#kernel/sync/frame.ts';
import { accept, andThen, refuse, type Verdict } from '#kernel/verdict.ts';
import { answer, readRequest } from '#datacenter/protocol/entrance.ts';
import { answerFile } from '#datacenter/protocol/files.ts';
import { tellOps, tellPage } from '#datacenter/protocol/hello.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { keyOf } from '#datacenter/protocol/streams.ts';
import { toldText, type Told } from '#datacenter/protocol/told.ts';
import { sweep } from '#datacenter/protocol/worker.ts';
import type { KeyPair } from '#datacenter/storage/centre-keys.ts';
import { readSignedRequest } from './requests.ts';

/** What the data centre needs to open files, and to seal the answers. */
export interface ExchangeDesk {
  readonly tools: ExchangeTools;
  /** X25519, hexadecimal DER. */
  readonly keys: KeyPair;
}

export interface Exchanging {
  readonly ports: DatacenterPorts;
  readonly exchange: ExchangeDesk;
}

export interface Exchanged {
  readonly office: number;
  /** The last op of the office that the data centre has now. */
  readonly acked: number;
  readonly frames: number;
  /** The end of the office's file was missing; what came before it was taken. */
  readonly isCut: boolean;
  /** The office is stopped: nothing of it was taken. */
  readonly isFrozen: boolean;
  /** The file that goes back. */
  readonly reply: Uint8Array;
}

const PAGE_BYTES = 256 * 1024;
/** A pass applies 2,000 ops; what is left is applied by the server, and travels with the next file. */
const SWEEPS = 200;

/**
 * Takes an office's file through the same doors as what comes over the line, applies it, and answers with the file that
 * goes back. Judged as a whole before anything is taken: refuses `EXCHANGE_MALFORMED`, `EXCHANGE_TOO_LARGE`,
 * `EXCHANGE_WRONG_WAY`, `EXCHANGE_NOT_FOR_US`, `EXCHANGE_OTHER_OFFICE` when it is not the expected one's,
 * `DEVICE_UNKNOWN`, `EXCHANGE_FORGED` or `EXCHANGE_DAMAGED`.
 */
export async function exchangeFile(
  { ports, exchange }: Exchanging,
  { bytes, office }: { readonly bytes: Uint8Array; readonly office?: number },
): Promise<Verdict<Exchanged>> {
  const read = andThen(readExchange(bytes), (file) => judgeFile(file, exchange, office));
  if (!read.ok) return read;
  const { manifest } = read.value;
  const believed = await judgeSender(ports, read.value);
  if (!believed.ok) return believed;
  const sound = openExchange(read.value, exchange.keys.privateKey, exchange.tools);
  if (!sound.ok) return sound;
  const calls = sound.value.parts.filter(({ type }) => type === 'call').map(readCall);
  const [hello, ops] = calls;
  if (!hello || !ops || calls.some((call) => call?.office !== manifest.office)) return refuse('EXCHANGE_MALFORMED');
  // Somebody has carried it here: he is not sent away because offices on the line keep the data centre busy.
  const patient = { ...ports, isBusy: () => false };
  const talk = new Talk(patient, exchange.tools);
  const greeting = await answer(patient, hello);
  if (greeting.kind !== 'hello') return refuse('EXCHANGE_MALFORMED');
  talk.say(greeting);
  const frames = sound.value.parts.filter(({ type }) => type === 'frame');
  const acked = await talk.take(greeting, { frames, office: manifest.office });
  for (let round = 0; round < SWEEPS && (await sweep(patient)); round += 1);
  if (talk.isParted) await talk.tellOps(ops);
  if (greeting.verdict !== 'upgrade' && greeting.verdict !== 'frozen') await talk.tellChannels(hello);
  await talk.tellFiles(
    sound.value.parts.filter(({ type }) => type === 'file'),
    manifest.office,
  );
  const { isCut } = sound.value;
  const reply = sealedReply({ ports, exchange }, { file: read.value, greeting, parts: talk.parts });
  const isFrozen = greeting.verdict === 'frozen';
  return accept({ office: manifest.office, acked, frames: frames.length, isCut, isFrozen, reply });
}

/** One exchange: what is answered, in its order, up to the limit of a file. */
class Talk {
  readonly parts: OpenPart[] = [];
  isParted = false;
  readonly #ports: DatacenterPorts;
  readonly #tools: ExchangeTools;
  #filled = 0;

  constructor(ports: DatacenterPorts, tools: ExchangeTools) {
    this.#ports = ports;
    this.#tools = tools;
  }

  /** Lays an answer into the file; answers whether it had room. */
  say(given: Told | FileAnswer, type: 'answer' | 'fileAnswer' = 'answer'): boolean {
    const bytes = this.#tools.codec.compress(Buffer.from(toldText(given)));
    const isFull = this.#filled + bytes.length > EXCHANGE_LIMITS.fillBytes;
    if (isFull || this.parts.length >= EXCHANGE_LIMITS.parts) return false;
    this.#filled += bytes.length;
    this.parts.push({ type, bytes });
    return true;
  }

  /** Takes the frames until one is not taken; answers how far the log has come. */
  async take(
    { verdict, acked: before }: HelloAnswer,
    { frames, office }: { readonly frames: readonly OpenPart[]; readonly office: number },
  ): Promise<number> {
    this.isParted = verdict === 'ff' || verdict === 'rebase';
    if (verdict === 'rebase' || verdict === 'frozen') return before;
    let acked = before;
    for (const { bytes: frame } of frames) {
      const read = decodeFrame(frame);
      const isOwn = read.ok && read.value.header.office === office;
      const given: Told = isOwn
        ? await answer(this.#ports, { kind: 'push', frame })
        : { kind: 'refused', code: 'FRAME_MALFORMED' };
      this.say(given);
      if (given.kind === 'stopped' && given.verdict === 'rebase') this.isParted = true;
      if (given.kind !== 'acked') break;
      ({ acked } = given);
    }
    return acked;
  }

  /** The office's own ops, from where the two logs part to the end. */
  async tellOps(call: SignedRequest): Promise<void> {
    const asked = readRequest(call);
    let given = await answer(this.#ports, call);
    if (asked?.kind !== 'ops') return;
    for (let point = asked.points.find(({ seq }) => given.kind === 'ops' && seq === given.common); point;) {
      if (given.kind !== 'ops' || !this.say(given)) return;
      if (given.common + given.ops.length >= given.last.seq) return;
      point = pointAfter(this.#ports, given, point.head);
      given = await tellOps(this.#ports, { ...asked, points: [point] });
    }
  }

  /** After the rows: takes the chunks of the office's files, and lays those into the file that it asks for. */
  async tellFiles(parts: readonly OpenPart[], office: number): Promise<void> {
    for (const { bytes } of parts) {
      const halves = splitFileCall(bytes);
      const request = halves && readSignedRequest(Buffer.from(halves.request));
      if (request?.office !== office) continue;
      const given = await answerFile(this.#ports, { request, content: halves?.content ?? new Uint8Array() });
      // Programs come over the line alone.
      if (given.kind === 'release' || given.kind === 'release-piece') continue;
      // A piece that has no room is asked for again by the next file; a receipt is small, and may still have some.
      if (given.kind !== 'refused' && given.kind !== 'absent') this.say(given, 'fileAnswer');
    }
  }

  /** What every channel brings after the office's cursors. */
  async tellChannels(call: SignedRequest): Promise<void> {
    const asked = readRequest(call);
    if (asked?.kind !== 'hello') return;
    for (const cursor of asked.cursors) await this.#tellChannel(asked.office, cursor);
  }

  async #tellChannel(office: number, { channel, ...from }: ChannelCursor): Promise<void> {
    for (let cursor: ChannelCursor | null = { channel, ...from }; cursor;) {
      const given = await tellPage(this.#ports, { kind: 'feed', office, cursor, maxBytes: PAGE_BYTES });
      if (given.kind === 'refused' || !this.say(given)) return;
      if (given.kind === 'reload') cursor = { channel, generation: given.generation, at: 0 };
      else cursor = given.isEnd ? null : { channel, generation: given.generation, at: given.to };
    }
  }
}

function judgeFile(file: ExchangeFile, { keys, tools }: ExchangeDesk, office?: number): Verdict<ExchangeFile> {
  const { manifest } = file;
  if (manifest.kind !== 'up') return refuse('EXCHANGE_WRONG_WAY');
  if (manifest.to !== tools.keyIdOf(keys.publicKey)) return refuse('EXCHANGE_NOT_FOR_US');
  if (office !== undefined && manifest.office !== office) {
    return refuse('EXCHANGE_OTHER_OFFICE', { office: manifest.office });
  }
  return accept(file);
}

async function judgeSender(ports: DatacenterPorts, { manifest, signed, signature }: ExchangeFile): Promise<Verdict> {
  const { office, from } = manifest;
  const publicKey = await ports.store.transaction((tx) => keyOf(tx, ports, office, from));
  if (publicKey === undefined) return refuse('DEVICE_UNKNOWN');
  return ports.keys.isSignedBy(publicKey, signed, signature) ? accept() : refuse('EXCHANGE_FORGED');
}

function readCall({ bytes }: OpenPart): SignedRequest | null {
  return readSignedRequest(Buffer.from(bytes));
}

function pointAfter(
  { chain }: DatacenterPorts,
  { common, ops }: OpsAnswer,
  head: string,
): { readonly seq: number; readonly head: string } {
  return { seq: common + ops.length, head: ops.reduce((at, { body }) => chain(at, Buffer.from(body)), head) };
}

interface Reply {
  readonly file: ExchangeFile;
  readonly greeting: HelloAnswer;
  readonly parts: readonly OpenPart[];
}

function sealedReply({ ports, exchange }: Exchanging, { file, greeting, parts }: Reply): Uint8Array {
  const { office, answerTo } = file.manifest;
  assert(answerTo !== null, 'A file that goes up names the key for its answer.');
  const { epoch, incarnation } = greeting;
  return packExchange(
    {
      ...{ kind: 'down', office, epoch, incarnation, createdAt: ports.now(), from: 'centre', answerTo: null, parts },
      ...{ recipient: answerTo, sign: (bytes) => ports.keys.sign(bytes) },
    },
    exchange.tools,
  );
}
