import { hash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { z } from 'zod';
import { keptSecret } from './kept-secret.ts';

const YEARS = 10;
const DAY = 86_400_000;
const stored = z.object({ cert: z.string(), key: z.string() });

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
  /** SHA-256 of the certificate, 64 hexadecimal digits: what an invitation carries. */
  readonly fingerprint: string;
}

/** The certificate of these two PEM files; of a chain the first one counts. */
export function givenCertificate(certPath: string, keyPath: string): Certificate {
  const cert = readFileSync(certPath, 'utf8');
  return { cert, key: readFileSync(keyPath, 'utf8'), fingerprint: fingerprintOf(cert) };
}

/** The self-made certificate that lies in the folder, made at the first start. Offices know it by its fingerprint. */
export async function ownCertificate(folder: string, now: number): Promise<Certificate> {
  const text = await keptSecret(join(folder, 'tls.json'), async () => {
    const made = await generate([{ name: 'commonName', value: 'Diwan data centre' }], {
      ...{ keyType: 'ec', curve: 'P-256', algorithm: 'sha256' },
      ...{ notBeforeDate: new Date(now - DAY), notAfterDate: new Date(now + YEARS * 366 * DAY) },
      extensions: [
        {
          name: 'subjectAltName',
          altNames: [
            ...['localhost', hostname()].map((value) => ({ type: 2 as const, value })),
            ...['127.0.0.1', ...ownAddresses()].map((ip) => ({ type: 7 as const, ip })),
          ],
        },
      ],
    });
    return JSON.stringify({ cert: made.cert, key: made.private });
  });
  const { cert, key } = stored.parse(JSON.parse(text));
  return { cert, key, fingerprint: fingerprintOf(cert) };
}

/** The addresses of this machine on its networks. */
export function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
}

function fingerprintOf(cert: string): string {
  return hash('sha256', new X509Certificate(cert).raw);
}
