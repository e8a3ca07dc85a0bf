import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { DEMONSTRATION, foundDemonstrationOffice } from '#office/demonstration.ts';
import { DEFAULT_LAN_PORT } from '#office/lan.ts';
import { officePaths } from '#office/folder.ts';
import { openOffice, type Office } from '#office/office.ts';
import { DEFAULT_PORT, serveOffice, type Serving } from '#office/serve.ts';
import { demandFreePort, portProblem } from './free-port.ts';
import { newSecretOf, secretOf, withFolder, type FolderOptions } from './passphrase.ts';
import { programVersion } from './version.ts';
import { wholeNumber } from './whole-number.ts';

interface PortOptions {
  readonly port: number;
  readonly lan?: boolean;
  readonly lanPort: number;
}

export function officeCommand(): Command {
  return withPorts(withFolder(new Command('office')))
    .description('Serve the office in a folder until stopped; an empty folder starts with the wizard.')
    .action(async (options: FolderOptions & PortOptions) => {
      const folder = resolve(options.folder);
      const isNew = !existsSync(officePaths(folder).keyring);
      if (isNew) await demandFreePort(options.port);
      const secret = await (isNew ? newSecretOf(options) : secretOf(options));
      await serveUntilStopped(
        (onRestart) => openOffice({ folder, secret, version: programVersion(), onRestart }),
        options,
      );
    });
}

export function demoCommand(): Command {
  return withPorts(new Command('demo'))
    .description('Serve the demonstration office, made at the first start in a folder of its own.')
    .option('--folder <path>', 'where it lies', '.diwan/demo')
    .option(
      '--employees <number>',
      'how many people its staff has, when it is made',
      wholeNumber(0, MOST_PEOPLE),
      DEMONSTRATION.employees,
    )
    .action(async (options: { folder: string; employees: number } & PortOptions) => {
      const folder = resolve(options.folder);
      if (!existsSync(officePaths(folder).keyring)) await demandFreePort(options.port);
      process.stderr.write(`Sign in as ${DEMONSTRATION.userName} with ${DEMONSTRATION.password}\n`);
      await serveUntilStopped(async (onRestart) => {
        const office = openOffice({
          ...{ folder, version: programVersion(), isDemonstration: true, onRestart },
          secret: { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase },
        });
        await foundDemonstrationOffice(office, options.employees);
        return office;
      }, options);
    });
}

const MOST_PEOPLE = 20_000;
const MOST_PORT = 65_535;

type OpenOffice = (onRestart: () => void) => Office | Promise<Office>;

/** Serves, and opens anew when the office asks for it (after a restore), until the process is told to stop. */
async function serveUntilStopped(open: OpenOffice, { port, lan, lanPort }: PortOptions): Promise<void> {
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => 'stop' as const);
  let servedPort = port;
  for (let next: 'open' | 'stop' = 'open'; next !== 'stop';) {
    const restart = Promise.withResolvers<'open'>();
    const office = await open(() => restart.resolve('open'));
    const serving = await serveOffice({ office, port: servedPort, lanPort: lan ? lanPort : null }).catch(
      async (error: unknown) => {
        await office.close();
        throw portProblem(error, servedPort);
      },
    );
    // A free port that was taken once is kept: the windows that are open go on with it.
    servedPort = Number(new URL(serving.address).port);
    announce(serving);
    next = await Promise.race([stopped, restart.promise]);
    await serving.close();
    await office.close();
  }
}

function announce({ address, lan }: Serving): void {
  console.log(`Diwan: ${address}`);
  for (const other of lan?.addresses ?? []) console.log(`Other PCs: ${other}`);
  if (lan) console.log(`Fingerprint: ${lan.fingerprint}`);
}

function withPorts(command: Command): Command {
  return command
    .option('--port <number>', 'the port for this PC; 0 takes a free one', wholeNumber(0, MOST_PORT), DEFAULT_PORT)
    .option('--lan', 'also let paired PCs of the network in, over TLS')
    .option('--lan-port <number>', 'the port for the other PCs', wholeNumber(0, MOST_PORT), DEFAULT_LAN_PORT);
}
