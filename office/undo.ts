/** What a session may take back with Ctrl+Z. */
export interface UndoStep {
  readonly seq: number;
  readonly command: string;
  /** The permission under which it was done, and which taking it back demands again. */
  readonly permission: string;
}

const STEPS_KEPT = 50;

/** The undoable commands of each session, newest last. They end with the session. */
export class UndoSteps {
  readonly #steps = new Map<string, UndoStep[]>();

  remember(sessionId: string, step: UndoStep): void {
    this.#steps.set(sessionId, [...(this.#steps.get(sessionId) ?? []), step].slice(-STEPS_KEPT));
  }

  next(sessionId: string): UndoStep | undefined {
    return this.#steps.get(sessionId)?.at(-1);
  }

  /** Drops the newest: it was taken back, or can never be. */
  drop(sessionId: string): void {
    this.#steps.get(sessionId)?.pop();
  }

  forget(sessionId: string): void {
    this.#steps.delete(sessionId);
  }
}
