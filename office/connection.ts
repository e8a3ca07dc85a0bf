import type { Context } from '#modules/module.ts';
import type { OfficeCore } from './core.ts';
import type { Who } from './router.ts';

/** How a request reached the office, as its transport knows it: the initial context of the router. */
export interface Connection {
  readonly kind: 'http' | 'port';
  readonly address: string;
  readonly userAgent: string;
  /** On this PC always; on another one after pairing. */
  readonly isPaired: boolean;
  /** It sits at the PC on which the office lies. */
  readonly isHere: boolean;
  /** The two halves of a session, when both were sent. */
  readonly session: { readonly cookie: string; readonly proof: string } | null;
  readonly token: string | null;
  readonly signal?: AbortSignal;
  /** Keeps (or with null forgets) a secret on the other side. */
  readonly keep: (name: 'session' | 'device', secret: string | null) => void;
}

/** What the platform's own procedures work with. */
export interface OfficeContext extends Context, Record<never, never> {
  readonly core: OfficeCore;
  readonly connection: Connection;
  readonly who: Who | null;
}
