/**
 * The invitation of the office to which this PC goes, from the page that set the other one aside to the one that
 * follows it. It is a secret with a short life: it lies in the memory of this window and nowhere else, and whoever
 * closes the window pastes it again.
 */
let handed = '';

export function handInvitation(text: string): void {
  handed = text;
}

/** Empty where none was handed over, or it was followed. */
export function handedInvitation(): string {
  return handed;
}
