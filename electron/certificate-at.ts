import { connect } from 'node:tls';
import { fingerprintOf } from '#office/lan.ts';

const ANSWER_MILLISECONDS = 8_000;

/** The fingerprint of the certificate that answers at an origin, or null where none does. Nothing is sent there. */
export function certificateAt(origin: string): Promise<string | null> {
  const { hostname, port } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  const { promise, resolve } = Promise.withResolvers<string | null>();
  // It proves itself to nobody but the user, who is about to compare it with what the main PC shows.
  const socket = connect({ host, port: Number(port || 443), rejectUnauthorized: false, minVersion: 'TLSv1.2' });
  const end = (fingerprint: string | null): void => {
    socket.destroy();
    resolve(fingerprint);
  };
  socket.setTimeout(ANSWER_MILLISECONDS, () => end(null));
  socket.once('error', () => end(null));
  socket.once('secureConnect', () => {
    // Typed as always there; a peer may have shown none.
    const { raw } = socket.getPeerCertificate() as { readonly raw?: Buffer };
    end(raw === undefined ? null : fingerprintOf(raw));
  });
  return promise;
}
