import { join, resolve } from 'node:path';
import { z } from 'zod';
import { mainPcSchema, type MainPc } from './main-pc.ts';
import { StateFile } from './state-file.ts';

export type Language = 'ar' | 'ckb' | 'en';
export const languageSchema = z.enum(['ar', 'ckb', 'en']);

const configSchema = z.object({
  officeFolder: z.string().min(1).max(1000).optional(),
  language: languageSchema.default('ar'),
  /** Lets paired PCs of the network in. */
  isSharedOnLan: z.boolean().default(false),
  /** The PC whose office this one opens, instead of one of its own. */
  mainPc: mainPcSchema.nullable().default(null),
});

/** What this PC remembers about Diwan: which office it opens, and how. */
export interface Config {
  readonly officeFolder: string;
  readonly isDemonstration: boolean;
  readonly language: Language;
  readonly isSharedOnLan: boolean;
  readonly mainPc: MainPc | null;
}

/** The settings of this PC, from the command line first and from `desktop.json` in the user's folder otherwise. */
export class ConfigFile {
  readonly #file: StateFile<typeof configSchema>;
  readonly #argv: readonly string[];
  #current: Config;

  constructor(options: { readonly userData: string; readonly argv: readonly string[] }) {
    this.#argv = options.argv;
    this.#file = new StateFile(join(options.userData, 'desktop.json'), configSchema);
    const kept = this.#file.read();
    const isDemonstration = options.argv.includes('--demonstration');
    const asked = argument(options.argv, '--folder=');
    this.#current = {
      officeFolder: asked === null ? (kept?.officeFolder ?? join(options.userData, 'office')) : resolve(asked),
      isDemonstration,
      language: kept?.language ?? 'ar',
      isSharedOnLan: kept?.isSharedOnLan ?? false,
      // The demonstration lies on this PC.
      mainPc: isDemonstration ? null : (kept?.mainPc ?? null),
    };
  }

  get current(): Config {
    return this.#current;
  }

  change(next: Partial<Pick<Config, 'language' | 'isSharedOnLan' | 'mainPc'>>): void {
    this.#current = { ...this.#current, ...next };
    const { language, isSharedOnLan, officeFolder, isDemonstration } = this.#current;
    const isAsked = argument(this.#argv, '--folder=') !== null;
    // A folder given on the command line is for that start only.
    const kept = isAsked ? this.#file.read()?.officeFolder : officeFolder;
    const mainPc = isDemonstration ? (this.#file.read()?.mainPc ?? null) : this.#current.mainPc;
    this.#file.write({ language, isSharedOnLan, mainPc, ...(kept !== undefined && { officeFolder: kept }) });
  }
}

function argument(argv: readonly string[], prefix: string): string | null {
  const found = argv.find((entry) => entry.startsWith(prefix));
  return found === undefined ? null : found.slice(prefix.length);
}
