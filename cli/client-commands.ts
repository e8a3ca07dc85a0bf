import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { Command } from 'commander';
import { rehearsalSchema, type JobView, type PlatformContract } from '#office/contract/index.ts';
import { DEFAULT_PORT } from '#office/serve.ts';
import { readGiven } from './given-file.ts';
import { askOffice } from './office-answer.ts';
import { answer, EXIT, Misuse } from './outcome.ts';
import { wholeNumber } from './whole-number.ts';

interface ClientOptions {
  readonly address: string;
  readonly tokenFile?: string;
}

export function callCommand(): Command {
  return withOffice(new Command('call'))
    .description('Call one procedure of a running office, such as org.unit.list, and print its answer.')
    .argument('<procedure>', 'the path of the procedure')
    .argument('[json]', 'its input as JSON', '{}')
    .action(async (procedure: string, json: string, options: ClientOptions) => {
      let target: unknown = connect(options);
      for (const step of procedure.split('.')) target = (target as Readonly<Record<string, unknown>>)[step];
      // A client of oRPC is a function at every path; the office says when there is no such procedure.
      answer(await (target as (input: unknown) => Promise<unknown>)(parseInput(json)));
    });
}

export function importCommand(): Command {
  return withOffice(new Command('import'))
    .description('Import a workbook or CSV into a running office: a dry run, and with --commit the real one.')
    .argument('<importer>', 'such as org.unit')
    .argument('<file>', 'an .xlsx or .csv file')
    .option('--sheet <number>', 'which sheet, from 1', wholeNumber(1, 50), 1)
    .option('--commit', 'write the rows when the dry run rejects none')
    .action(async (importer: string, path: string, options: ClientOptions & { sheet: number; commit?: boolean }) => {
      const { platform } = connect(options);
      const content = readGiven(path);
      const read = await platform.import.read({ importer, file: new File([Uint8Array.from(content)], basename(path)) });
      const sheet = read.sheets[options.sheet - 1];
      const mapping = read.mappings[options.sheet - 1];
      if (!sheet || !mapping) throw new Misuse('SHEET_MISSING', `The file has no sheet ${options.sheet}.`);
      const input = { importer, headings: sheet.headings, rows: sheet.rows, mapping };
      const start = options.commit ? platform.import.commit : platform.import.rehearse;
      const job = await finished(platform, (await start(input)).jobId);
      answer({ mapping, state: job.state, result: inSheet(job.result, sheet.rowNumbers), problems: job.problems });
      if (job.state !== 'done') process.exitCode = EXIT.refused;
    });
}

/** The outcome with the rows that were rejected or change something numbered as the sheet numbers them, from 1. */
function inSheet(result: unknown, rowNumbers: readonly number[]): unknown {
  const { success, data } = rehearsalSchema.safeParse(result);
  if (!success) return result;
  const numbered = <T extends { readonly row: number }>(each: T): T => ({
    ...each,
    row: rowNumbers[each.row] ?? each.row,
  });
  return { ...data, rejected: data.rejected.map(numbered), changed: data.changed.map(numbered) };
}

type Client = { platform: ContractRouterClient<PlatformContract> };

function connect({ address, tokenFile }: ClientOptions): Client {
  const token = tokenFile === undefined ? process.env['DIWAN_TOKEN'] : readGiven(tokenFile).toString('utf8').trim();
  if (token === undefined || token === '') {
    throw new Misuse('NO_TOKEN', 'No token: give --token-file or set DIWAN_TOKEN.');
  }
  const headers = { authorization: `Bearer ${token}`, 'x-diwan': '1' };
  // The link speaks for whichever office answers; its platform part is this contract.
  return createORPCClient<Client>(new RPCLink({ url: `${address}/rpc`, headers, fetch: askOffice }));
}

async function finished(platform: Client['platform'], id: string): Promise<JobView> {
  for (;;) {
    const job = await platform.job.get({ id });
    if (job.state !== 'queued' && job.state !== 'running') return job;
    process.stderr.write(`\r${Math.round(job.progress * 100)} %`);
    await wait(200);
  }
}

function withOffice(command: Command): Command {
  return command
    .option('--address <url>', 'where the office answers', `http://127.0.0.1:${DEFAULT_PORT}`)
    .option('--token-file <path>', 'a file that holds a token');
}

function parseInput(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Misuse('INPUT_NOT_JSON', `The input is not JSON: ${reason}`);
  }
}
