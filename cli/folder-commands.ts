import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { backUp, proveBackup, restoreBackup } from '#db/backup.ts';
import { modelOf } from '#db/columns.ts';
import { purposeKey, unwrapKey } from '#db/keyring.ts';
import { lockFolder } from '#db/lock.ts';
import { openDatabase } from '#db/open.ts';
import { refusal } from '#db/refusal.ts';
import { verify } from '#db/verify.ts';
import { currentSettings } from '#modules/org/index.ts';
import { proveRun } from '#modules/payroll/index.ts';
import { systemClock } from '#office/clock.ts';
import { allTables, programMigrations } from '#office/core.ts';
import { officePaths, readKeyring, unlockFolder } from '#office/folder.ts';
import { openOffice } from '#office/office.ts';
import { renewRecoveryCode } from '#office/recovery.ts';
import { answer, EXIT } from './outcome.ts';
import { secretOf, withFolder, type FolderOptions } from './passphrase.ts';
import { programVersion } from './version.ts';
import { wholeNumber } from './whole-number.ts';

export function backupCommand(): Command {
  return withFolder(new Command('backup'))
    .description('Write a dated copy of an office; the office may be in use.')
    .requiredOption('--to <path>', 'the folder for the copies')
    .option('--keep <number>', 'how many copies stay', wholeNumber(1, 365), 14)
    .action(async (options: FolderOptions & { to: string; keep: number }) => {
      const { paths, dataKey, officeId } = await unlocked(options);
      const database = openDatabase({ ...keyed(paths.database, dataKey), isReadOnly: true });
      try {
        const name = currentSettings(database.db)?.name ?? '';
        const entry = backUp({
          ...{ database, filesFolder: paths.files, keyringPath: paths.keyring, target: resolve(options.to) },
          ...{ now: systemClock(), office: { id: officeId, name }, keep: options.keep },
        });
        answer(entry);
      } finally {
        database.close();
      }
    });
}

export function restoreCommand(): Command {
  return withFolder(new Command('restore'))
    .description('Prove a copy and put it in the place of the office, which must be closed. The replaced file stays.')
    .requiredOption('--from <file>', 'the copy, a file diwan-….db')
    .option('--prove-only', 'only prove the copy')
    .action(async (options: FolderOptions & { from: string; proveOnly?: boolean }) => {
      const from = resolve(options.from);
      const paths = officePaths(resolve(options.folder));
      const copyKeyring = join(dirname(from), 'office.keyring.json');
      const keyring = readKeyring({ keyring: existsSync(copyKeyring) ? copyKeyring : paths.keyring });
      const secret = await secretOf(options);
      if (secret.kind !== 'passphrase') throw refusal('DATABASE_WRONG_KEY');
      const key = purposeKey(unwrapKey(keyring, secret.passphrase), 'database');
      const manifest = proveBackup(from, key, programMigrations().length);
      if (options.proveOnly) {
        answer({ proved: manifest });
        return;
      }
      // Under the keyring of another office the restored database could never be opened.
      const isOther = existsSync(paths.keyring) && readKeyring(paths).office !== manifest.office;
      if (isOther) throw refusal('DATABASE_WRONG_KEY');
      mkdirSync(paths.folder, { recursive: true });
      const lock = lockFolder(paths.folder);
      try {
        if (!existsSync(paths.keyring)) copyFileSync(copyKeyring, paths.keyring);
        const place = { databasePath: paths.database, filesFolder: paths.files };
        answer({ proved: manifest, ...restoreBackup({ from, ...place, now: systemClock() }) });
      } finally {
        lock.release();
      }
    });
}

export function verifyCommand(): Command {
  return withFolder(new Command('verify'))
    .description('Prove that the log, its hash chain and the tables agree, and name the first record that does not.')
    .action(async (options: FolderOptions) => {
      const { paths, dataKey } = await unlocked(options);
      const database = openDatabase({ ...keyed(paths.database, dataKey), isReadOnly: true });
      try {
        const models = allTables.map((table) => modelOf(table));
        const outcome = await verify({ database, models });
        answer(outcome);
        if (!outcome.ok) process.exitCode = EXIT.refused;
      } finally {
        database.close();
      }
    });
}

export function verifyPayrollCommand(): Command {
  return withFolder(new Command('verify'))
    .description('Calculate a locked run again from its snapshots and rule packages, and compare every slip.')
    .requiredOption('--run <id>', 'the id of the run')
    .action(async (options: FolderOptions & { run: string }) => {
      const { paths, dataKey } = await unlocked(options);
      const database = openDatabase({ ...keyed(paths.database, dataKey), isReadOnly: true });
      try {
        const proof = proveRun(database.db, options.run);
        answer(proof);
        if (!proof.ok) process.exitCode = EXIT.refused;
      } finally {
        database.close();
      }
    });
}

export function migrateCommand(): Command {
  return withFolder(new Command('migrate'))
    .description('Bring the office up to this program; a copy of the file as it was is kept beside it.')
    .action(async (options: FolderOptions) => {
      const office = openOffice({
        folder: resolve(options.folder),
        secret: await secretOf(options),
        version: programVersion(),
      });
      const { seq, hash } = office.core.door.head;
      await office.close();
      answer({ schema: programMigrations().length, ops: seq, head: hash });
    });
}

export function recoveryCodeCommand(): Command {
  return withFolder(new Command('recovery-code'))
    .description('Make a new recovery code, shown once; the last one opens nothing any more. Back up afterwards.')
    .action(async (options: FolderOptions) => {
      const { paths, dataKey } = await unlocked(options);
      answer({ recoveryCode: renewRecoveryCode(paths, dataKey) });
    });
}

async function unlocked(options: FolderOptions) {
  const paths = officePaths(resolve(options.folder));
  if (!existsSync(paths.database)) throw refusal('DATABASE_CANNOT_OPEN');
  return { paths, ...unlockFolder(paths, await secretOf(options)) };
}

function keyed(path: string, dataKey: Buffer): { path: string; key: Buffer; mustExist: true } {
  return { path, key: purposeKey(dataKey, 'database'), mustExist: true };
}
