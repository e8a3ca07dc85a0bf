import { accept, refuse, type Verdict } from '../verdict.ts';
import { FILE_CALL_BYTES } from './file-messages.ts';
import { FRAME_LIMITS } from './frame.ts';
import { FOUR_BYTES, type Codec } from './log.ts';

/**
 * A file that is carried between an office and the data centre where no line comes: `OSX1`, the length of the manifest,
 * the manifest as JSON, the sender's signature over it, and the parts, each sealed for the recipient. What is in the
 * parts are the very bodies of the line: signed calls and frames go up, answers come down. Each part has its own hash,
 * so that the beginning of a file that was cut off is of use. No name of a file is in it.
 */
export interface ExchangeManifest {
  readonly version: 1;
  readonly kind: 'up' | 'down';
  readonly office: number;
  readonly epoch: number;
  /** The incarnation of the data centre, as the sender knows it. */
  readonly incarnation: number;
  readonly createdAt: number;
  /** The key that it is sealed for, by its id. */
  readonly to: string;
  /** The key that has signed: of the device, or `centre`. */
  readonly from: string;
  /** The sender's key for this one file, X25519, hexadecimal DER. */
  readonly ephemeral: string;
  /** For what goes up: the key for which the answer is to be sealed. */
  readonly answerTo: string | null;
  readonly parts: readonly ExchangePart[];
}

/** Up go calls, frames and calls about files; down come the answers to them. */
export type PartType = 'call' | 'frame' | 'file' | 'answer' | 'fileAnswer';

/** A part as it lies in the file, sealed. */
export interface ExchangePart {
  readonly type: PartType;
  readonly length: number;
  readonly sha256: string;
}

export interface OpenPart {
  readonly type: PartType;
  readonly bytes: Uint8Array;
}

/** What a file needs of the world: a hash, and seals that only one recipient opens. */
export interface ExchangeTools {
  readonly codec: Codec;
  sha256(bytes: Uint8Array): string;
  keyIdOf(publicKey: string): string;
  /** A seal for one file; `no` tells its parts apart. */
  sealTo(publicKey: string): {
    readonly ephemeral: string;
    readonly seal: (no: number, bytes: Uint8Array) => Uint8Array;
  };
  /** Opens the parts of a file; null for what was not sealed for this key. */
  openerOf(privateKey: string, ephemeral: string): (no: number, sealed: Uint8Array) => Uint8Array | null;
}

const SEAL_BYTES = 16;

/** Everything has a limit. A file must pass the office's own entrance, too. */
export const EXCHANGE_LIMITS = {
  fileBytes: 48 * 1024 * 1024,
  /** What is put into a file; the rest travels with the next one. */
  fillBytes: 40 * 1024 * 1024,
  manifestBytes: 1024 * 1024,
  parts: 5_000,
  partBytes: {
    call: 160 * 1024 + SEAL_BYTES,
    frame: FRAME_LIMITS.frameBytes + FRAME_LIMITS.headerBytes + 5 + SEAL_BYTES,
    answer: 8 * 1024 * 1024,
    file: FILE_CALL_BYTES + SEAL_BYTES,
    fileAnswer: 1024 * 1024,
  },
  /** An answer after decompression; the codec stops there. */
  openedBytes: 16 * 1024 * 1024,
} as const;

/** Why a file is not taken; each has its text where people carry files. */
export const exchangeProblems = [
  ...(['EXCHANGE_MALFORMED', 'EXCHANGE_TOO_LARGE', 'EXCHANGE_WRONG_WAY', 'EXCHANGE_NOT_FOR_US'] as const),
  ...(['EXCHANGE_OTHER_OFFICE', 'EXCHANGE_FORGED', 'EXCHANGE_DAMAGED'] as const),
] as const;

/** The content of a file before it is sealed. */
export interface ExchangeContent extends Omit<ExchangeManifest, 'version' | 'to' | 'ephemeral' | 'parts'> {
  /** X25519, hexadecimal DER. */
  readonly recipient: string;
  readonly parts: readonly OpenPart[];
  readonly sign: (bytes: Uint8Array) => string;
}

/** The bytes of a file. */
export function packExchange(content: ExchangeContent, tools: ExchangeTools): Uint8Array {
  const { recipient, parts, sign, ...rest } = content;
  const { ephemeral, seal } = tools.sealTo(recipient);
  const sealed = parts.map(({ type, bytes }, no) => ({ type, bytes: seal(no, bytes) }));
  const manifest: ExchangeManifest = {
    ...{ version: 1, ...rest, to: tools.keyIdOf(recipient), ephemeral },
    parts: sealed.map(({ type, bytes }) => ({ type, length: bytes.length, sha256: tools.sha256(bytes) })),
  };
  const told = encoder.encode(JSON.stringify(manifest));
  const signature = encoder.encode(sign(signedBytes(told)));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, told.length);
  return joined([MAGIC, length, told, signature, ...sealed.map(({ bytes }) => bytes)]);
}

/** A file whose form is right. Nothing in it is believed before `signed` was compared with `signature`. */
export interface ExchangeFile {
  readonly manifest: ExchangeManifest;
  readonly signed: Uint8Array;
  readonly signature: string;
  readonly body: Uint8Array;
}

/** Reads a file from outside; refuses `EXCHANGE_TOO_LARGE` or `EXCHANGE_MALFORMED`. */
export function readExchange(bytes: Uint8Array): Verdict<ExchangeFile> {
  if (bytes.length > EXCHANGE_LIMITS.fileBytes) return refuse('EXCHANGE_TOO_LARGE');
  const isMarked = bytes.length > HEAD_BYTES && MAGIC.every((byte, at) => bytes[at] === byte);
  if (!isMarked) return refuse('EXCHANGE_MALFORMED');
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(MAGIC.length);
  const end = HEAD_BYTES + length;
  if (length > EXCHANGE_LIMITS.manifestBytes || bytes.length < end + SIGNATURE_LENGTH) {
    return refuse('EXCHANGE_MALFORMED');
  }
  const told = bytes.subarray(HEAD_BYTES, end);
  const manifest = readManifest(decoder.decode(told));
  const signature = decoder.decode(bytes.subarray(end, end + SIGNATURE_LENGTH));
  if (manifest === null || !signatureForm.test(signature)) return refuse('EXCHANGE_MALFORMED');
  const body = bytes.subarray(end + SIGNATURE_LENGTH);
  return accept({ manifest, signed: signedBytes(told), signature, body });
}

export interface SoundParts {
  readonly parts: readonly OpenPart[];
  /** The end of the file is missing: these are the parts before it. */
  readonly isCut: boolean;
}

/**
 * The parts of a file that is believed, opened with the recipient's key. Refuses `EXCHANGE_DAMAGED` when a part is not
 * what the manifest says, or something follows the last one; the end may be missing.
 */
export function openExchange(file: ExchangeFile, privateKey: string, tools: ExchangeTools): Verdict<SoundParts> {
  const { manifest, body } = file;
  const open = tools.openerOf(privateKey, manifest.ephemeral);
  const parts: OpenPart[] = [];
  let at = 0;
  for (const [no, { type, length, sha256 }] of manifest.parts.entries()) {
    if (at + length > body.length) return accept({ parts, isCut: true });
    const sealed = body.subarray(at, at + length);
    const bytes = tools.sha256(sealed) === sha256 ? open(no, sealed) : null;
    if (bytes === null) return refuse('EXCHANGE_DAMAGED');
    parts.push({ type, bytes });
    at += length;
  }
  return at === body.length ? accept({ parts, isCut: false }) : refuse('EXCHANGE_DAMAGED');
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: false });
const MAGIC = encoder.encode('OSX1');
const HEAD_BYTES = MAGIC.length + 4;
/** Ed25519, as hexadecimal digits. */
const SIGNATURE_LENGTH = 128;
const signatureForm = /^[0-9a-f]{128}$/;
const publicKeyForm = /^302a300506032b656e032100[0-9a-f]{64}$/;
/** No request and no frame begins so: a signature under a file is good for nothing else. */
const PURPOSE = encoder.encode('diwan exchange\n');

function signedBytes(told: Uint8Array): Uint8Array {
  return joined([PURPOSE, told]);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function readManifest(text: string): ExchangeManifest | null {
  const read = parsed(text);
  if (typeof read !== 'object' || read === null) return null;
  // The fields are checked one by one before anything is taken from it.
  const told = read as Partial<Record<keyof ExchangeManifest, unknown>>;
  const { version, kind, office, epoch, incarnation, createdAt, to, from, ephemeral, answerTo, parts } = told;
  if (version !== 1 || (kind !== 'up' && kind !== 'down')) return null;
  if (!isCount(office) || office === 0 || office > FOUR_BYTES || !isCount(epoch) || epoch > FOUR_BYTES) return null;
  if (!isCount(incarnation) || !isCount(createdAt)) return null;
  if (!matches(to, /^[0-9a-f]{32}$/) || !matches(from, /^[\w-]{1,64}$/)) return null;
  if (!matches(ephemeral, publicKeyForm)) return null;
  if (kind === 'up' ? !matches(answerTo, publicKeyForm) : answerTo !== null) return null;
  if (!Array.isArray(parts) || parts.length > EXCHANGE_LIMITS.parts) return null;
  const listed = parts.map(readPart);
  const sound = listed.filter((part) => part !== null);
  if (sound.length < listed.length) return null;
  const isUp = kind === 'up';
  if (sound.some(({ type }) => ANSWERS.has(type) === isUp)) return null;
  const answer = isUp && typeof answerTo === 'string' ? answerTo : null;
  return {
    ...{ version, kind, office, epoch, incarnation, createdAt, to, from, ephemeral },
    ...{ answerTo: answer, parts: sound },
  };
}

function readPart(read: unknown): ExchangePart | null {
  if (typeof read !== 'object' || read === null) return null;
  // As above: each field is looked at.
  const { type, length, sha256 } = read as Partial<Record<keyof ExchangePart, unknown>>;
  if (!isPartType(type)) return null;
  if (!isCount(length) || length < SEAL_BYTES || length > EXCHANGE_LIMITS.partBytes[type]) return null;
  return matches(sha256, /^[0-9a-f]{64}$/) ? { type, length, sha256 } : null;
}

const ANSWERS: ReadonlySet<PartType> = new Set(['answer', 'fileAnswer']);

function isPartType(value: unknown): value is PartType {
  return typeof value === 'string' && Object.hasOwn(EXCHANGE_LIMITS.partBytes, value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is not JSON is no manifest: the caller refuses the file.
    return null;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}
