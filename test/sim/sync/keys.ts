import { hash } from 'node:crypto';
import type { CentreKeys } from '#datacenter/protocol/ports.ts';
import type { DeviceKey } from '#office/sync/ports.ts';

/** Signatures that cost little: a hash over a secret that only the simulated owner gives away. */
export function simDevice(secret: string): DeviceKey & { readonly publicKey: string } {
  return { id: `k-${secret}`, publicKey: secret, sign: (bytes) => simSign(secret, bytes) };
}

export const simCentreKeys: CentreKeys = {
  isSignedBy: (publicKey, bytes, signature) => simSign(publicKey, bytes) === signature,
  sign: (bytes) => simSign('datacenter', bytes),
};

function simSign(secret: string, bytes: Uint8Array): string {
  return hash('sha256', Buffer.concat([Buffer.from(secret), bytes]), 'hex');
}
