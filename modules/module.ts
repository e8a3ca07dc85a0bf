import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { SQL } from 'drizzle-orm';
import type { AnyContractRouter } from '@orpc/contract';
import type { AnyRouter } from '@orpc/server';
import type { LocalDate } from '#kernel/date.ts';
import type { Arrival } from '#kernel/sync/file-policy.ts';
import type { Verdict } from '#kernel/verdict.ts';
import type { z } from 'zod';
import type { Actor, RunCommand, Tx } from '#db/door.ts';

/** What a module's front door shows to the office. */
export interface HostModule {
  /** Also the first word of its tables, permissions, commands and procedure paths. */
  readonly name: string;
  readonly contract: AnyContractRouter;
  readonly router: AnyRouter;
  readonly tables: readonly object[];
  readonly permissions: readonly string[];
  /** A service without which nobody holds its permissions. */
  readonly needs?: ServiceKey<unknown>;
  /** Do its rights count only when they are held everywhere in the office? */
  readonly isWholeOffice?: boolean;
  /** Are its rights used only by whoever signs in with a second factor? Every command of its office then demands one. */
  readonly needsSecondFactor?: boolean;
  /** What it answers to modules below it, which know only the key. */
  readonly provides?: readonly Provided[];
  /** Its records that have a timeline, attachments and events, by table name. */
  readonly records: Readonly<Record<string, RecordKind>>;
  readonly importers: Readonly<Record<string, Importer>>;
  /** Its long work by name; `Context.startJob` starts `payroll.calculate`. */
  readonly jobs?: Readonly<Record<string, ModuleJob<never>>>;
  /** By table name: what must hold before an undo may change its records. Without a rule an undo is refused. */
  readonly undo?: Readonly<Record<string, UndoRule>>;
  /** Writes what every new office needs; runs once, inside the command that founds the office. */
  readonly found?: (tx: Tx, founding: Founding) => void;
  /** Fills the demonstration office, after `found`, with invented records. */
  readonly demonstrate?: (run: RunCommand, founding: Founding, demonstration: Demonstration) => void;
  /** Lives through some months of the demonstration office, after it was founded. */
  readonly live?: (living: Living) => Promise<void>;
}

/** The name of something that only some offices have, such as the data centre behind one; the key knows its type. */
export interface ServiceKey<T> {
  readonly name: string;
  /** Only for the type system. */
  readonly service?: T;
}

export function serviceKey<T>(name: string): ServiceKey<T> {
  return { name };
}

/** A service under its name. */
export type Provided = readonly [name: string, service: unknown];

export function provide<T>(key: ServiceKey<T>, service: T): Provided {
  return [key.name, service];
}

/** How the platform treats a kind of record it knows nothing else about. */
export interface RecordKind {
  readonly table: object;
  readonly view: string;
  readonly edit: string;
  /** The words by which a person knows the record, in lists that hold many kinds. */
  readonly titleOf: (row: Readonly<Record<string, unknown>>) => { readonly title: string; readonly subtitle: string };
  /** Which records these words find, where more than their own columns tells it: an employee by his numbers. */
  readonly foundBy?: (text: string, db: BetterSQLite3Database) => SQL | undefined;
  /** The unit whose staff may see the record, for permissions that hold within a unit only. */
  readonly unitOf?: (row: Readonly<Record<string, unknown>>, db: BetterSQLite3Database) => string | null;
}

type Row = Readonly<Record<string, unknown>>;

/** A record as it stood before an undo and as the undo left it; null where it is not there. */
export interface Undone {
  readonly before: Row | null;
  readonly after: Row | null;
}

/**
 * Demands of an undo what the module's procedures demand of a command: the reach of the right over the record as it
 * was and as it is now, and the rules by which it may be like that. Runs after the undo wrote, inside its command; by
 * throwing a `Refusal` it takes the undo back.
 */
export type UndoRule = (tx: Tx, undone: Undone, context: Pick<Context, 'db' | 'access' | 'recordKind'>) => void;

/**
 * Long work with progress and cancel. It must be safe to start again from the beginning with the same input: that is
 * how it goes on after the service was stopped in the middle.
 */
export interface ModuleJob<Input> {
  readonly run: (input: Input, work: JobWork) => unknown;
}

/** What long work may use: it writes as the user who started it. */
export interface JobWork extends Pick<Context, 'db' | 'now' | 'today' | 'files' | 'write' | 'actor'> {
  /** Many commands in one transaction: one wait for the disk instead of many. */
  readonly writeAll: <T>(work: (run: RunCommand) => T) => T;
  /** From 0 to 1. */
  readonly progress: (share: number) => void;
  /** Lets other requests through; throws an AbortError when somebody cancelled. Call it every few milliseconds. */
  readonly pause: () => Promise<void>;
}

/** How the demonstration office is lived in after its founding: as its own users, by the procedures of the modules. */
export interface Living extends Demonstration {
  readonly today: LocalDate;
  /** What a procedure gets when this user calls it. */
  readonly as: (userName: string) => Context;
  /** Waits for a job that this user started; throws its problems when it failed. */
  readonly done: (userName: string, jobId: string) => Promise<void>;
}

/** Passwords as they are stored: whoever reads what is stored, without the office's key, cannot even try guesses. */
export interface Passwords {
  readonly hash: (password: string) => Promise<string>;
  /** Is it this password, and must it be hashed anew? Nobody's password (null) takes as long to check, and is wrong. */
  readonly check: (password: string, stored: string | null) => Promise<{ isRight: boolean; isOld: boolean }>;
}

/** How much is invented for a demonstration office, and from which seed: the same one invents the same. */
export interface Demonstration {
  /** An office behind a data centre has no catalogue of its own: it shows the data centre's. */
  readonly hasCatalogue: boolean;
  readonly employees: number;
  readonly seed: number;
  /** Its first people are those of another seed: they draw pay in two offices. */
  readonly twice: { readonly seed: number; readonly people: number };
}

/** What the first-start wizard asks. */
export interface Founding {
  readonly officeNameAr: string;
  readonly officeNameCkb: string | null;
  readonly officeNameEn: string | null;
  readonly administratorName: string;
  readonly userName: string;
  readonly passwordHash: string;
  readonly language: 'ar' | 'ckb' | 'en';
  readonly topUnitType: 'ministry' | 'general_directorate' | 'directorate';
  readonly backupFolder: string;
  readonly today: LocalDate;
  /** Every permission that a module declares: what the first administrator holds. */
  readonly permissions: readonly string[];
}

/** One column of an import: what the file's heading may be called, and whether it must be there. */
export interface ImportColumn {
  readonly key: string;
  readonly isRequired: boolean;
  /** Words of a fixed list are compared after folding, and so are codes, whose digits a sheet may write as ٠١. */
  readonly isFolded?: boolean;
  /** Its cells are days: one that lost its format in Excel is shown as the day that it means. */
  readonly isDate?: boolean;
  /** Headings seen in real files, in any language; compared after folding. */
  readonly headings: readonly string[];
}

/** One thing that a row changes of a record that is known: the column of the importer and what it says, before and after. */
export interface ImportChange {
  readonly field: string;
  /** As a sheet says it; days as `YYYY-MM-DD`; empty where nothing was known. */
  readonly from: string;
  readonly to: string;
}

/** What became of a row; an update names all that it changed, so that the dry run can show it. */
export type Imported = 'created' | 'same' | { readonly updated: readonly ImportChange[] };

/**
 * How rows of a file become records of one kind. The rows that it arranges and applies are those that its own schema
 * let through.
 */
export interface Importer<Row = unknown> {
  readonly permission: string;
  readonly columns: readonly ImportColumn[];
  /** Judges one row's shape; its problems name the column. */
  readonly schema: z.ZodType<Row>;
  /** Rows in an order in which each finds what it refers to. */
  arrange?(rows: readonly Row[]): readonly number[];
  /** Creates or, when the row's key is known, updates; refuses by throwing a `Refusal`. */
  apply(run: RunCommand, row: Row, context: ImportContext): Imported;
}

export interface ImportContext {
  readonly db: BetterSQLite3Database;
  readonly today: LocalDate;
  /** As in `Context`. */
  readonly latestDay: LocalDate;
  /** The office's number in the ministry, as in `Context`. */
  readonly office: number;
  /** Ids by key, for one run: an importer reads the keys of its records once and keeps the map true as it writes. */
  readonly known: Map<string, string>;
}

/** A permission and where it holds: everywhere in the office, or in the subtrees of some units. */
export type Reach = 'everywhere' | ReadonlySet<string>;

/** What a signed-in user may do on a day. */
export interface Access {
  readonly userId: string;
  /** By permission: where it holds, and for whom he acts when it is only delegated to him. */
  readonly grants: ReadonlyMap<string, { readonly reach: Reach; readonly onBehalfOf: string | null }>;
}

/** The attached files by the SHA-256 of their content. Refuses `FILE_LOST`, `FILE_DAMAGED`, `DATABASE_DISK_FULL`. */
export interface FileStore {
  readonly bytesStored: number;
  put(content: Uint8Array): string;
  get(sha256: string): Buffer;
  has(sha256: string): boolean;
}

/** What a procedure gets beside its input. */
export interface Context {
  readonly db: BetterSQLite3Database;
  readonly now: () => number;
  readonly today: () => LocalDate;
  /**
   * Today, or the day to which the log and the data centre show that it has come: for guards, by which the clock of a
   * dead battery must not refuse every date.
   */
  readonly latestDay: () => LocalDate;
  /** The office's number in the ministry; 0 before the data centre gave it one, 1 at the data centre itself. */
  readonly office: number;
  /** Every permission that a module declares. */
  readonly knownPermissions: ReadonlySet<string>;
  /** The signed-in user's rights; absent only in public procedures. */
  readonly access: Access | null;
  /** Runs a command as the signed-in user, or as his principal where the permission was delegated. */
  readonly write: <T>(command: string, work: (tx: Tx) => T) => T;
  readonly actor: Actor;
  /** Ends a user's sessions and tokens at once, all but the session that asks: after a new password or a suspension. */
  readonly endAccessOf: (userId: string) => void;
  /** Queues a module's long work, as `payroll.calculate`, and returns the id of the job that the screen follows. */
  readonly startJob: (name: string, input: unknown) => string;
  readonly files: FileStore;
  readonly passwords: Passwords;
  /** A service of this office, or null where it has none of that name. */
  readonly service: <T>(key: ServiceKey<T>) => T | null;
  /** How a module's kind of record is treated, by table name; undefined for a table without a timeline. */
  readonly recordKind: (table: string) => RecordKind | undefined;
  /** The office's settings that the platform reads. */
  readonly settings: () => PlatformSettings;
}

/** The part of the office's settings on which the platform and other modules depend. */
export interface PlatformSettings {
  readonly idleMinutes: number;
  readonly backupFolder: string;
  readonly backupsKept: number;
  readonly backupHours: number;
  readonly fileQuotaMb: number;
  /** Megabytes of files that may go over the line on a day; 0 for as many as there are. */
  readonly fileDayMb: number;
  readonly fileArrival: Arrival;
  readonly scannerFolder: string;
  readonly updateAddress: string;
}

/** Is the permission there at all, and does it reach this unit? The judgement behind every procedure. */
export function mayAt(access: Access | null, permission: string, unitId: string | null): Verdict {
  const grant = access?.grants.get(permission);
  if (!grant) return { ok: false, problems: [{ code: 'FORBIDDEN' }] };
  if (grant.reach === 'everywhere' || (unitId !== null && grant.reach.has(unitId)))
    return { ok: true, value: undefined };
  return { ok: false, problems: [{ code: 'OUTSIDE_YOUR_UNIT' }] };
}

/** Is the permission there, wherever it holds? For what belongs to no unit: a catalogue, a proposal of the office. */
export function mayAnywhere(access: Access | null, permission: string): Verdict {
  if (access?.grants.has(permission) === true) return { ok: true, value: undefined };
  return { ok: false, problems: [{ code: 'FORBIDDEN' }] };
}
