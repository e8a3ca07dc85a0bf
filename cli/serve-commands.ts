import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { DEMONSTRATION, foundDemonstrationOffice } from '#office/demonstration.ts';
import { DEFAULT_LAN_PORT } from '#office/lan.ts';
import { officePaths } from '#office/folder.ts';
import { openOffice } from '#office/office.ts';
import { DEFAULT_PORT } from '#office/serve.ts';
import { demandFreePort } from './free-port.ts';
import { serveMinistry, type Place } from './ministry/serve.ts';
import { newSecretOf, secretOf, withFolder, type FolderOptions } from './passphrase.ts';
import { announce, serveUntil, untilStopped, type Entrances } from './serving.ts';
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
      await serveUntil(
        untilStopped(),
        (onRestart) => openOffice({ folder, secret, version: programVersion(), onRestart }),
        { ...entrancesOf(options), onServing: announce },
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
    .option('--ministry', 'with a data centre on a PostgreSQL of its own, and two more offices')
    .action(async (options: { folder: string; employees: number; ministry?: boolean } & PortOptions) => {
      const folder = resolve(options.folder);
      if (!existsSync(officePaths(folder).keyring)) await demandFreePort(options.port);
      process.stderr.write(`Sign in as ${DEMONSTRATION.userName} with ${DEMONSTRATION.password}\n`);
      const entrances = entrancesOf(options);
      if (options.ministry === true) {
        await serveMinistry({
          ...{ ...entrances, folder, employees: options.employees, stopped: untilStopped() },
          onServing: announcePlaces,
        });
        return;
      }
      await serveUntil(
        untilStopped(),
        async (onRestart) => {
          const office = openOffice({
            ...{ folder, version: programVersion(), isDemonstration: true, onRestart },
            secret: { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase },
          });
          await foundDemonstrationOffice(office, options.employees);
          return office;
        },
        { ...entrances, onServing: announce },
      );
    });
}

function entrancesOf({ port, lan, lanPort }: PortOptions): Entrances {
  return { port, lanPort: lan === true ? lanPort : null };
}

const MOST_PEOPLE = 20_000;
const MOST_PORT = 65_535;

function announcePlaces([first, ...others]: readonly Place[]): void {
  for (const { name, address } of others) console.log(`${name}: ${address}`);
  if (first) console.log(`Diwan: ${first.address}`);
}

function withPorts(command: Command): Command {
  return command
    .option('--port <number>', 'the port for this PC; 0 takes a free one', wholeNumber(0, MOST_PORT), DEFAULT_PORT)
    .option('--lan', 'also let paired PCs of the network in, over TLS')
    .option('--lan-port <number>', 'the port for the other PCs', wholeNumber(0, MOST_PORT), DEFAULT_LAN_PORT);
}
