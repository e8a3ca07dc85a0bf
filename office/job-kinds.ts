import type { LocalDate } from '#kernel/date.ts';
import { modelOf } from '#db/columns.ts';
import type { WriteDoor } from '#db/door.ts';
import { purposeKey } from '#db/keyring.ts';
import { openDatabase, type OfficeDatabase } from '#db/open.ts';
import { refusal } from '#db/refusal.ts';
import { verify, type Verification } from '#db/verify.ts';
import { modules } from '#modules/host.ts';
import type { FileStore, Importer } from '#modules/module.ts';
import type { Backups } from './backups.ts';
import type { ImportInput } from './contract/index.ts';
import { commitImport, rehearseImport, rememberMapping, type ImportWork } from './importing.ts';
import type { JobControl, JobKind } from './jobs.ts';

interface JobServices {
  readonly database: OfficeDatabase;
  readonly door: WriteDoor;
  readonly dataKey: Buffer;
  readonly backups: Backups;
  readonly importers: ReadonlyMap<string, Importer>;
  readonly tables: readonly object[];
  readonly files: FileStore;
  readonly today: () => LocalDate;
  readonly latestDay: () => LocalDate;
  readonly now: () => number;
  readonly newId: () => string;
}

/** The long work of the platform. Each kind may be started again from the beginning (see `JobKind`). */
export function jobKinds(services: JobServices): readonly JobKind<never>[] {
  const { backups, database, newId } = services;
  const kinds = [
    kind('backup', () => {
      const { path, manifest } = backups.run();
      return { path, seq: manifest.seq, bytes: manifest.bytes };
    }),
    kind('backup.prove', ({ name }: { name: string }) => backups.prove(name)),
    kind('verify', (_: unknown, control) => proveOffice(services, control)),
    kind('import.rehearse', (input: ImportInput, control) => rehearseImport(workOf(services, input, control))),
    kind('import.commit', async (input: ImportInput, control) => {
      const outcome = await commitImport(workOf(services, input, control));
      rememberMapping({ db: database.db, name: input.importer, newId }, input);
      return outcome;
    }),
    ...moduleJobs(services),
  ];
  return kinds;
}

/** The long work of the modules, each under its module's name. */
function moduleJobs({ database, door, files, today, now }: JobServices): readonly JobKind<never>[] {
  return modules.flatMap((module) =>
    Object.entries(module.jobs ?? {}).map(([name, { run }]) =>
      kind(`${module.name}.${name}`, (input: never, { actor, progress, pause }) =>
        run(input, {
          ...{ db: database.db, files, today, now, actor, progress, pause },
          write: (command, work) => door.write(actor, command, work),
          writeAll: (work) => door.writeAll(actor, work),
        }),
      ),
    ),
  );
}

function kind<Input>(name: string, run: JobKind<Input>['run']): JobKind<never> {
  // `Jobs` hands each kind the input that its own `start` was given.
  return { name, run: run };
}

function workOf(
  { importers, door, database, today, latestDay }: JobServices,
  input: ImportInput,
  control: JobControl,
): ImportWork {
  const importer = importers.get(input.importer);
  if (!importer) throw refusal('IMPORT_UNKNOWN');
  return { importer, input, door, db: database.db, today: today(), latestDay: latestDay(), control };
}

/** On a connection of its own, so that the office goes on writing while it is being proved. */
async function proveOffice({ database, dataKey, tables }: JobServices, control: JobControl): Promise<Verification> {
  const reader = openDatabase({ path: database.path, key: purposeKey(dataKey, 'database'), isReadOnly: true });
  try {
    return await verify({
      database: reader,
      models: tables.map((table) => modelOf(table)),
      onProgress: control.progress,
      pause: control.pause,
    });
  } finally {
    reader.close();
  }
}
