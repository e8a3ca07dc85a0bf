import type { SignedManifest } from '#kernel/sync/snapshot.ts';
import type { SnapshotStore } from '#office/sync/ports.ts';

/** The folder of a snapshot on a simulated disk: whatever changes it is a step at which the power may go. */
export class SnapshotMemory implements SnapshotStore {
  readonly #chunks = new Map<string, Uint8Array>();
  readonly #onStep: () => void;
  #signed: SignedManifest | null = null;

  constructor(onStep: () => void) {
    this.#onStep = onStep;
  }

  manifest(): SignedManifest | null {
    return this.#signed;
  }

  begin(signed: SignedManifest): void {
    this.#onStep();
    this.#signed = signed;
    const named = new Set(signed.manifest.chunks.map(({ sha256 }) => sha256));
    for (const sha256 of this.#chunks.keys()) if (!named.has(sha256)) this.#chunks.delete(sha256);
  }

  has(sha256: string): boolean {
    return this.#chunks.has(sha256);
  }

  put(sha256: string, bytes: Uint8Array): void {
    this.#onStep();
    this.#chunks.set(sha256, bytes);
  }

  get(sha256: string): Uint8Array | null {
    return this.#chunks.get(sha256) ?? null;
  }

  drop(sha256: string): void {
    this.#onStep();
    this.#chunks.delete(sha256);
  }

  clear(): void {
    this.#onStep();
    this.empty();
  }

  /** Another disk. */
  empty(): void {
    this.#signed = null;
    this.#chunks.clear();
  }
}
