import { basename, join } from 'node:path';
import { backUp, listBackups, proveBackup, type BackupEntry, type BackupManifest } from '#db/backup.ts';
import type { OfficeDatabase } from '#db/open.ts';
import { purposeKey } from '#db/keyring.ts';
import { Refusal, refusal } from '#db/refusal.ts';
import type { PlatformSettings } from '#modules/module.ts';
import type { Clock } from './clock.ts';
import type { OfficePaths } from './folder.ts';
import type { Logger } from './log.ts';

const LOOK_EVERY = 10 * 60_000;
/** Not while people are signing in: a copy of a large office takes a second. */
const FIRST_LOOK = 60_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface BackupsOptions {
  readonly database: OfficeDatabase;
  readonly dataKey: Buffer;
  readonly paths: OfficePaths;
  readonly office: () => { readonly id: string; readonly name: string };
  readonly settings: () => PlatformSettings;
  /** False while the office is still being fetched: a copy of half of it would pass for one. */
  readonly isWhole: () => boolean;
  readonly programSchema: number;
  readonly now: Clock;
  readonly log: Logger;
}

/** Dated copies of the office in the folder of the settings: when they are due, and when somebody asks. */
export class Backups {
  readonly #options: BackupsOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #first: NodeJS.Timeout;
  #lastProblem: string | null = null;
  /** When the newest copy was made, as it was seen last; undefined before that. */
  #newestAt: number | null | undefined;

  constructor(options: BackupsOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.runIfDue(), LOOK_EVERY);
    this.#timer.unref();
    this.#first = setTimeout(() => this.runIfDue(), FIRST_LOOK);
    this.#first.unref();
  }

  /** The code of what went wrong with the last copy, or null. */
  get lastProblem(): string | null {
    return this.#lastProblem;
  }

  /** Whole minutes since the newest copy, null where there is none; undefined before the folder was looked into. */
  get age(): number | null | undefined {
    const newestAt = this.#newestAt;
    return newestAt ? Math.max(0, Math.floor((this.#options.now() - newestAt) / MINUTE)) : newestAt;
  }

  /** The copies of this office, newest first: those of another in the same folder say nothing about it. */
  list(): readonly BackupEntry[] {
    const { settings, office } = this.#options;
    const { backupFolder } = settings();
    const { id } = office();
    const found = backupFolder === '' ? [] : listBackups(backupFolder).filter(({ manifest }) => manifest.office === id);
    this.#newestAt = found[0]?.manifest.createdAt ?? null;
    return found;
  }

  /** Makes a copy now. Refuses `BACKUP_FOLDER_MISSING` when the stick or share is not there, and `DATABASE_*`. */
  run(): BackupEntry {
    const { database, paths, office, settings, now } = this.#options;
    const { backupFolder, backupsKept } = settings();
    if (backupFolder === '') throw this.#failed(refusal('BACKUP_FOLDER_MISSING'));
    try {
      const entry = backUp({
        ...{ database, filesFolder: paths.files, keyringPath: paths.keyring, target: backupFolder, now: now() },
        ...{ office: office(), keep: backupsKept },
      });
      this.#lastProblem = null;
      this.#newestAt = entry.manifest.createdAt;
      return entry;
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /** Proves that one of the copies can be restored. */
  prove(name: string): BackupManifest {
    const { dataKey, programSchema } = this.#options;
    return proveBackup(this.pathOf(name), purposeKey(dataKey, 'database'), programSchema);
  }

  /** Where the copy of this name lies; a name that is a path is refused. */
  pathOf(name: string): string {
    if (name !== basename(name)) throw refusal('NOT_FOUND');
    return join(this.#options.settings().backupFolder, name);
  }

  /** Makes a copy when the newest is older than the settings allow. A failure is kept for the health page. */
  runIfDue(): void {
    const { settings, isWhole, now, log } = this.#options;
    const { backupFolder, backupHours } = settings();
    if (!isWhole()) return;
    try {
      const newest = this.list()[0]?.manifest.createdAt ?? 0;
      if (backupFolder !== '' && now() - newest >= backupHours * HOUR) this.run();
    } catch (error) {
      this.#failed(error);
      log.warn({ problem: this.#lastProblem }, 'backup failed');
    }
  }

  close(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#first);
  }

  #failed(error: unknown): unknown {
    this.#lastProblem = error instanceof Refusal ? (error.problems[0]?.code ?? 'INTERNAL') : 'INTERNAL';
    return error;
  }
}
