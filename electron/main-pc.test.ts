import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newDataKey } from '#db/keyring.ts';
import { lanCertificate } from '#office/certificate.ts';
import { isAtMainPc, judgeCertificate, mainPcSchema, originOf } from './main-pc.ts';

async function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'diwan certificate '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return lanCertificate(join(folder, 'lan.json'), Buffer.from(newDataKey()), Date.UTC(2026, 0, 1));
}

const address = 'https://192.168.1.5:7421';

describe('the certificate of the main PC', () => {
  it('is taken when it is the one that the main PC shows', async () => {
    const { cert, fingerprint } = await certificate();
    expect(mainPcSchema.parse({ address, fingerprint })).toEqual({ address, fingerprint });
    const verdict = judgeCertificate({ address, fingerprint }, { hostname: '192.168.1.5', certificate: cert });
    expect(verdict).toEqual({ kind: 'main_pc' });
  });

  it('is refused at another address, even when it is the same', async () => {
    const { cert, fingerprint } = await certificate();
    const verdict = judgeCertificate({ address, fingerprint }, { hostname: '192.168.1.50', certificate: cert });
    expect(verdict.kind).toBe('other');
  });

  it('is refused when it is another one, and said which', async () => {
    const [known, other] = await Promise.all([certificate(), certificate()]);
    const shown = { hostname: '192.168.1.5', certificate: other.cert };
    const verdict = judgeCertificate({ address, fingerprint: known.fingerprint }, shown);
    expect(verdict).toEqual({ kind: 'other', found: other.fingerprint });
  });

  it('is refused when it is none', async () => {
    const { fingerprint } = await certificate();
    for (const nothing of ['', 'not a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']) {
      const verdict = judgeCertificate({ address, fingerprint }, { hostname: '192.168.1.5', certificate: nothing });
      expect(verdict).toEqual({ kind: 'other', found: null });
    }
  });

  it('is found at an IPv6 address with and without its brackets', async () => {
    const { cert, fingerprint } = await certificate();
    const mainPc = { address: 'https://[fd00::5]:7421', fingerprint };
    for (const hostname of ['fd00::5', '[fd00::5]'])
      expect(judgeCertificate(mainPc, { hostname, certificate: cert }).kind).toBe('main_pc');
  });
});

describe('the address of the main PC', () => {
  it.each([
    ['192.168.1.5', address],
    [' 192.168.1.5:7421 ', address],
    ['https://192.168.1.5:7421/', address],
    ['١٩٢.١٦٨.١.٥', address],
    ['۱۹۲.۱۶۸.۱.۵:۷۵۰۰', 'https://192.168.1.5:7500'],
    ['localhost:7421', 'https://localhost:7421'],
    ['[fd00::5]', 'https://[fd00::5]:7421'],
    ['192.168.1.5:443', 'https://192.168.1.5'],
  ])('%s is %s', (typed, origin) => {
    expect(originOf(typed)).toBe(origin);
  });

  it.each([
    ...['', 'office', 'example.org', 'http://192.168.1.5', 'file:///etc/passwd', 'javascript:alert(1)'],
    ...['https://192.168.1.5:7421/login', 'https://192.168.1.5:7421/?a=b', 'https://192.168.1.5:7421/#a'],
    ...['https://user:word@192.168.1.5', '192.168.1.5.evil.example', '192.168.1.5 7421', 'app://diwan/'],
  ])('%s is none', (typed) => {
    expect(originOf(typed)).toBeNull();
  });

  it('equals its whole origin, never a beginning of it', () => {
    const mainPc = { address, fingerprint: '' };
    expect(isAtMainPc(mainPc, `${address}/#/org/users`)).toBe(true);
    for (const other of [
      'https://192.168.1.5:74210/',
      'https://192.168.1.5/',
      'https://192.168.1.5:7421.evil.example/',
      'https://192.168.1.5:7421@evil.example/',
      'http://192.168.1.5:7421/',
      'app://diwan/',
      'nothing',
    ])
      expect(isAtMainPc(mainPc, other), other).toBe(false);
  });

  it('is not kept in another shape than it is compared in', () => {
    const fingerprint = Array.from({ length: 16 }, () => '0A1B').join(' ');
    expect(mainPcSchema.safeParse({ address, fingerprint }).success).toBe(true);
    expect(mainPcSchema.safeParse({ address: `${address}/`, fingerprint }).success).toBe(false);
    expect(mainPcSchema.safeParse({ address: 'https://example.org:7421', fingerprint }).success).toBe(false);
    expect(mainPcSchema.safeParse({ address, fingerprint: fingerprint.toLowerCase() }).success).toBe(false);
    expect(mainPcSchema.safeParse({ address, fingerprint: fingerprint.slice(5) }).success).toBe(false);
  });
});
