import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Beats } from '#datacenter/server/beats.ts';
import { openDatacenter, type DatacenterPlace } from '#datacenter/server/serve.ts';
import { openReports } from '#datacenter/storage/reports.ts';
import { ministryService, type Ministry } from '#modules/ministry/index.ts';
import { officePaths } from '#office/folder.ts';
import { openOffice } from '#office/office.ts';
import { datacenterProgram } from './datacenter-program.ts';
import { startDeskBeats } from './desk-beats.ts';
import { newSecretOf, secretOf } from './passphrase.ts';
import { ministryOf } from './ministry/answering.ts';
import { shortName } from './short-name.ts';
import { announce, serveUntil, untilStopped } from './serving.ts';
import { programVersion } from './version.ts';
import { wholeNumber } from './whole-number.ts';

const DESK_PORT = 7443;
const MOST_PORT = 65_535;

interface DeskOptions {
  readonly office: string;
  readonly address: string;
  readonly port: number;
  readonly lanPort?: number;
  readonly passphraseFile?: string;
  readonly name?: string;
}

/**
 * The data centre's own office, number 1: the same program as every office, and beside it the pages that see all the
 * others. Its people, roles and rule packages are its own log; it is linked to the server by an invitation like the rest.
 */
export function deskCommand<Place>(
  withPlace: (command: Command) => Command,
  placeOf: (options: Place) => DatacenterPlace,
): Command {
  return withPlace(new Command('desk'))
    .description("Serve the pages of the data centre's own office, number 1, until stopped.")
    .requiredOption(
      '--office <path>',
      "the folder of the data centre's own office; an empty one starts with the wizard",
    )
    .requiredOption('--address <url>', 'where offices reach the data centre, https://host:port: what invitations carry')
    .option('--port <number>', 'the port for this machine', wholeNumber(0, MOST_PORT), DESK_PORT)
    .option('--lan-port <number>', 'also let paired PCs in, over TLS, at this port', wholeNumber(0, MOST_PORT))
    .option('--passphrase-file <path>', 'a file that holds the passphrase or the recovery code')
    .option('--name <text>', 'what the page of health calls it: the machine and the port by default', shortName)
    .action(async (options: DeskOptions & Place) => {
      const opened = await openDatacenter(datacenterProgram(), placeOf(options));
      const reportsUrl = process.env['DATABASE_REPORTS_URL'] ?? '';
      const reports = reportsUrl === '' ? undefined : openReports(reportsUrl);
      const begun: { beats?: Beats } = {};
      try {
        const folder = resolve(options.office);
        const isNew = !existsSync(officePaths(folder).keyring);
        const secret = await (isNew ? newSecretOf(options) : secretOf(options));
        const ministry: Ministry = ministryOf({
          ...{ opened, address: options.address },
          ...(reports && { reports }),
        });
        const services = new Map<string, unknown>([[ministryService.name, ministry]]);
        await serveUntil(
          untilStopped(),
          (onRestart) => openOffice({ folder, secret, version: programVersion(), onRestart, services }),
          {
            ...{ port: options.port, lanPort: options.lanPort ?? null },
            onServing: (serving) => {
              begun.beats ??= startDeskBeats(opened, {
                ...{ folder, port: Number(new URL(serving.address).port) },
                ...(options.name !== undefined && { name: options.name }),
              });
              announce(serving);
            },
          },
        );
      } finally {
        await reports?.end();
        await begun.beats?.stop();
        await opened.close();
      }
    });
}
