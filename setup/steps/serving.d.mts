export function servesWindow(args: readonly string[]): boolean;
export function isOfServer(args: readonly string[]): boolean;
export function servesDesk(args: readonly string[]): boolean;
