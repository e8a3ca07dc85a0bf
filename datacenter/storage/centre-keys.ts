import { join } from 'node:path';
import { z } from 'zod';
import { keptSecret } from './kept-secret.ts';

const hexadecimal = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const shape = z.object({ publicKey: hexadecimal, privateKey: hexadecimal });

/** The Ed25519 pair by which the data centre signs receipts, answers and its witness; hexadecimal DER. */
export type KeyPair = z.infer<typeof shape>;

/** The pair that lies in the folder, made at the first start. Who has it can answer in the data centre's name. */
export async function centreKeyPair(folder: string, newKeyPair: () => KeyPair): Promise<KeyPair> {
  const text = await keptSecret(join(folder, 'centre-keys.json'), async () => JSON.stringify(newKeyPair()));
  return shape.parse(JSON.parse(text));
}
