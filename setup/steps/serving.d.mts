export function servesWindow(args: readonly string[]): boolean;
