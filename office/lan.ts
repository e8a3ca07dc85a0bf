import { createHash, X509Certificate } from 'node:crypto';

/** Where the main PC of an office listens for its other PCs, unless it is told another port. */
export const DEFAULT_LAN_PORT = 7421;

/** SHA-256 of a certificate (PEM or DER) in groups of four, to be compared by eye on both PCs. */
export function fingerprintOf(certificate: string | Buffer): string {
  const hash = createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex').toUpperCase();
  return hash.match(/.{4}/g)?.join(' ') ?? hash;
}
