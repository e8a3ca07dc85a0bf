import { createPrivateKey, createPublicKey, hash } from 'node:crypto';
import type { CentreKeys } from '#datacenter/protocol/ports.ts';
import type { DeviceKey } from '#office/sync/ports.ts';
import { exchangePairOf } from '#db/exchange-seal.ts';
import { isSignedBy, signerOf } from '#db/wire.ts';

/** A device of the simulation. What it says on the line is signed cheaply, what is carried as the product signs it. */
export interface SimDevice extends DeviceKey {
  readonly publicKey: string;
  /** Ed25519, hexadecimal DER. */
  readonly privateKey: string;
}

/** Signatures on the line cost little: a hash over a key that only the simulated owner gives away. */
export function simDevice(secret: string): SimDevice {
  return {
    ...{ id: `k-${secret}`, publicKey: secret, sign: (bytes) => simSign(secret, bytes) },
    // Made for those alone who write a file.
    get privateKey() {
      return simPair(secret).privateKey;
    },
  };
}

/** The public key of a device that is known by its id. */
export function simPublicKey(keyId: string): string {
  return keyId.replace(/^k-/, '');
}

const CENTRE = 'datacenter';

export const simCentreKeys: CentreKeys = {
  isSignedBy: (publicKey, bytes, signature) =>
    signature.length === ED25519_DIGITS
      ? isSignedBy(simPair(publicKey).publicKey, bytes, signature)
      : simSign(publicKey, bytes) === signature,
  sign: (bytes) => simSign(CENTRE, bytes),
};

const ED25519_DIGITS = 128;
/** PKCS #8 of an Ed25519 key (RFC 8410), up to its 32 bytes. */
const PRIVATE_KEY_PREFIX = '302e020100300506032b657004220420';

interface Pair {
  readonly publicKey: string;
  readonly privateKey: string;
}

const pairs = new Map<string, Pair>();
const PAIRS_KEPT = 200;

/** An Ed25519 pair by its name, so that the seed decides it. */
function simPair(secret: string): Pair {
  const known = pairs.get(secret);
  if (known) return known;
  const privateKey = PRIVATE_KEY_PREFIX + hash('sha256', secret, 'hex');
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'hex'), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('hex');
  if (pairs.size >= PAIRS_KEPT) pairs.clear();
  const pair = { publicKey, privateKey };
  pairs.set(secret, pair);
  return pair;
}

function simSign(secret: string, bytes: Uint8Array): string {
  return hash('sha256', Buffer.concat([Buffer.from(secret), bytes]), 'hex');
}

const desk = simPair(CENTRE);

/** What the data centre signs and opens files with. */
export const simDesk = {
  publicKey: desk.publicKey,
  sign: signerOf(desk.privateKey),
  exchange: exchangePairOf(desk.privateKey),
};
