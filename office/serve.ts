import { fileURLToPath } from 'node:url';
import { lanAddresses, lanCertificate } from './certificate.ts';
import type { Office } from './office.ts';
import { buildHttp } from './transports/http.ts';

export const DEFAULT_PORT = 7420;

export interface ServeOptions {
  readonly office: Office;
  /** For this PC; 0 takes a free one. */
  readonly port: number;
  /** For the other PCs of the office, or null to stay closed to them. */
  readonly lanPort: number | null;
  readonly rendererFolder?: string | null;
}

export interface Serving {
  /** Where a browser of this PC opens the office. */
  readonly address: string;
  readonly lan: { readonly addresses: readonly string[]; readonly fingerprint: string } | null;
  close(): Promise<void>;
}

/** Bundled, this file lies inside `dist` (`.mjs`); run from its source, beside it. */
const rendererPath = import.meta.url.endsWith('.mjs') ? '../renderer' : '../dist/renderer';

/** The built window code, beside the program. */
export const builtRenderer = fileURLToPath(new URL(rendererPath, import.meta.url));

/** Opens the entrances of an office: HTTP for this PC alone, and TLS for paired PCs of the LAN where asked. */
export async function serveOffice({
  office,
  port,
  lanPort,
  rendererFolder = builtRenderer,
}: ServeOptions): Promise<Serving> {
  const local = await buildHttp({ office, rendererFolder, lan: null });
  const address = await local.listen({ host: '127.0.0.1', port });
  if (lanPort === null) return { address, lan: null, close: () => local.close() };
  const { core } = office;
  const certificate = await lanCertificate(core.paths.certificate, core.dataKey, core.now());
  const lan = await buildHttp({ office, rendererFolder, lan: certificate });
  const reached = await lan.listen({ host: '0.0.0.0', port: lanPort });
  const { port: actualPort } = new URL(reached);
  const addresses = lanAddresses().map((ip) => `https://${ip}:${actualPort}`);
  core.lan = { addresses, fingerprint: certificate.fingerprint };
  return {
    ...{ address, lan: core.lan },
    close: async () => {
      core.lan = null;
      await Promise.all([local.close(), lan.close()]);
    },
  };
}
