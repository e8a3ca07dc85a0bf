import type Database from 'better-sqlite3';
import { fromMoment } from '#kernel/date.ts';
import { leftOn, usedAlso, type DayUse } from '#kernel/sync/file-policy.ts';
import { selfNumber, setSelfNumber } from '#db/self.ts';

export interface DayMeterOptions {
  readonly raw: Database.Database;
  /** The allowance of a day, in bytes; 0 for none. */
  readonly allowance: () => number;
  /** Bytes of it that are left to others. */
  readonly kept?: () => number;
  readonly now: () => number;
}

/** What of the day's allowance for files is used. It lies in the database, so no restart begins the day anew. */
export class DayMeter {
  readonly #options: DayMeterOptions;

  constructor(options: DayMeterOptions) {
    this.#options = options;
  }

  /** Bytes of files that may still go over the line today; null when nothing limits them. */
  get left(): number | null {
    const { raw, allowance } = this.#options;
    return leftOn(this.#day(), this.#use(), { bytes: allowance(), liftedOn: selfNumber(raw, 'files_lifted', 0) });
  }

  has(bytes: number): boolean {
    const { left } = this;
    return left === null || bytes <= left - (this.#options.kept?.() ?? 0);
  }

  /** Counts bytes that go over the line, before they go: a cut never makes them uncounted. */
  use(bytes: number): void {
    const { raw } = this.#options;
    const used = usedAlso(this.#use(), { day: this.#day(), bytes });
    raw.transaction(() => {
      setSelfNumber(raw, 'files_day', used.day);
      setSelfNumber(raw, 'files_bytes', used.bytes);
    })();
  }

  /** Lets the files of today go whatever the allowance says. */
  lift(): void {
    setSelfNumber(this.#options.raw, 'files_lifted', this.#day());
  }

  #use(): DayUse {
    const { raw } = this.#options;
    return { day: selfNumber(raw, 'files_day', 0), bytes: selfNumber(raw, 'files_bytes', 0) };
  }

  #day(): number {
    return Number(fromMoment(this.#options.now()).replaceAll('-', ''));
  }
}
