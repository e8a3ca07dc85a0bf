import { vi } from 'vitest';
import type * as Crypto from 'node:crypto';

/**
 * The real scrypt at a small part of its price, for the tests that sign in hundreds of times in one process: the same
 * function and the same stored forms, only fewer rounds. The served offices of the browser and desktop tests pay in
 * full, and so does `modules/org/password-hash.test.ts`.
 */
vi.mock('node:crypto', async (load) => {
  const real = await load<typeof Crypto>();
  const quick = (options: Crypto.ScryptOptions): Crypto.ScryptOptions => ({ ...options, N: 1024 });
  return {
    ...real,
    scrypt: (...[secret, salt, length, options, done]: ScryptArguments) =>
      real.scrypt(secret, salt, length, quick(options), done),
    scryptSync: (...[secret, salt, length, options]: ScryptSyncArguments) =>
      real.scryptSync(secret, salt, length, quick(options)),
  };
});

type ScryptSyncArguments = [
  secret: Crypto.BinaryLike,
  salt: Crypto.BinaryLike,
  length: number,
  options: Crypto.ScryptOptions,
];
type ScryptArguments = [...ScryptSyncArguments, done: (error: Error | null, key: Buffer) => void];
