import { hash } from 'node:crypto';
import { chunkCount, chunkLength, type NamedFile } from '#kernel/sync/file-chunks.ts';
import type { PieceAnswer } from '#kernel/sync/file-messages.ts';
import type { FileStore, PlatformSettings } from '#modules/module.ts';
import type { ArrivingFiles } from '../arriving-files.ts';
import type { FileLedger } from './file-ledger.ts';

export interface FileArrivalOptions {
  readonly files: FileStore;
  readonly arriving: ArrivingFiles;
  readonly ledger: FileLedger;
  readonly settings: () => Pick<PlatformSettings, 'fileQuotaMb'>;
  /** A file has come. */
  readonly onArrived: () => void;
}

/** The file is here, more of it must come, or what came is not it and was dropped. */
export type ArrivalStep = 'here' | 'more' | 'damaged';

const MEGABYTE = 1024 * 1024;

/** How chunks become files of this office, whichever way they came. */
export class FileArrival {
  readonly #options: FileArrivalOptions;

  constructor(options: FileArrivalOptions) {
    this.#options = options;
  }

  /** Is it in the file store? Then nothing of it is on its way any more. */
  isHere({ sha256 }: NamedFile): boolean {
    const { files, arriving, ledger } = this.#options;
    if (!files.has(sha256)) return false;
    arriving.drop(sha256);
    ledger.noteHere(sha256);
    return true;
  }

  /** The chunks that have not come. */
  missing({ sha256, bytes }: NamedFile): readonly number[] {
    const kept = this.#options.arriving.kept(sha256);
    return Array.from({ length: chunkCount(bytes) }, (_, no) => no).filter((no) => !kept.has(no));
  }

  hasRoom({ bytes }: NamedFile): boolean {
    const { files, settings } = this.#options;
    return files.bytesStored + bytes <= settings().fileQuotaMb * MEGABYTE;
  }

  /** Keeps a chunk, on the disk when it returns; the last one that was missing makes the file. */
  take(file: NamedFile, { sha256, no, bytes, content }: PieceAnswer): ArrivalStep {
    const chunk = Buffer.from(content, 'base64');
    const isOfFile = sha256 === file.sha256 && bytes === file.bytes && no < chunkCount(bytes);
    if (!isOfFile || chunk.length !== chunkLength(bytes, no)) return 'damaged';
    this.#options.arriving.keep(sha256, no, chunk);
    return this.missing(file).length > 0 ? 'more' : this.finish(file);
  }

  /** The chunks become the file once they make its hash. It is stored before they go, so no cut loses both. */
  finish({ sha256, bytes }: NamedFile): ArrivalStep {
    const { files, arriving, ledger, onArrived } = this.#options;
    const content = arriving.whole(sha256, chunkCount(bytes));
    // A chunk was damaged on the disk, and is fetched again.
    if (content === null) return 'more';
    const isIt = hash('sha256', content) === sha256;
    if (isIt) files.put(content);
    arriving.drop(sha256);
    if (!isIt) return 'damaged';
    ledger.noteHere(sha256);
    onArrived();
    return 'here';
  }

  /** Chunks of what nobody names any more, or what is here, go. */
  tidy(): void {
    const { arriving, files, ledger } = this.#options;
    for (const sha256 of arriving.begun()) {
      if (files.has(sha256) || !ledger.find(sha256)) arriving.drop(sha256);
    }
  }
}
