import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import type { OfficeSecret } from '#office/folder.ts';
import { Misuse } from './outcome.ts';
import { readGiven } from './given-file.ts';

export interface FolderOptions {
  readonly folder: string;
  readonly passphraseFile?: string;
}

/** The two options of every command that opens an office folder. */
export function withFolder(command: Command): Command {
  return command
    .requiredOption('--folder <path>', 'the folder of the office')
    .option('--passphrase-file <path>', 'a file that holds the passphrase or the recovery code');
}

/** The secret of the office: from the file, from DIWAN_PASSPHRASE, or typed without being shown. */
export async function secretOf({ passphraseFile }: Pick<FolderOptions, 'passphraseFile'>): Promise<OfficeSecret> {
  if (passphraseFile !== undefined) {
    return { kind: 'passphrase', passphrase: readGiven(passphraseFile).toString('utf8').trim() };
  }
  const given = process.env['DIWAN_PASSPHRASE'];
  return { kind: 'passphrase', passphrase: given !== undefined && given !== '' ? given : await ask() };
}

/** A new office is sealed under this for good: it must be long, and a typed one is typed twice. */
export async function newSecretOf(options: Pick<FolderOptions, 'passphraseFile'>): Promise<OfficeSecret> {
  const secret = await secretOf(options);
  if (secret.kind !== 'passphrase') return secret;
  if ([...secret.passphrase].length < LEAST_LETTERS) {
    throw new Misuse('PASSPHRASE_TOO_SHORT', `The passphrase of a new office has at least ${LEAST_LETTERS} letters.`);
  }
  const isTyped = options.passphraseFile === undefined && !process.env['DIWAN_PASSPHRASE'];
  if (isTyped && (await ask('Once more: ')) !== secret.passphrase) {
    throw new Misuse('PASSPHRASES_DIFFER', 'The two passphrases differ.');
  }
  return secret;
}

const LEAST_LETTERS = 12;

async function ask(question = 'Passphrase: '): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new Misuse('NO_PASSPHRASE', 'No passphrase: give --passphrase-file or set DIWAN_PASSPHRASE.');
  }
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
