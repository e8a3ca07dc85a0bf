import { existsSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '#db/durable.ts';
import { sealText, unsealText } from '#db/sealed-text.ts';
import { newKeyPair } from '#db/wire.ts';
import type { Invitation } from '#kernel/sync/enrolment.ts';

const shape = z.object({
  office: z.int(),
  code: z.string(),
  keyId: z.string(),
  publicKey: z.string(),
  privateKey: z.string(),
});

type PendingKey = z.infer<typeof shape>;

interface Asked {
  readonly officeKey: Buffer;
  readonly invitation: Invitation;
  readonly now: number;
}

/** The key with which this PC follows an invitation: one that is already on its way for the same, or a new one. */
export function pendingKey(path: string, { officeKey, invitation, now }: Asked): PendingKey {
  const { office, code } = invitation;
  const kept = read(path, officeKey);
  if (kept?.office === office && kept.code === code) return kept;
  const pair = newKeyPair();
  const made = { office, code, keyId: `k${now.toString(36)}${pair.publicKey.slice(-8)}`, ...pair };
  writeWhole(path, sealText(JSON.stringify(made), officeKey));
  return made;
}

/** An answer has come. */
export function forgetPending(path: string): void {
  rmSync(path, { force: true });
}

function read(path: string, officeKey: Buffer): PendingKey | null {
  if (!existsSync(path)) return null;
  try {
    return shape.parse(JSON.parse(unsealText(readFileSync(path, 'utf8'), officeKey)));
  } catch {
    // Damaged: another key is made, and the worst is that the invitation must be made anew.
    return null;
  }
}
