import { isIP } from 'node:net';
import { z } from 'zod';
import { latinDigits } from '#kernel/digits.ts';
import { DEFAULT_LAN_PORT, fingerprintOf } from '#office/lan.ts';

/** A SHA-256 in groups of four, as the main PC shows it. */
const FINGERPRINT = /^[0-9A-F]{4}(?: [0-9A-F]{4}){15}$/;

export const mainPcSchema = z.object({
  address: z.string().refine((address) => originOf(address) === address),
  fingerprint: z.string().regex(FINGERPRINT),
});

/** The PC that holds the office which this one opens: where it answers, and the one certificate that it has. */
export type MainPc = Readonly<z.infer<typeof mainPcSchema>>;

/**
 * The origin that a user means by `192.168.1.5`, `192.168.1.5:7421` or `https://192.168.1.5:7421/`, also with Arabic
 * digits; null for anything else. Only numbers of the network and `localhost` are taken: the main PC answers to no
 * name, because whoever answers for names could lead it elsewhere.
 */
export function originOf(typed: string): string | null {
  const plain = latinDigits(typed).trim();
  const url = URL.parse(plain.includes('://') ? plain : `https://${plain}`);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return null;
  if (url.hostname !== 'localhost' && isIP(bare(url.hostname)) === 0) return null;
  // 443 is what `https` means without a number; the office never listens there, unless it is asked to.
  const isPortTyped = url.port !== '' || /:443\/?$/.test(plain);
  return isPortTyped ? url.origin : `${url.origin}:${DEFAULT_LAN_PORT}`;
}

/** Is this address one of the main PC's own? Compared by its parsed origin, never by a prefix. */
export function isAtMainPc({ address }: MainPc, asked: string): boolean {
  return URL.parse(asked)?.origin === address;
}

export type CertificateVerdict =
  | { readonly kind: 'main_pc' }
  /** Somebody else answers, or the main PC has a new certificate; `found` is null for what is no certificate at all. */
  | { readonly kind: 'other'; readonly found: string | null };

/** Only the certificate that was compared by eye, and only at the address that it was compared at. */
export function judgeCertificate(
  { address, fingerprint }: MainPc,
  shown: { readonly hostname: string; readonly certificate: string },
): CertificateVerdict {
  const found = readFingerprint(shown.certificate);
  const isAtHost = bare(shown.hostname) === bare(new URL(address).hostname);
  return found === fingerprint && isAtHost ? { kind: 'main_pc' } : { kind: 'other', found };
}

function readFingerprint(certificate: string): string | null {
  try {
    return fingerprintOf(certificate);
  } catch {
    // Not a certificate: it equals none.
    return null;
  }
}

/** Without the brackets that an address of IPv6 has inside a URL. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
