import { FILE_LIMITS, type NamedFile } from './file-chunks.ts';
import type { SignedRequest } from './messages.ts';
import type { PackageKind, SignedPackage } from './release.ts';

/** What an office and the data centre say to each other about contents of attached files, and about newer programs. */

/** Which of these does the data centre lack, and from which chunk on? */
export interface OfferRequest {
  readonly kind: 'offer';
  readonly office: number;
  readonly files: readonly NamedFile[];
}

/** Brings chunk `no` of a content. The bytes lie behind the request, and `hash` is their SHA-256. */
export interface ChunkRequest {
  readonly kind: 'chunk';
  readonly office: number;
  readonly sha256: string;
  readonly no: number;
  readonly hash: string;
}

/** Asks for chunk `no` of a content. */
export interface FetchRequest {
  readonly kind: 'fetch';
  readonly office: number;
  readonly sha256: string;
  readonly no: number;
}

/** Is there a newer program for this PC? Data centres that know of none of this refuse it as malformed. */
export interface ReleaseRequest {
  readonly kind: 'release';
  readonly office: number;
  readonly package: PackageKind;
  /** Of the program that asks. */
  readonly version: string;
  /** The version whose signed package the office keeps already; it is not told again. */
  readonly known: string | null;
}

/** Asks for chunk `no` of a package that is offered to the office. */
export interface ReleaseChunkRequest {
  readonly kind: 'release-chunk';
  readonly office: number;
  readonly version: string;
  readonly package: PackageKind;
  readonly no: number;
}

export type FileRequest = OfferRequest | ChunkRequest | FetchRequest | ReleaseRequest | ReleaseChunkRequest;

/** A request under the signature of the device, with the bytes of its chunk; empty for all others. */
export interface FileCall {
  readonly request: SignedRequest;
  readonly content: Uint8Array;
}

/**
 * How the data centre stands with a content that was offered: it has it, it wants it and has these chunks, or no record
 * that it has applied names it.
 */
export interface FileStanding {
  readonly sha256: string;
  readonly standing: 'there' | 'wanted' | 'unnamed';
  /** The numbers of the chunks that it has, where it wants the content. */
  readonly kept: readonly number[];
}

export interface OfferedAnswer {
  readonly kind: 'offered';
  readonly incarnation: number;
  readonly files: readonly FileStanding[];
}

export interface KeptAnswer {
  readonly kind: 'kept';
  readonly incarnation: number;
  readonly sha256: string;
  readonly no: number;
  /** Is the whole content there and proved against its hash? */
  readonly isWhole: boolean;
}

export interface PieceAnswer {
  readonly kind: 'piece';
  readonly sha256: string;
  readonly no: number;
  /** Of the whole content. */
  readonly bytes: number;
  /** The chunk in Base64. */
  readonly content: string;
}

/** The office may have it, and it has not come to the data centre. */
export interface AbsentAnswer {
  readonly kind: 'absent';
}

export interface ReleaseAnswer {
  readonly kind: 'release';
  /** The newest version that is offered to this office and newer than its own; null where there is none. */
  readonly version: string | null;
  /** Its package; null where there is none, and where the office keeps it. */
  readonly signed: SignedPackage | null;
}

export interface ReleasePieceAnswer {
  readonly kind: 'release-piece';
  readonly version: string;
  readonly no: number;
  /** The chunk in Base64. */
  readonly content: string;
}

export type FileRefusal =
  | 'DEVICE_UNKNOWN'
  | 'SIGNATURE_INVALID'
  | 'REQUEST_MALFORMED'
  /** No record that the office has names this content. */
  | 'FILE_NOT_NAMED'
  /** The bytes are not those that were signed for, or not as many as the chunk has. */
  | 'FILE_CHUNK_DIFFERS'
  /** All chunks are there and do not make the content of this hash: none is kept. */
  | 'FILE_DIFFERS'
  | 'OFFICE_FROZEN'
  /** This package is not offered to this office, or is withdrawn. */
  | 'RELEASE_NOT_OFFERED';

export interface FileRefusedAnswer {
  readonly kind: 'refused';
  readonly code: FileRefusal;
}

export type FileAnswer =
  OfferedAnswer | KeptAnswer | PieceAnswer | AbsentAnswer | ReleaseAnswer | ReleasePieceAnswer | FileRefusedAnswer;

/** The largest request: an offer of as many contents as one call may name, quoted in JSON. */
const REQUEST_BYTES = 32 * 1024;
const LENGTH_BYTES = 4;

/** The largest body of a file call. */
export const FILE_CALL_BYTES = LENGTH_BYTES + REQUEST_BYTES + FILE_LIMITS.chunkBytes;

/** A file call as it lies on the line: the length of the request, the request as JSON, the bytes of the chunk. */
export function encodeFileCall({ request, content }: FileCall): Uint8Array {
  const head = new TextEncoder().encode(JSON.stringify(request));
  const call = new Uint8Array(LENGTH_BYTES + head.length + content.length);
  new DataView(call.buffer).setUint32(0, head.length);
  call.set(head, LENGTH_BYTES);
  call.set(content, LENGTH_BYTES + head.length);
  return call;
}

/** The two halves of a file call, neither of them read yet; null for what is none. */
export function splitFileCall(
  bytes: Uint8Array,
): { readonly request: Uint8Array; readonly content: Uint8Array } | null {
  if (bytes.length < LENGTH_BYTES || bytes.length > FILE_CALL_BYTES) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const end = LENGTH_BYTES + length;
  if (length > REQUEST_BYTES || end > bytes.length) return null;
  return { request: bytes.subarray(LENGTH_BYTES, end), content: bytes.subarray(end) };
}
