import { connect } from 'node:tls';
import type { WebContentsDouble } from './web-contents.ts';

type Serve = (request: Request) => Promise<Response>;
type Verify = (
  shown: { readonly hostname: string; readonly certificate: { readonly data: string } },
  answer: (result: number) => void,
) => void;
type BeforeRequest = (details: { readonly url: string }, answer: (judged: { cancel?: boolean }) => void) => void;

export interface Permission {
  request?: (contents: WebContentsDouble, permission: string, answer: (isGranted: boolean) => void) => void;
  check?: (contents: WebContentsDouble | null, permission: string) => boolean;
  device?: () => boolean;
}

/** What Chromium would do with a request to the network. */
export type Way = 'open' | 'blocked' | 'silent' | 'refused';

/** `session` of the double: keeps the shell's handlers, and asks them about real certificates. */
export class SessionDouble {
  readonly partition: string;
  readonly permission: Permission = {};
  proxy: unknown = null;
  #serve: Serve | null = null;
  #verify: Verify | null = null;
  #beforeRequest: BeforeRequest | null = null;

  constructor(partition: string) {
    this.partition = partition;
  }

  readonly protocol = {
    handle: (_scheme: string, serve: Serve) => void (this.#serve = serve),
    unhandle: () => void (this.#serve = null),
    isProtocolHandled: () => this.#serve !== null,
  };

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest) => void (this.#beforeRequest = listener),
  };

  get serve(): Serve | null {
    return this.#serve;
  }

  setCertificateVerifyProc(verify: Verify): void {
    this.#verify = verify;
  }

  setPermissionRequestHandler(handler: NonNullable<Permission['request']>): void {
    this.permission.request = handler;
  }

  setPermissionCheckHandler(handler: NonNullable<Permission['check']>): void {
    this.permission.check = handler;
  }

  setDevicePermissionHandler(handler: NonNullable<Permission['device']>): void {
    this.permission.device = handler;
  }

  async setProxy(proxy: unknown): Promise<void> {
    this.proxy = proxy;
  }

  /**
   * Where a request of this session may go. The browser of the double takes every certificate, so the one that really
   * answers is fetched here and shown to the shell. A session without a judge reaches nothing.
   */
  async wayTo(address: string): Promise<Way> {
    const verify = this.#verify;
    if (verify === null || this.#isCancelled(address)) return 'blocked';
    const { hostname, port } = new URL(address);
    const data = await certificateOf(hostname, Number(port || 443));
    if (data === null) return 'silent';
    const result = await new Promise<number>((resolve) => verify({ hostname, certificate: { data } }, resolve));
    return result === 0 ? 'open' : 'refused';
  }

  #isCancelled(url: string): boolean {
    let isCancelled = false;
    this.#beforeRequest?.({ url }, ({ cancel }) => (isCancelled = cancel ?? false));
    return isCancelled;
  }
}

function certificateOf(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false });
    socket.once('error', () => resolve(null));
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      socket.destroy();
      resolve(certificate?.toString() ?? null);
    });
  });
}
