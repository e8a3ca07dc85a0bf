import { ORPCError } from '@orpc/client';
import { Refusal } from '#db/refusal.ts';

export const EXIT = { done: 0, refused: 1, usage: 2, fault: 3 } as const;

/** Prints an answer as one JSON document. */
export function answer(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

/** What the person at the terminal, or the machine, is to put right: no fault of the program. */
export class Misuse extends Error {
  readonly code: string;
  readonly exit: number;

  constructor(code: string, message: string, exit: number = EXIT.usage) {
    super(message);
    this.code = code;
    this.exit = exit;
  }
}

/** Prints what went wrong as JSON and returns the exit code for it. */
export function report(error: unknown): number {
  if (error instanceof Misuse) {
    answer({ error: error.code, message: error.message });
    return error.exit;
  }
  if (error instanceof Refusal) {
    answer({ error: 'REFUSED', problems: error.problems });
    return EXIT.refused;
  }
  if (error instanceof ORPCError) {
    // The class knows nothing of the data; it is only printed.
    const { data, code } = error as ORPCError<string, unknown>;
    answer({ error: code, ...(typeof data === 'object' && data !== null ? data : {}) });
    return code === 'INTERNAL_SERVER_ERROR' ? EXIT.fault : EXIT.refused;
  }
  const message = error instanceof Error ? error.message : String(error);
  answer({ error: 'FAULT', message });
  return EXIT.fault;
}
