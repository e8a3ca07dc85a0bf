export function toolScript(name: string): string | null;
