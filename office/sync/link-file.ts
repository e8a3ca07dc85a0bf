import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '#db/durable.ts';
import { sealText, unsealText } from '#db/sealed-text.ts';
import type { FormerKey } from '#kernel/sync/late.ts';

/**
 * How this PC reaches the data centre, and who it is there. It lies beside the database and in no backup: a database
 * that is put back, or opened on another PC, must not speak under the identity of this one.
 */
export interface Link {
  readonly address: string;
  /** SHA-256 of the data centre's certificate, 64 hexadecimal digits: no other one is spoken to. */
  readonly fingerprint: string;
  /** The key under which the data centre signs. */
  readonly centreKey: string;
  /** For which files to the data centre are sealed; links made by earlier programs have none. */
  readonly exchangeKey?: string | undefined;
  readonly office: number;
  readonly epoch: number;
  readonly incarnation: number;
  readonly keyId: string;
  /** False on a PC that took over an office, until somebody has a password and a recovery code there. */
  readonly isClaimed: boolean;
  /** Ed25519, hexadecimal DER. */
  readonly privateKey: string;
  /** The keys that it had before, until the data centre has heard of them. */
  readonly former?: readonly FormerKey[] | undefined;
}

const hexadecimal = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const shape = z.object({
  address: z.url({ protocol: /^https$/ }),
  fingerprint: hexadecimal.length(64),
  centreKey: hexadecimal,
  exchangeKey: hexadecimal.optional(),
  office: z.int().positive(),
  epoch: z.int().positive(),
  incarnation: z.int().nonnegative(),
  keyId: z.string(),
  isClaimed: z.boolean(),
  privateKey: hexadecimal,
  former: z.array(z.object({ key: z.string(), signature: hexadecimal })).optional(),
});

/** The link of this PC, or null where there is none. A damaged or changed file, or one of another office, is as good as none. */
export function readLink(path: string, officeKey: Buffer): Link | null {
  if (!existsSync(path)) return null;
  try {
    return shape.parse(JSON.parse(unsealText(readFileSync(path, 'utf8'), officeKey)));
  } catch {
    // The office works on without the data centre; the page says that it is not linked.
    return null;
  }
}

/** Of it, what a page may show. */
export function shownOf({
  address,
  fingerprint,
  office,
  isClaimed,
}: Link): Pick<Link, 'address' | 'fingerprint' | 'office' | 'isClaimed'> {
  return { address, fingerprint, office, isClaimed };
}

/** Sealed whole: whoever may write in the folder can neither read it nor send the office to another place. */
export function writeLink(path: string, link: Link, officeKey: Buffer): void {
  writeWhole(path, sealText(JSON.stringify(link), officeKey));
}
