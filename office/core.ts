import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assert } from '#kernel/assert.ts';
import { fromMoment, type LocalDate } from '#kernel/date.ts';
import { clockBehind } from '#kernel/sync/skew.ts';
import type { PackageKind, ReadyRelease } from '#kernel/sync/release.ts';
import { modelOf } from '#db/columns.ts';
import { WriteDoor, type Actor, type Tx } from '#db/door.ts';
import { purposeKey } from '#db/keyring.ts';
import { lockFolder } from '#db/lock.ts';
import { guarded } from '#db/errors.ts';
import { readMigrations, type Migration } from '#db/migrate.ts';
import type { OfficeDatabase } from '#db/open.ts';
import type { ProcedureMeta } from '#modules/contract.ts';
import { fileCarrier } from '#modules/files/index.ts';
import { modules } from '#modules/host.ts';
import type {
  FileStore,
  HostModule,
  Importer,
  Passwords,
  PlatformSettings,
  RecordKind,
  ServiceKey,
  UndoRule,
} from '#modules/module.ts';
import {
  currentSettings,
  defaultSettings,
  nameOfUser,
  sealedPasswords,
  sealedSecondFactors,
  type SecondFactors,
} from '#modules/org/index.ts';
import { closeRestoredWays } from './after-restore.ts';
import { openArrivingFiles } from './arriving-files.ts';
import { Backups } from './backups.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import { permissions as platformPermissions, type Neighbour, type RestoreOutcome } from './contract/index.ts';
import { Devices } from './devices.ts';
import { Events } from './events.ts';
import { openFileStore } from './file-store.ts';
import { demandDatabase, officePaths, unlockFolder, type OfficePaths, type OfficeSecret } from './folder.ts';
import { jobKinds } from './job-kinds.ts';
import { Jobs } from './jobs.ts';
import { closeLog, openLog, type Logger } from './log.ts';
import { openMigrated } from './open-migrated.ts';
import { People } from './people.ts';
import { Records } from './records.ts';
import { finishRestore } from './restoring.ts';
import type { Who } from './router.ts';
import { savedView, tables as platformTables } from './schema.ts';
import { finishSettingAside } from './setting-aside.ts';
import { guardOf, type SecondFactorGuard } from './second-factor-guard.ts';
import { finishEnrolment } from './sync/enrolment.ts';
import { carrierOf } from './sync/file-carrier.ts';
import { knownTime } from './sync/known-time.ts';
import { readLink } from './sync/link-file.ts';
import { keepLaidAside } from './sync/laid-aside.ts';
import { Synchroniser } from './sync/synchroniser.ts';
import { Sessions } from './sessions.ts';
import { Tokens } from './tokens.ts';
import { UndoSteps } from './undo.ts';
import { openUsedCodes } from './used-codes.ts';

export interface CoreOptions {
  readonly folder: string;
  readonly secret: OfficeSecret;
  readonly version: string;
  readonly isDemonstration?: boolean;
  /** Where the other offices of a demonstration are opened. */
  readonly neighbours?: () => readonly Neighbour[];
  /** What this office has beyond others, by the names of the keys. */
  readonly services?: ReadonlyMap<string, unknown>;
  readonly now?: Clock;
  /** How this PC was given the program; null, or left out, where nothing renews it by itself. */
  readonly packageKind?: PackageKind | null;
  /** A newer program is ready to be installed, or (null) is no longer offered. */
  readonly onRelease?: (ready: ReadyRelease | null) => void;
  /** Called when the office must close and open again, after the answer was sent. */
  readonly onRestart?: () => void;
  /** False in tests that look at the terminal only. */
  readonly isLogging?: boolean;
}

/** Everything behind the router: the open office with its services. */
export interface OfficeCore {
  readonly paths: OfficePaths;
  readonly officeId: string;
  readonly dataKey: Buffer;
  readonly database: OfficeDatabase;
  readonly door: WriteDoor;
  readonly tables: readonly object[];
  /** A table by its name, as the log names it. */
  readonly tableOf: (name: string) => object;
  readonly files: FileStore;
  readonly passwords: Passwords;
  readonly secondFactors: SecondFactors;
  readonly secondFactorGuard: SecondFactorGuard;
  /** Permissions that count only when they are held everywhere in the office. */
  readonly wholeOffice: ReadonlySet<string>;
  readonly log: Logger;
  readonly version: string;
  readonly isDemonstration: boolean;
  readonly neighbours: () => readonly Neighbour[];
  readonly service: <T>(key: ServiceKey<T>) => T | null;
  readonly permissions: ReadonlySet<string>;
  readonly recordKinds: ReadonlyMap<string, RecordKind>;
  readonly undoRules: ReadonlyMap<string, UndoRule>;
  readonly importers: ReadonlyMap<string, Importer>;
  readonly people: People;
  readonly sessions: Sessions;
  readonly devices: Devices;
  readonly tokens: Tokens;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly records: Records;
  readonly backups: Backups;
  readonly sync: Synchroniser;
  readonly undo: UndoSteps;
  readonly startedAt: number;
  /** Another one each time the office is opened: by it a window knows that the office was closed meanwhile. */
  readonly opening: string;
  /** How the restore ended that this opening began with, or null. */
  readonly restore: RestoreOutcome | null;
  readonly now: Clock;
  readonly today: () => LocalDate;
  readonly latestDay: () => LocalDate;
  readonly settings: () => PlatformSettings;
  readonly newId: () => string;
  readonly identify: (connection: Connection) => Who | null;
  readonly write: <T>(work: CommandWork<T>) => T;
  /** Closes and opens the office again, once the answer to this call is out. */
  readonly restart: () => void;
  /** Where other PCs reach this office, once the LAN entrance is open. */
  lan: { readonly addresses: readonly string[]; readonly fingerprint: string } | null;
  /** Why it was asked for and is not open, or null. */
  lanProblem: string | null;
  /** It closes now, and what would still be written stays behind: `OFFICE_CLOSING` is refused instead. */
  isClosing: boolean;
  close(): Promise<void>;
}

export interface CommandWork<T> {
  readonly actor: Actor;
  readonly command: string;
  readonly work: (tx: Tx) => T;
  readonly meta: ProcedureMeta;
  readonly sessionId: string | null;
}

/** Time for the answer to reach the window. */
const RESTART_AFTER = 300;

const migrationsFolder = fileURLToPath(new URL('../db/migrations', import.meta.url));

/** All tables of the office, platform first. */
export const allTables: readonly object[] = [...platformTables, ...modules.flatMap((module) => module.tables)];

export function programMigrations(): readonly Migration[] {
  return readMigrations(migrationsFolder);
}

/** Locks the folder, opens and migrates the database, and starts the services. Refuses with `DATABASE_*`. */
export function openCore(options: CoreOptions): OfficeCore {
  const paths = officePaths(options.folder);
  guarded(() => mkdirSync(paths.folder, { recursive: true }));
  // Locked first: two starts in an empty folder would each make a key, and one of the keys would be lost.
  const lock = lockFolder(paths.folder);
  try {
    finishSettingAside(paths, options.secret);
    const { dataKey, officeId } = unlockFolder(paths, options.secret);
    return assemble(options, { paths, dataKey, officeId, release: () => lock.release() });
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface Unlocked {
  readonly paths: OfficePaths;
  readonly dataKey: Buffer;
  readonly officeId: string;
  readonly release: () => void;
}

function assemble(options: CoreOptions, { paths, dataKey, officeId, release }: Unlocked): OfficeCore {
  const now = options.now ?? systemClock;
  const log = openLog(options.isLogging === false ? null : paths.logs);
  const migrations = programMigrations();
  const restore = finishRestore(paths, {
    ...{ key: purposeKey(dataKey, 'database'), programSchema: migrations.length, now: now(), log },
  });
  // After the restore, which may be what brings the database.
  demandDatabase(paths);
  const database = openMigrated({ paths, dataKey, migrations, tables: allTables, now });
  const link = readLink(paths.dataCentre, purposeKey(dataKey, 'sync'));
  // The door knows the number of the office from its making on.
  const open = (): WriteDoor => openDoor(database, { now, schemaVersion: migrations.length });
  if (link) finishEnrolment({ raw: database.raw, door: open(), tables: allTables }, link);
  const door = open();
  const newId = (): string => door.newId(now());
  const events = new Events();
  const settings = settingsReader(database, door);
  const recordKinds = new Map(modules.flatMap((module) => Object.entries(module.records)));
  const services = new Map([...modules.flatMap(({ provides }) => provides ?? []), ...(options.services ?? [])]);
  const present = modules.filter(({ needs }) => needs === undefined || services.has(needs.name));
  const permissions = new Set([...platformPermissions, ...present.flatMap((module) => module.permissions)]);
  const people = new People({ database, door, known: permissions });
  const local = { db: database.db, now, newId };
  const sessions = new Sessions(local);
  const tokens = new Tokens(local);
  const devices = new Devices(local);
  closeRestoredWays({
    ...{ database, door, sessions, tokens, devices, newId, log, key: purposeKey(dataKey, 'database') },
  });
  const undo = new UndoSteps();
  const day = (): LocalDate => fromMoment(now());
  // A clock that was set back gives nobody a right that has ended; one of a dead battery takes none that has begun.
  const latestDay = (): LocalDate => {
    const known = { ...knownTime(database.raw, door.writtenMs), offset: 0 };
    return fromMoment(now() + Math.max(0, clockBehind(known, now())));
  };
  const files = openFileStore(paths.files, purposeKey(dataKey, 'files'));
  const backups: Backups = new Backups({
    ...{ database, dataKey, paths, settings, now, log, programSchema: migrations.length },
    isWhole: () => !sync.isFetching,
    office: () => ({ id: officeId, name: currentSettings(database.db)?.name ?? '' }),
  });
  const importers = new Map<string, Importer>();
  for (const module of modules) {
    for (const [name, importer] of Object.entries(module.importers)) importers.set(`${module.name}.${name}`, importer);
  }
  const jobs = new Jobs({
    ...{ db: database.db, events, log, now, newId },
    kinds: jobKinds({
      ...{ database, door, dataKey, backups, importers, files },
      ...{ today: day, latestDay, now, newId, tables: allTables },
    }),
  });
  tellChanges({ door, events, recordKinds });
  const sync = new Synchroniser({
    ...{ raw: database.raw, door, tables: allTables, schema: migrations.length, now, log, chance: Math.random },
    ...{
      paths: {
        ...{ link: paths.dataCentre, pending: paths.pendingLink, sentinel: paths.sentinel },
        ...{ snapshot: paths.snapshot, release: paths.release },
      },
      officeKey: purposeKey(dataKey, 'sync'),
    },
    files: {
      ...{ files, settings, arriving: openArrivingFiles(paths.arriving, purposeKey(dataKey, 'files')) },
      onArrived: () => events.tell({ type: 'file' }, { userIds: null, permission: null }),
    },
    program: { version: options.version, kind: options.packageKind ?? null },
    backupMinutes: () => backups.age,
    onRelease: (ready) => options.onRelease?.(ready),
    onChange: () => events.tell({ type: 'sync' }, { userIds: null, permission: null }),
    onDone: () => keepLaidAside({ raw: database.raw, door, log }),
  });
  services.set(fileCarrier.name, carrierOf(sync));
  return {
    ...{ paths, officeId, dataKey, database, door, tables: allTables, files, log, version: options.version },
    ...{
      isDemonstration: options.isDemonstration ?? false,
      neighbours: options.neighbours ?? (() => []),
      recordKinds,
      importers,
      people,
      sessions,
      tokens,
    },
    ...{
      jobs,
      events,
      backups,
      undo,
      restore,
      opening: newId(),
      startedAt: now(),
      now,
      ...{ today: day, latestDay },
      settings,
      passwords: sealedPasswords(purposeKey(dataKey, 'passwords'), door.office === 0),
      secondFactors: sealedSecondFactors(purposeKey(dataKey, 'second-factor'), openUsedCodes(database)),
      secondFactorGuard: guardOf(present, { isDemonstration: options.isDemonstration ?? false, database, now }),
      wholeOffice: wholeOfficeOf(present),
      newId,
      lan: null,
      lanProblem: null,
      isClosing: false,
    },
    ...{ devices, permissions, sync, tableOf },
    // A key is made once, by whoever says what lies under it.
    service: <T>(key: ServiceKey<T>) => (services.get(key.name) as T | undefined) ?? null,
    undoRules: new Map(modules.flatMap((module) => Object.entries(module.undo ?? {}))),
    records: new Records({
      ...{ database, kinds: recordKinds, tables: allTables },
      nameOfUser: (id) => nameOfUser(database.db, id),
    }),
    identify: (connection) => identify({ people, sessions, tokens, settings, day: latestDay() }, connection),
    write: ({ actor, command, work, meta, sessionId }) => {
      const before = door.head.seq;
      const result = door.write(actor, command, work);
      if (meta.isUndoable && sessionId !== null && door.head.seq > before) {
        undo.remember(sessionId, { seq: door.head.seq, command, permission: meta.permission });
      }
      return result;
    },
    restart: () => void setTimeout(() => options.onRestart?.(), RESTART_AFTER),
    close: async () => {
      backups.close();
      await sync.close();
      await jobs.close();
      database.close();
      await closeLog(log);
      release();
    },
  };
}

function wholeOfficeOf(present: readonly HostModule[]): ReadonlySet<string> {
  const whole = present.filter((module) => module.isWholeOffice === true);
  return new Set([...platformPermissions, ...whole.flatMap((module) => module.permissions)]);
}

const tablesByName = new Map(allTables.map((table) => [modelOf(table).name, table]));

function tableOf(name: string): object {
  const found = tablesByName.get(name);
  assert(found !== undefined, `The log names a table ${name} that is not registered.`);
  return found;
}

function openDoor(database: OfficeDatabase, { now, schemaVersion }: { now: Clock; schemaVersion: number }): WriteDoor {
  return new WriteDoor({
    ...{ database: database.raw, db: database.db, guard: database.guard, tables: allTables, now },
    ...{ office: officeNumber(database), schemaVersion },
  });
}

/** The office's number in the ministry; 0 until the data centre gives it one. */
function officeNumber({ raw }: OfficeDatabase): number {
  return Number(raw.prepare(`SELECT value FROM sync_self WHERE key = 'office'`).pluck().get());
}

function settingsReader(database: OfficeDatabase, door: WriteDoor): () => PlatformSettings {
  let known: PlatformSettings | null = null;
  door.onCommit(() => {
    known = null;
  });
  return () => {
    known ??= currentSettings(database.db)?.settings ?? defaultSettings;
    return known;
  };
}

interface Identifying extends Pick<OfficeCore, 'people' | 'sessions' | 'tokens' | 'settings'> {
  readonly day: LocalDate;
}

function identify({ people, sessions, tokens, settings, day }: Identifying, connection: Connection): Who | null {
  const token = connection.token === null ? null : tokens.find(connection.token);
  const session = connection.session && sessions.find(connection.session, connection, settings().idleMinutes);
  const userId = session?.userId ?? token?.userId;
  const user = userId === undefined ? null : people.byId(userId);
  if (!user) return null;
  if (!session && token && tokens.isFirstUse(token.id, { day, address: connection.address })) {
    sessions.note(user.userName, 'token', connection.address);
  }
  return {
    ...{ userId: user.id, userName: user.userName, access: people.accessOf(user.id, day) },
    ...{ sessionId: session?.id ?? null, isLocked: session?.isLocked ?? false },
    mustChangePassword: user.mustChangePassword,
    // A token is one thing that somebody has, and no second.
    hasSecondFactor: user.totpSecret !== null && session !== null,
  };
}

function tellChanges({ door, events, recordKinds }: Pick<OfficeCore, 'door' | 'events' | 'recordKinds'>): void {
  const views = modelOf(savedView).name;
  door.onCommit(({ changes, actor }) => {
    for (const { table, id, kind } of changes) {
      const permission = recordKinds.get(table)?.view ?? null;
      if (permission === null && table !== views) continue;
      events.tell({ type: 'record', table, id, kind, byUserId: actor.userId }, { userIds: null, permission });
    }
  });
}

/** How large a file is, 0 when it is not there. */
export function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
