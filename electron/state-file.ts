import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** A small JSON file of this PC. What is damaged or of another shape counts as absent: it only holds comfort. */
export class StateFile<Schema extends z.ZodType> {
  readonly #path: string;
  readonly #schema: Schema;

  constructor(path: string, schema: Schema) {
    this.#path = path;
    this.#schema = schema;
  }

  read(): z.infer<Schema> | null {
    if (!existsSync(this.#path)) return null;
    const parsed = this.#schema.safeParse(parseJson(readFileSync(this.#path, 'utf8')));
    return parsed.success ? parsed.data : null;
  }

  /** The file is the old one or the new one, never half of it. */
  write(value: z.infer<Schema>): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    const partial = `${this.#path}.new`;
    writeFileSync(partial, JSON.stringify(value, null, 2), { flush: true, mode: 0o600 });
    renameSync(partial, this.#path);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the schema refuses `null`.
    return null;
  }
}
