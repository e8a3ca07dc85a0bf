/** Which forms hold changes that nobody saved, so that leaving can ask first. */
const dirty = new Set<object>();

export function setDirty(owner: object, isDirty: boolean): void {
  if (isDirty) dirty.add(owner);
  else dirty.delete(owner);
}

/** For the router and the window: is there something to lose on this screen? */
export function isAnythingDirty(): boolean {
  return dirty.size > 0;
}

if (typeof window !== 'undefined') {
  window.addEventListener('beforeunload', (event) => {
    if (isAnythingDirty()) event.preventDefault();
  });
}
