/** Which forms hold changes that nobody saved, so that leaving can ask first. */
const dirty = new Set<object>();
const listeners = new Set<() => void>();

export function setDirty(owner: object, isDirty: boolean): void {
  const before = isAnythingDirty();
  if (isDirty) dirty.add(owner);
  else dirty.delete(owner);
  if (before !== isAnythingDirty()) for (const listener of listeners) listener();
}

/** For the router and the window: is there something to lose on this screen? */
export function isAnythingDirty(): boolean {
  return dirty.size > 0;
}

/** Hears when the first form begins to hold such changes, and when the last one has none. */
export function onDirtyChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

if (typeof window !== 'undefined') {
  window.addEventListener('beforeunload', (event) => {
    if (isAnythingDirty()) event.preventDefault();
  });
}
