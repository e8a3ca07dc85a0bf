import { once } from 'node:events';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { DEMONSTRATION, foundDemonstrationOffice } from '#office/demonstration.ts';
import { openOffice, type Office } from '#office/office.ts';
import { DEFAULT_LAN_PORT, DEFAULT_PORT, serveOffice } from '#office/serve.ts';
import { secretOf, withFolder, type FolderOptions } from './passphrase.ts';
import { programVersion } from './version.ts';

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
      const office = openOffice({ folder, secret: await secretOf(options), version: programVersion() });
      await serveUntilStopped(office, options);
    });
}

export function demoCommand(): Command {
  return withPorts(new Command('demo'))
    .description('Serve the demonstration office, made at the first start in a folder of its own.')
    .option('--folder <path>', 'where it lies', '.diwan/demo')
    .action(async (options: { folder: string } & PortOptions) => {
      const office = openOffice({
        ...{ folder: resolve(options.folder), version: programVersion(), isDemonstration: true },
        secret: { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase },
      });
      await foundDemonstrationOffice(office);
      process.stderr.write(`Sign in as ${DEMONSTRATION.userName} with ${DEMONSTRATION.password}\n`);
      await serveUntilStopped(office, options);
    });
}

async function serveUntilStopped(office: Office, { port, lan, lanPort }: PortOptions): Promise<void> {
  const serving = await serveOffice({ office, port, lanPort: lan ? lanPort : null });
  console.log(`Diwan: ${serving.address}`);
  for (const address of serving.lan?.addresses ?? []) console.log(`Other PCs: ${address}`);
  if (serving.lan) console.log(`Fingerprint: ${serving.lan.fingerprint}`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await serving.close();
  await office.close();
}

function withPorts(command: Command): Command {
  return command
    .option('--port <number>', 'the port for this PC; 0 takes a free one', Number, DEFAULT_PORT)
    .option('--lan', 'also let paired PCs of the network in, over TLS')
    .option('--lan-port <number>', 'the port for the other PCs', Number, DEFAULT_LAN_PORT);
}
