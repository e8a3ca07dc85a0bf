import { cpSync } from 'node:fs';
import { DEMONSTRATION } from '#office/demonstration.ts';
import { openOffice } from '#office/office.ts';
import { serveOffice } from '#office/serve.ts';

/** The main PC of the tests: a real office that really listens, over TLS, for the other PCs. */
export interface MainPcOffice {
  readonly address: string;
  readonly fingerprint: string;
  newCode(): string;
  stop(): Promise<void>;
}

/** Opens a copy of the founded office in its own folder, and its entrance at the given port or a free one. */
export async function serveMainPc(options: {
  readonly founded: string;
  readonly folder: string;
  readonly port?: number;
}): Promise<MainPcOffice> {
  const { founded, folder, port = 0 } = options;
  cpSync(founded, folder, { recursive: true });
  const secret = { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase } as const;
  const office = openOffice({ folder, secret, version: '0.0.0-test', isDemonstration: true, isLogging: false });
  const serving = await serveOffice({ office, port: 0, lanPort: port });
  if (serving.lan === null) throw new Error('The office is not open to other PCs.');
  const { addresses, fingerprint } = serving.lan;
  const actual = new URL(addresses[0] ?? `https://127.0.0.1:${port}`).port;
  return {
    ...{ address: `https://127.0.0.1:${actual}`, fingerprint },
    newCode: () => office.core.devices.createCode().code,
    stop: async () => {
      await serving.close();
      await office.close();
    },
  };
}
