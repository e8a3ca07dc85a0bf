/** States what must hold here. A false condition is a bug, never a refusal: it throws, and the command rolls back. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

/** The end of a `switch` over a union: reached only when somebody added a case and forgot this place. */
export function unreachable(value: never): never {
  throw new AssertionError(`Unexpected value ${String(value)}.`);
}

export class AssertionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AssertionError';
  }
}
