/** The one clock of the office service; tests and simulations hand in their own. */
export type Clock = () => number;

/** Milliseconds since 1970, as this PC believes them. */
export const systemClock: Clock = () => Date.now();
