export declare const browserArguments: readonly string[];
export declare function browserPath(): string | null;
export declare function ensureBrowser(): Promise<string>;
