import { BrowserWindow, session } from 'electron';
import { certificateAt } from './certificate-at.ts';
import type { Language } from './config.ts';
import type { Homes } from './homes.ts';
import { addressPage, chosenPage, comparePage, JOIN_PATHS, JOIN_POLICY, JOIN_STYLE } from './join-page.ts';
import { originOf, type MainPc } from './main-pc.ts';
import { APP_SCHEME } from './origin.ts';
import { guardPermissions } from './permissions.ts';
import { textIn } from './texts.ts';

const JOIN_HOST = 'join';
const JOIN_ADDRESS = `${APP_SCHEME}://${JOIN_HOST}/`;

export interface JoinOptions {
  readonly homes: Homes;
  readonly language: Language;
  /** The address that was used before, to begin with. */
  readonly address: string;
  readonly onChosen: (mainPc: MainPc) => void;
}

/**
 * The window that asks which PC holds the office. Its pages are made here, hold no script and have no preload: what the
 * user types comes back as the form's address, in a session that nothing else shares.
 */
export function openJoinWindow(options: JoinOptions): BrowserWindow {
  // Not kept on the disk, and with nothing of an earlier window.
  const own = session.fromPartition('join');
  options.homes.settle(own, isJoinAddress);
  guardPermissions(own, isJoinAddress);
  const joining = new Joining(options);
  if (own.protocol.isProtocolHandled(APP_SCHEME)) own.protocol.unhandle(APP_SCHEME);
  own.protocol.handle(APP_SCHEME, (request) => joining.answer(request));
  const window = new BrowserWindow({
    ...{ width: 620, height: 640, title: textIn(options.language, 'join.title'), backgroundColor: '#f5f7fa' },
    ...{ minimizable: false, maximizable: false, fullscreenable: false, show: false },
    webPreferences: {
      ...{ session: own, sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
      ...{ spellcheck: false, devTools: false },
    },
  });
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  void window.loadURL(JOIN_ADDRESS);
  return window;
}

/** One conversation: what was found last is the only thing that can be chosen. */
class Joining {
  readonly #options: JoinOptions;
  #typed: string;
  #found: MainPc | null = null;

  constructor(options: JoinOptions) {
    this.#options = options;
    this.#typed = options.address;
  }

  async answer({ method, url }: Request): Promise<Response> {
    if (method !== 'GET' || !isJoinAddress(url)) return reply('', { status: 404 });
    const { pathname, searchParams } = new URL(url);
    switch (pathname) {
      case JOIN_PATHS.form:
        return this.#ask(null);
      case JOIN_PATHS.look:
        return this.#look(searchParams.get('address') ?? '');
      case JOIN_PATHS.choose:
        return this.#choose(searchParams.get('fingerprint') ?? '');
      case JOIN_PATHS.style:
        return reply(JOIN_STYLE, { type: 'text/css; charset=utf-8' });
      default:
        return reply('', { status: 404 });
    }
  }

  async #look(typed: string): Promise<Response> {
    this.#typed = typed.slice(0, 100);
    this.#found = null;
    const address = originOf(this.#typed);
    if (address === null) return this.#ask('join.badAddress');
    const fingerprint = await certificateAt(address);
    if (fingerprint === null) return this.#ask('join.unreachable');
    this.#found = { address, fingerprint };
    return reply(comparePage(this.#options.language, this.#found));
  }

  #choose(fingerprint: string): Response {
    const found = this.#found;
    // The page may be an old one, from before another address was looked at.
    if (found === null || found.fingerprint !== fingerprint) return this.#ask(null);
    this.#found = null;
    // The page is answered first: what follows ends this program.
    setImmediate(() => this.#options.onChosen(found));
    return reply(chosenPage(this.#options.language));
  }

  #ask(problem: Parameters<typeof addressPage>[1]['problem']): Response {
    return reply(addressPage(this.#options.language, { typed: this.#typed, problem }));
  }
}

function isJoinAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === JOIN_HOST;
}

function reply(body: string, { status = 200, type = 'text/html; charset=utf-8' } = {}): Response {
  const headers = {
    ...{ 'content-type': type, 'content-security-policy': JOIN_POLICY, 'x-content-type-options': 'nosniff' },
    ...{ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' },
  };
  return new Response(body, { status, headers });
}
