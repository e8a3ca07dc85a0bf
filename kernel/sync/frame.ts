import { accept, refuse, type Verdict } from '../verdict.ts';
import { FOUR_BYTES, type Chain, type Head } from './log.ts';

/**
 * A frame carries contiguous ops of one office: the length of its header, the header as JSON, a line feed, and the
 * compressed ops, one a line. The signature covers the header without itself; the header's head covers every op. The
 * same bytes travel over HTTP and on a stick.
 */
export interface FrameHeader {
  readonly protocol: 1;
  readonly office: number;
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
  /** The head before the first op, and after the last. */
  readonly previous: Head;
  readonly head: Head;
  /** The newest schema among the ops. */
  readonly schema: number;
  readonly codec: 'zstd' | 'gzip';
  /** Which key of the device has signed. */
  readonly key: string;
  readonly signature: string;
}

export type UnsignedHeader = Omit<FrameHeader, 'signature'>;

export interface Frame {
  readonly header: FrameHeader;
  readonly payload: Uint8Array;
}

/** Everything has a limit, so that a hostile frame costs little before it is refused. */
export const FRAME_LIMITS = {
  ops: 2_000,
  headerBytes: 2_048,
  frameBytes: 1024 * 1024,
  /** After decompression; the codec stops there. */
  openedBytes: 16 * 1024 * 1024,
} as const;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: false });
const LINE_FEED = 10;
const hash = /^[0-9a-f]{64}$/;
const hexadecimal = /^(?:[0-9a-f]{2}){1,256}$/;

/** The bytes of a frame. */
export function encodeFrame({ header, payload }: Frame): Uint8Array {
  const head = encoder.encode(JSON.stringify(header));
  const bytes = new Uint8Array(4 + head.length + 1 + payload.length);
  new DataView(bytes.buffer).setUint32(0, head.length);
  bytes.set(head, 4);
  bytes[4 + head.length] = LINE_FEED;
  bytes.set(payload, 5 + head.length);
  return bytes;
}

/** Reads a frame from outside; refuses `FRAME_TOO_LARGE` or `FRAME_MALFORMED`. Nothing in it is believed yet. */
export function decodeFrame(bytes: Uint8Array): Verdict<Frame> {
  if (bytes.length > FRAME_LIMITS.frameBytes + FRAME_LIMITS.headerBytes + 5) return refuse('FRAME_TOO_LARGE');
  if (bytes.length < 6) return refuse('FRAME_MALFORMED');
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  if (length > FRAME_LIMITS.headerBytes || bytes.length < length + 5) return refuse('FRAME_MALFORMED');
  if (bytes[4 + length] !== LINE_FEED) return refuse('FRAME_MALFORMED');
  const header = readHeader(decoder.decode(bytes.subarray(4, 4 + length)));
  return header === null ? refuse('FRAME_MALFORMED') : accept({ header, payload: bytes.subarray(5 + length) });
}

/** What is signed: every field of the header in a fixed order, but the signature. */
export function signedPart(header: UnsignedHeader): Uint8Array {
  const { protocol, office, epoch, from, to, previous, head, schema, codec, key } = header;
  return encoder.encode(JSON.stringify([protocol, office, epoch, from, to, previous, head, schema, codec, key]));
}

/** The ops as one text, one a line: what is then compressed. An op is JSON and holds no line feed. */
export function joinOps(ops: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(ops.reduce((sum, op) => sum + op.length + 1, 0));
  let at = 0;
  for (const op of ops) {
    bytes.set(op, at);
    at += op.length;
    bytes[at] = LINE_FEED;
    at += 1;
  }
  return bytes;
}

/** The ops of an opened payload, as many as the header promises; refuses `FRAME_MALFORMED`. */
export function splitOps(opened: Uint8Array, { from, to }: Pick<FrameHeader, 'from' | 'to'>): Verdict<Uint8Array[]> {
  const ops: Uint8Array[] = [];
  for (let start = 0; start < opened.length;) {
    const end = opened.indexOf(LINE_FEED, start);
    if (end <= start || ops.length > to - from) return refuse('FRAME_MALFORMED');
    ops.push(opened.subarray(start, end));
    start = end + 1;
  }
  return ops.length === to - from + 1 ? accept(ops) : refuse('FRAME_MALFORMED');
}

/** The head after each op, when they lead from the header's previous head to its head; refuses `FRAME_BROKEN_CHAIN`. */
export function headsOf(header: FrameHeader, ops: readonly Uint8Array[], chain: Chain): Verdict<Head[]> {
  const heads: Head[] = [];
  let head = header.previous;
  for (const op of ops) {
    head = chain(head, op);
    heads.push(head);
  }
  return head === header.head ? accept(heads) : refuse('FRAME_BROKEN_CHAIN');
}

function readHeader(text: string): FrameHeader | null {
  const read = parsed(text);
  if (typeof read !== 'object' || read === null) return null;
  // The fields are checked one by one before anything is taken from it.
  const header = read as Partial<Record<keyof FrameHeader, unknown>>;
  const { protocol, office, epoch, from, to, previous, head, schema, codec, key, signature } = header;
  if (protocol !== 1 || (codec !== 'zstd' && codec !== 'gzip')) return null;
  if (!isSmall(office) || !isSmall(epoch) || !isSmall(schema) || !isCount(from) || !isCount(to)) return null;
  if (to < from || to - from >= FRAME_LIMITS.ops) return null;
  if (!matches(previous, hash) || !matches(head, hash)) return null;
  if (!matches(key, /^[\w-]{1,64}$/) || !matches(signature, hexadecimal)) return null;
  return { protocol, office, epoch, from, to, previous, head, schema, codec, key, signature };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is not JSON is not a header: the caller refuses the frame.
    return null;
  }
}

function isSmall(value: unknown): value is number {
  return isCount(value) && value <= FOUR_BYTES;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}
