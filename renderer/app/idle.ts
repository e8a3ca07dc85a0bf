/** The last moment at which somebody used any window of this session, shared between the windows. */
const KEY = 'diwan.lastUse';
const CHECK_MILLISECONDS = 5_000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Has nobody touched a window for so long that it must be covered? */
export function isIdle(times: {
  readonly lastUseAt: number;
  readonly now: number;
  readonly idleMinutes: number;
}): boolean {
  return times.now - times.lastUseAt >= times.idleMinutes * 60_000;
}

/** Calls `cover` when all windows have been idle for so long; returns how to stop watching. */
export function watchIdle(idleMinutes: number, cover: () => void): () => void {
  let noted = 0;
  const note = (): void => {
    // The wall clock counts, not the page's: the computer may have slept.
    const now = Date.now();
    if (now - noted < 1_000) return;
    noted = now;
    localStorage.setItem(KEY, String(now));
  };
  note();
  for (const sign of signs) window.addEventListener(sign, note, { passive: true, capture: true });
  const timer = setInterval(() => {
    const now = Date.now();
    const lastUseAt = Number(localStorage.getItem(KEY) ?? now);
    if (isIdle({ lastUseAt, now, idleMinutes })) cover();
  }, CHECK_MILLISECONDS);
  return () => {
    clearInterval(timer);
    for (const sign of signs) window.removeEventListener(sign, note, { capture: true });
  };
}
