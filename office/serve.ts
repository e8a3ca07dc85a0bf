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
  port: localPort,
  lanPort,
  rendererFolder = builtRenderer,
}: ServeOptions): Promise<Serving> {
  const local = await buildHttp({ office, rendererFolder, lan: null });
  const address = await local.listen({ host: '127.0.0.1', port: localPort });
  if (lanPort === null) return { address, lan: null, close: () => local.close() };
  const { core } = office;
  const certificate = await lanCertificate(core.paths.certificate, core.dataKey, core.now());
  const lan = await buildHttp({ office, rendererFolder, lan: certificate });
  const port = await listenOnLan(office, lan, lanPort);
  if (port !== null) {
    const addresses = lanAddresses().map((ip) => `https://${ip}:${port}`);
    core.lan = { addresses, fingerprint: certificate.fingerprint };
  }
  return {
    ...{ address, lan: core.lan },
    close: async () => {
      core.lan = null;
      core.lanProblem = null;
      await Promise.all([local.close(), lan.close()]);
    },
  };
}

/** The port, or null when another program has it: this PC works on, and the health page says why the others cannot. */
async function listenOnLan({ core }: Office, server: Listening, wanted: number): Promise<number | null> {
  try {
    return Number(new URL(await server.listen({ host: '0.0.0.0', port: wanted })).port);
  } catch (error) {
    if (!isTaken(error)) throw error;
    core.lanProblem = 'LAN_PORT_BUSY';
    core.log.error({ port: wanted }, 'the port for other PCs is taken');
    return null;
  }
}

type Listening = Awaited<ReturnType<typeof buildHttp>>;

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
