import type Database from 'better-sqlite3';
import { hash } from 'node:crypto';
import { selfNumber } from '#db/self.ts';
import { chunkCount, chunkLength, FILE_LIMITS, type NamedFile } from '#kernel/sync/file-chunks.ts';
import {
  encodeFileCall,
  type FileAnswer,
  type FileRequest,
  type FileStanding,
  type KeptAnswer,
} from '#kernel/sync/file-messages.ts';
import type { FileArrival } from './file-arrival.ts';
import { fileCall } from './file-line.ts';
import { ALL_RESTED, type FileLedger } from './file-ledger.ts';
import type { DeviceKey } from './ports.ts';

export interface CarriedFilesOptions {
  readonly raw: Database.Database;
  readonly key: DeviceKey;
  readonly office: number;
  readonly ledger: FileLedger;
  readonly arrival: FileArrival;
}

/** So much may be asked for in one file: the answers must find room in the one that comes back. */
const ASKED_BYTES = 30 * 1024 * 1024;

/**
 * Attached files where no line comes: the very calls of the line, and the answers that come back, in an exchange file.
 * No allowance of the day counts here, and each answer says by itself what it is about, for it may be old.
 */
export class CarriedFiles {
  readonly #options: CarriedFilesOptions;

  constructor(options: CarriedFilesOptions) {
    this.#options = options;
  }

  /** The calls in their order: what is offered, what is asked for, then chunks until whoever fills the file has enough. */
  *calls(): Generator<Uint8Array> {
    const { ledger, office } = this.#options;
    while (ledger.look());
    const sending = ledger.toSend(FILE_LIMITS.offered, ALL_RESTED);
    if (sending.length > 0) yield this.#call({ kind: 'offer', office, files: sending });
    yield* this.#questions();
    for (const file of sending) yield* this.#chunks(file);
  }

  /** Takes an answer that was carried here; answers whether a file came by it. */
  take(answer: FileAnswer): boolean {
    switch (answer.kind) {
      case 'offered':
        if (this.#isNews(answer.incarnation))
          for (const each of answer.files) this.#takeStanding(each, answer.incarnation);
        return false;
      case 'kept':
        if (this.#isNews(answer.incarnation)) this.#takeReceipt(answer);
        return false;
      case 'piece': {
        const file = this.#options.ledger.find(answer.sha256);
        const { arrival } = this.#options;
        if (!file || arrival.isHere(file) || !arrival.hasRoom(file)) return false;
        return arrival.take(file, answer) === 'here';
      }
      case 'absent':
      case 'refused':
        return false;
      case 'release':
      case 'release-piece':
        // A stick asks for no programs: none is taken from one.
        return false;
    }
  }

  *#questions(): Generator<Uint8Array> {
    const { ledger, arrival, office } = this.#options;
    let asked = 0;
    for (const file of ledger.toFetch(Number.MAX_SAFE_INTEGER, FILE_LIMITS.offered, ALL_RESTED)) {
      if (arrival.isHere(file) || !arrival.hasRoom(file)) continue;
      for (const no of arrival.missing(file)) {
        asked += chunkLength(file.bytes, no);
        if (asked > ASKED_BYTES) return;
        yield this.#call({ kind: 'fetch', office, sha256: file.sha256, no });
      }
    }
  }

  *#chunks(file: NamedFile): Generator<Uint8Array> {
    const { ledger, office } = this.#options;
    const { sha256, bytes } = file;
    const content = ledger.contentOf(file);
    if (content === null) return;
    const kept = ledger.kept(sha256);
    for (let no = 0; no < chunkCount(bytes); no += 1) {
      if (kept[no] === '1') continue;
      const start = no * FILE_LIMITS.chunkBytes;
      const chunk = content.subarray(start, start + chunkLength(bytes, no));
      yield this.#call({ kind: 'chunk', office, sha256, no, hash: hash('sha256', chunk) }, chunk);
    }
  }

  /** What an earlier incarnation of the data centre said may not be so any more. */
  #isNews(incarnation: number): boolean {
    return incarnation >= selfNumber(this.#options.raw, 'centre', 0);
  }

  #takeStanding({ sha256, standing, kept }: FileStanding, incarnation: number): void {
    const { ledger } = this.#options;
    if (standing === 'there') ledger.noteThere(sha256, incarnation);
    const file = ledger.find(sha256);
    if (!file || standing !== 'wanted') return;
    const marks = new Set(kept);
    ledger.noteKept(
      sha256,
      Array.from({ length: chunkCount(file.bytes) }, (_, no) => (marks.has(no) ? '1' : '0')).join(''),
    );
  }

  #takeReceipt({ sha256, no, isWhole, incarnation }: KeptAnswer): void {
    const { ledger } = this.#options;
    if (isWhole) ledger.noteThere(sha256, incarnation);
    const file = ledger.find(sha256);
    if (!file || no >= chunkCount(file.bytes)) return;
    const known = ledger.kept(sha256).padEnd(chunkCount(file.bytes), '0');
    ledger.noteKept(sha256, `${known.slice(0, no)}1${known.slice(no + 1)}`);
  }

  #call(request: FileRequest, content?: Uint8Array): Uint8Array {
    return encodeFileCall(fileCall(this.#options.key, request, content && new Uint8Array(content)));
  }
}
