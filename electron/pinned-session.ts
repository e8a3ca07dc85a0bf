import { session, type Session } from 'electron';
import { isAtMainPc, judgeCertificate, type CertificateVerdict, type MainPc } from './main-pc.ts';
import { guardPermissions } from './permissions.ts';

/** Chromium's answers: take it whatever else is wrong with it, or refuse it. */
const [ACCEPTED, REFUSED] = [0, -2] as const;

/**
 * The session of the main PC's office: its own cookies, no way to any other place, and no certificate but the one that
 * was compared. Another certificate means another session, which knows nothing of what was kept under the first.
 */
export async function pinnedSession(mainPc: MainPc, onShown: (verdict: CertificateVerdict) => void): Promise<Session> {
  const name = mainPc.fingerprint.replaceAll(' ', '').toLowerCase();
  const pinned = session.fromPartition(`persist:main-pc-${name}`);
  pinned.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    const verdict = judgeCertificate(mainPc, { hostname, certificate: certificate.data });
    answer(verdict.kind === 'main_pc' ? ACCEPTED : REFUSED);
    onShown(verdict);
  });
  pinned.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isNeeded(mainPc, url) }));
  guardPermissions(pinned, (address) => isAtMainPc(mainPc, address));
  // The main PC stands on the same network: nobody is to be put in between.
  await pinned.setProxy({ mode: 'direct' });
  return pinned;
}

/** What a page holds in itself needs no network. */
function isNeeded(mainPc: MainPc, address: string): boolean {
  return isAtMainPc(mainPc, address) || /^(?:blob|data):/.test(address);
}
