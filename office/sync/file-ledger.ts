import type Database from 'better-sqlite3';
import type { TableModel } from '#db/columns.ts';
import { prepared } from '#db/prepared.ts';
import { Refusal } from '#db/refusal.ts';
import { selfNumber } from '#db/self.ts';
import { FILE_LIMITS, type NamedFile } from '#kernel/sync/file-chunks.ts';
import type { FileStore } from '#modules/module.ts';

export interface FileLedgerOptions {
  readonly raw: Database.Database;
  readonly models: readonly TableModel[];
  readonly files: FileStore;
  readonly now: () => number;
}

/** How many files wait, and how large they are together. */
export interface FileSum {
  readonly count: number;
  readonly bytes: number;
}

export interface FileTotals {
  /** Here, and not at the data centre. */
  readonly out: FileSum;
  /** Named by a record, and not here. */
  readonly in: FileSum;
}

/** So many files are looked for on the disk before others get their turn. */
const LOOKED_AT_ONCE = 500;
/** Longer than any office is kept; a file that is wrong here is wrong there, too. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;
/** For whoever cannot come again in an hour: everything that is not given up has rested by then. */
export const ALL_RESTED = FOR_EVER - 1;

/**
 * Which contents the records of this office name, which of them lie here, and which the data centre has (`sync_file`).
 * It is a memory and no truth: what it says of the disk is looked at again before anything hangs on it.
 */
export class FileLedger {
  readonly #options: FileLedgerOptions;
  readonly #named: string | null;
  #seen = '';

  constructor(options: FileLedgerOptions) {
    this.#options = options;
    this.#named = namedSql(options.models);
  }

  /** Brings it up to the records as they are, and looks on the disk for what is new; answers whether more is to look for. */
  look(): boolean {
    const { raw, files } = this.#options;
    if (this.#named === null) return false;
    const state = stateOf(raw);
    if (state !== this.#seen) this.#takeNames(this.#named);
    this.#seen = state;
    const unseen = prepared(raw, 'SELECT sha256 FROM sync_file WHERE is_here IS NULL LIMIT ?')
      .pluck()
      .all(LOOKED_AT_ONCE) as string[];
    raw.transaction(() => {
      for (const sha256 of unseen) this.#note(sha256, files.has(sha256));
    })();
    return unseen.length === LOOKED_AT_ONCE;
  }

  /** What the data centre lacks, in the order in which it goes: what others wait for first, then the smallest. */
  toSend(limit: number, restedBy = this.#options.now()): readonly NamedFile[] {
    return prepared(
      this.#options.raw,
      `SELECT sha256, bytes FROM sync_file WHERE ${OUT} AND rests_until <= ?
       ORDER BY is_for_others DESC, bytes, sha256 LIMIT ?`,
    ).all(this.#centre(), restedBy, limit) as NamedFile[];
  }

  /** What is missing here and at most so large, the smallest first. */
  toFetch(largest: number, limit: number, restedBy = this.#options.now()): readonly NamedFile[] {
    return prepared(
      this.#options.raw,
      `SELECT sha256, bytes FROM sync_file WHERE ${IN} AND bytes <= ? AND rests_until <= ? ORDER BY bytes, sha256 LIMIT ?`,
    ).all(largest, restedBy, limit) as NamedFile[];
  }

  /** A content that a record here names; undefined for any other. */
  find(sha256: string): NamedFile | undefined {
    return prepared(this.#options.raw, 'SELECT sha256, bytes FROM sync_file WHERE sha256 = ? AND is_named = 1').get(
      sha256,
    ) as NamedFile | undefined;
  }

  /** This incarnation of the data centre has it. */
  noteThere(sha256: string, incarnation: number): void {
    prepared(this.#options.raw, 'UPDATE sync_file SET there = ? WHERE sha256 = ?').run(incarnation, sha256);
  }

  /** The chunks that the data centre said it has, one mark for each; fewer marks than chunks leave the rest unknown. */
  kept(sha256: string): string {
    const kept = prepared(this.#options.raw, 'SELECT kept FROM sync_file WHERE sha256 = ?').pluck().get(sha256);
    return typeof kept === 'string' ? kept : '';
  }

  noteKept(sha256: string, kept: string): void {
    prepared(this.#options.raw, 'UPDATE sync_file SET kept = ? WHERE sha256 = ?').run(kept, sha256);
  }

  noteHere(sha256: string): void {
    this.#note(sha256, true);
  }

  /** It was here and is gone from the disk: the data centre may still have it. */
  noteLost(sha256: string): void {
    this.#note(sha256, false);
  }

  /** It is left alone for so long. */
  rest(sha256: string, forMs: number): void {
    this.#restUntil(sha256, this.#options.now() + forMs);
  }

  /** It is left alone: what is stored here is not what its record says. */
  giveUp(sha256: string): void {
    this.#restUntil(sha256, FOR_EVER);
  }

  /** The content as it lies here; null when it is not what its record says, or is gone. */
  contentOf({ sha256, bytes }: NamedFile): Buffer | null {
    try {
      const content = this.#options.files.get(sha256);
      if (content.length === bytes) return content;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.problems.some(({ code }) => code === 'FILE_LOST')) {
        this.noteLost(sha256);
        return null;
      }
    }
    this.giveUp(sha256);
    return null;
  }

  totals(): FileTotals {
    this.look();
    const { raw } = this.#options;
    const sum = 'SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes FROM sync_file WHERE';
    return {
      out: prepared(raw, `${sum} ${OUT}`).get(this.#centre()) as FileSum,
      in: prepared(raw, `${sum} ${IN}`).get() as FileSum,
    };
  }

  #centre(): number {
    return selfNumber(this.#options.raw, 'centre', 0);
  }

  #note(sha256: string, isHere: boolean): void {
    prepared(this.#options.raw, 'UPDATE sync_file SET is_here = ?, rests_until = 0 WHERE sha256 = ?').run(
      isHere ? 1 : 0,
      sha256,
    );
  }

  #restUntil(sha256: string, moment: number): void {
    prepared(this.#options.raw, 'UPDATE sync_file SET rests_until = ? WHERE sha256 = ?').run(moment, sha256);
  }

  #takeNames(named: string): void {
    const { raw } = this.#options;
    const office = selfNumber(raw, 'office', 0);
    raw.transaction(() => {
      prepared(
        raw,
        `UPDATE sync_file SET is_named = 0 WHERE sha256 NOT IN (SELECT sha256 FROM (${named}) WHERE sha256 IS NOT NULL)`,
      ).run();
      prepared(
        raw,
        `INSERT INTO sync_file (sha256, bytes, is_named, is_own, is_for_others, is_here, there, kept, rests_until)
         SELECT sha256, max(bytes), 1, max(owner_office = ?), max(owner_office = ? AND is_addressed), NULL, 0, '', 0 FROM (${named})
         WHERE length(sha256) = 64 AND bytes BETWEEN 1 AND ? GROUP BY sha256
         ON CONFLICT (sha256) DO UPDATE SET is_named = 1, is_own = excluded.is_own, is_for_others = excluded.is_for_others`,
      ).run(office, office, FILE_LIMITS.fileBytes);
    })();
  }
}

const OUT = 'is_named = 1 AND is_own = 1 AND is_here = 1 AND there <> ?';
const IN = 'is_named = 1 AND is_here = 0';

/** Changes whenever a record can have changed: with the log of this office, and with what its channels brought. */
function stateOf(raw: Database.Database): string {
  const head = prepared(raw, 'SELECT hex(hash) FROM op_log ORDER BY seq DESC LIMIT 1').pluck().get();
  const channels = prepared(raw, `SELECT group_concat(generation || ':' || at) FROM sync_channel`).pluck().get();
  return `${String(head)} ${String(channels)}`;
}

/** Every content that a record names, with whose record it is and whether it was sent to another office. */
function namedSql(models: readonly TableModel[]): string | null {
  const parts = models.flatMap((model) => (model.files === null ? [] : [selectOf(model, model.files)]));
  return parts.length === 0 ? null : parts.join(' UNION ALL ');
}

function selectOf({ name, columns, addressee }: TableModel, files: NonNullable<TableModel['files']>): string {
  const column = (key: string): string => `t."${columns.find((each) => each.key === key)?.name ?? key}"`;
  const rest = `t.owner_office AS owner_office, ${addressee === null ? 0 : 1} AS is_addressed`;
  if (files.kind === 'columns') {
    const [sha256, bytes] = [column(files.sha256), column(files.bytes)];
    return `SELECT ${sha256} AS sha256, ${bytes} AS bytes, ${rest} FROM "${name}" t WHERE t.deleted_at IS NULL`;
  }
  const within = (key: string): string => `json_extract(item.value, '$.${key}')`;
  return `SELECT ${within('sha256')} AS sha256, ${within('bytes')} AS bytes, ${rest}
    FROM "${name}" t, json_each(${column(files.column)}, '$.${files.list}') item WHERE t.deleted_at IS NULL`;
}
