import { readFileSync } from 'node:fs';
import { WEB_ORIGIN } from './addresses.ts';

/** Names on the page's window that the double speaks through. */
export const TO_MAIN = '__doubleToMain';
export const FROM_MAIN = '__doubleFromMain';

/** What the page tells the double. */
export type PageMessage =
  | { readonly kind: 'send' | 'invoke'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'port'; readonly id: number; readonly data: Packed };

/** A message of a port on its way through JSON. */
export type Packed = { readonly text: string } | { readonly bytes: string };

/** What the double tells the page. */
export type ToPage =
  | {
      readonly kind: 'message';
      readonly channel: string;
      readonly args: readonly unknown[];
      readonly ports: readonly number[];
    }
  | { readonly kind: 'port'; readonly id: number; readonly data: Packed }
  | { readonly kind: 'close'; readonly id: number };

/** The real preload file inside the page, with the three things of `electron` that a sandboxed preload may have. */
export function preloadScript(preload: string, argv: readonly string[]): string {
  return `(() => {
    if (window.top !== window || window.location.origin !== ${JSON.stringify(WEB_ORIGIN)}) return;
    const electron = (${preloadWorld.toString()})(${JSON.stringify(TO_MAIN)}, ${JSON.stringify(FROM_MAIN)});
    const require = (name) => {
      if (name === 'electron') return electron;
      throw new Error('A sandboxed preload cannot require ' + name);
    };
    const module = { exports: {} };
    ((require, module, exports, process) => { ${readFileSync(preload, 'utf8')} })(
      require, module, module.exports, { argv: ${JSON.stringify(argv)} });
  })();`;
}

/** Runs inside the page: it may use nothing from outside itself. */
function preloadWorld(toMainName: string, fromMainName: string): unknown {
  type Listener = (event: { ports: MessagePort[] }, ...args: readonly unknown[]) => void;
  // The double put this function on the page before any script ran.
  const toMain = (
    window as unknown as Record<string, (message: unknown) => Promise<{ value?: unknown; error?: string }>>
  )[toMainName];
  const listeners = new Map<string, Set<Listener>>();
  const near = new Map<number, MessagePort>();
  const pack = (data: unknown): unknown => {
    if (typeof data === 'string') return { text: data };
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : (data as Uint8Array);
    let letters = '';
    for (const byte of bytes) letters += String.fromCharCode(byte);
    return { bytes: btoa(letters) };
  };
  const unpack = (data: { text?: string; bytes?: string }): unknown =>
    data.bytes === undefined ? data.text : Uint8Array.from(atob(data.bytes), (letter) => letter.charCodeAt(0));
  const open = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    near.set(id, port2);
    port2.onmessage = ({ data }) => void toMain?.({ kind: 'port', id, data: pack(data) });
    return port1;
  };
  const hear = (message: {
    kind: string;
    id: number;
    channel: string;
    args: unknown[];
    ports: number[];
    data: object;
  }): void => {
    if (message.kind === 'message') {
      const ports = message.ports.map(open);
      for (const listener of listeners.get(message.channel) ?? []) listener({ ports }, ...message.args);
    } else if (message.kind === 'port') near.get(message.id)?.postMessage(unpack(message.data));
    else {
      near.get(message.id)?.close();
      near.delete(message.id);
    }
  };
  Object.defineProperty(window, fromMainName, { value: hear });
  return {
    ipcRenderer: {
      send: (channel: string, ...args: unknown[]) => void toMain?.({ kind: 'send', channel, args }),
      invoke: async (channel: string, ...args: unknown[]) => {
        const answer = await toMain?.({ kind: 'invoke', channel, args });
        if (answer?.error !== undefined) throw new Error(answer.error);
        return answer?.value;
      },
      on: (channel: string, listener: Listener) => {
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      },
      removeListener: (channel: string, listener: Listener) => listeners.get(channel)?.delete(listener),
    },
    contextBridge: {
      exposeInMainWorld: (name: string, api: object) => {
        Object.defineProperty(window, name, { value: Object.freeze({ ...api }), enumerable: true });
      },
    },
  };
}
