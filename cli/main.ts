import { Command, CommanderError } from 'commander';
import {
  backupCommand,
  migrateCommand,
  recoveryCodeCommand,
  restoreCommand,
  verifyCommand,
} from './folder-commands.ts';
import { callCommand, importCommand } from './client-commands.ts';
import { datacenterCommand } from './datacenter-commands.ts';
import { demoCommand, officeCommand } from './serve-commands.ts';
import { hrCommand, payrollCommand, wordsCommand } from './case-commands.ts';
import { EXIT, report } from './outcome.ts';
import { programVersion } from './version.ts';

/** The command `diwan`. Answers go to the standard output as JSON, everything else to the standard error. */
const program = new Command('diwan')
  .description('Diwan, the offline-first office suite: serve an office, call it, back it up, prove it.')
  .version(programVersion())
  .showHelpAfterError()
  .exitOverride()
  .addHelpText(
    'after',
    `
Exit codes: 0 done, 1 refused (the answer names the problem), 2 wrong usage, 3 a fault of the program.
The data centre's database is named by DATABASE_URL.
The passphrase of an office is taken from --passphrase-file, from DIWAN_PASSPHRASE, or asked for.
The token of a call is taken from --token-file or DIWAN_TOKEN.`,
  );
const commands = [
  ...[demoCommand, officeCommand, callCommand, importCommand],
  ...[backupCommand, restoreCommand, verifyCommand, migrateCommand, recoveryCodeCommand],
  ...[payrollCommand, hrCommand, wordsCommand, datacenterCommand],
];
for (const make of commands) {
  const command = make().copyInheritedSettings(program);
  for (const part of command.commands) part.copyInheritedSettings(program);
  program.addCommand(command);
}

// What PostgreSQL's package hangs on the end of the process would end it with 0, whatever had gone wrong.
process.once('beforeExit', (code) => process.exit(code));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  else process.exitCode = report(error);
}
