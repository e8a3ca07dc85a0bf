import type { createHashRouter } from 'react-router';

/**
 * The router can ask before Back only between entries that it has numbered (`history.state.idx`). Those of an address
 * that was typed, a bookmark or a plain link have no number: they get theirs here, before the router hears of them, for
 * this listener is added before its own.
 */
let at = numberOf(history.state) ?? 0;

window.addEventListener('popstate', () => {
  // A new entry stands behind the one from which it was opened.
  if (numberOf(history.state) === null) history.replaceState({ ...stateOf(history.state), idx: at + 1 }, '');
  at = numberOf(history.state) ?? at;
});

/** Keeps count of the entries that the router makes itself. */
export function countEntries(router: ReturnType<typeof createHashRouter>): void {
  router.subscribe(() => {
    at = numberOf(history.state) ?? at;
  });
}

function numberOf(state: unknown): number | null {
  const { idx } = stateOf(state);
  return typeof idx === 'number' ? idx : null;
}

function stateOf(state: unknown): { readonly idx?: unknown } {
  return typeof state === 'object' && state !== null ? state : {};
}
