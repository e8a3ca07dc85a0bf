import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '#db/durable.ts';
import type { SentinelStore } from './ports.ts';

const shape = z.object({
  epoch: z.int().positive(),
  restores: z.int().nonnegative(),
  seq: z.int().nonnegative(),
  head: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The sentinel as a small file beside the database, written whole and flushed. A damaged one is as good as none. */
export function sentinelFile(path: string): SentinelStore {
  return {
    read: () => {
      if (!existsSync(path)) return null;
      const { success, data } = shape.safeParse(parsed(readFileSync(path, 'utf8')));
      return success ? data : null;
    },
    write: (sentinel) => writeWhole(path, JSON.stringify(sentinel)),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the shape is not met either.
    return null;
  }
}
