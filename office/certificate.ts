import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { generate } from 'selfsigned';
import { z } from 'zod';
import { writeWhole } from '#db/durable.ts';
import { purposeKey } from '#db/keyring.ts';
import { fingerprintOf } from './lan.ts';
import { sealText, unsealText } from '#db/sealed-text.ts';

const YEARS = 10;
const stored = z.object({ cert: z.string(), sealedKey: z.string() });

export interface LanCertificate {
  readonly key: string;
  readonly cert: string;
  /** SHA-256 of the certificate in groups of four, to be compared by eye on both PCs. */
  readonly fingerprint: string;
}

/** The certificate of the LAN entrance: made at the first start and kept, its private key sealed with the office's. */
export async function lanCertificate(path: string, dataKey: Buffer, now: number): Promise<LanCertificate> {
  const key = purposeKey(dataKey, 'files');
  if (existsSync(path)) {
    const { cert, sealedKey } = stored.parse(JSON.parse(readFileSync(path, 'utf8')));
    return { cert, key: unsealText(sealedKey, key), fingerprint: fingerprintOf(cert) };
  }
  const notBeforeDate = new Date(now - 86_400_000);
  const notAfterDate = new Date(now + YEARS * 366 * 86_400_000);
  const made = await generate([{ name: 'commonName', value: 'Diwan office' }], {
    ...{ keyType: 'ec', curve: 'P-256', algorithm: 'sha256', notBeforeDate, notAfterDate },
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [{ type: 2, value: 'localhost' }, ...lanAddresses().map((ip) => ({ type: 7 as const, ip }))],
      },
    ],
  });
  writeWhole(path, JSON.stringify({ cert: made.cert, sealedKey: sealText(made.private, key) }));
  return { cert: made.cert, key: made.private, fingerprint: fingerprintOf(made.cert) };
}

/** The addresses of this PC on its networks. */
export function lanAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
}
