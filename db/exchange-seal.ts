import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hash,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import type { ExchangeTools } from '#kernel/sync/exchange.ts';
import { zstd } from './wire.ts';

/** The seals of exchange files: X25519, HKDF-SHA-256 and AES-256-GCM; a new key for every file. */
export const exchangeTools: ExchangeTools = {
  codec: zstd,
  sha256: (bytes) => hash('sha256', bytes, 'hex'),
  keyIdOf: (publicKey) => hash('sha256', Buffer.from(publicKey, 'hex'), 'hex').slice(0, 32),
  sealTo: (publicKey) => {
    const { publicKey: shown, privateKey } = generateKeyPairSync('x25519');
    const ephemeral = written(shown);
    const key = sharedKey(privateKey, { theirs: publicKey, ephemeral, recipient: publicKey });
    return { ephemeral, seal: (no, bytes) => sealed(key, no, bytes) };
  },
  openerOf: (privateKey, ephemeral) => {
    const own = readPrivate(privateKey);
    const recipient = written(createPublicKey(own));
    const key = attempt(() => sharedKey(own, { theirs: ephemeral, ephemeral, recipient }));
    return (no, bytes) => (key === null ? null : attempt(() => opened(key, no, bytes)));
  },
};

/**
 * The X25519 pair of whoever holds this Ed25519 key, hexadecimal DER: always the same one, so that nothing more must be
 * kept. HKDF parts the two: neither tells anything of the other.
 */
export function exchangePairOf(privateKey: string): { readonly publicKey: string; readonly privateKey: string } {
  const signing = Buffer.from(privateKey, 'hex');
  const seed = Buffer.from(hkdfSync('sha256', signing, Buffer.alloc(0), 'diwan exchange key', 32));
  const own = Buffer.concat([PRIVATE_KEY_PREFIX, seed]).toString('hex');
  return { publicKey: written(createPublicKey(readPrivate(own))), privateKey: own };
}

/** PKCS #8 of an X25519 key (RFC 8410), up to its 32 bytes. */
const PRIVATE_KEY_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');
const TAG_BYTES = 16;

interface Parties {
  readonly theirs: string;
  readonly ephemeral: string;
  readonly recipient: string;
}

function sharedKey(privateKey: KeyObject, { theirs, ephemeral, recipient }: Parties): Buffer {
  const publicKey = createPublicKey({ key: Buffer.from(theirs, 'hex'), format: 'der', type: 'spki' });
  const secret = diffieHellman({ privateKey, publicKey });
  const salt = Buffer.from(ephemeral + recipient, 'hex');
  return Buffer.from(hkdfSync('sha256', secret, salt, 'diwan exchange file', 32));
}

/** The key is used for one file, so the number of the part is a nonce that never comes again. */
function nonceOf(no: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(no, 8);
  return nonce;
}

function sealed(key: Buffer, no: number, bytes: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(no));
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function opened(key: Buffer, no: number, bytes: Uint8Array): Uint8Array {
  const end = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(no), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(end));
  return Buffer.concat([decipher.update(bytes.subarray(0, end)), decipher.final()]);
}

function readPrivate(privateKey: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(privateKey, 'hex'), format: 'der', type: 'pkcs8' });
}

function written(publicKey: KeyObject): string {
  return publicKey.export({ format: 'der', type: 'spki' }).toString('hex');
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    // Sealed for somebody else, changed on its way, or no key: the caller refuses it.
    return null;
  }
}
