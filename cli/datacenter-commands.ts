import { once } from 'node:events';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { writeWhole } from '#db/durable.ts';
import { demand, refusal } from '#db/refusal.ts';
import { EXCHANGE_LIMITS } from '#kernel/sync/exchange.ts';
import { declareRestored, revoke, setFrozen } from '#datacenter/protocol/enrol.ts';
import { voidCodes } from '#datacenter/protocol/enrolment-codes.ts';
import { addOffice, setClosed } from '#datacenter/protocol/offices.ts';
import {
  openDatacenter,
  serveDatacenter,
  type DatacenterPlace,
  type OpenDatacenter,
} from '#datacenter/server/serve.ts';
import { exchangeFile } from '#datacenter/server/exchange.ts';
import { invite, noteVerifiedCopy, prove } from '#datacenter/server/upkeep.ts';
import { ownAddresses } from '#datacenter/storage/certificate.ts';
import { readDevices, readOffices } from '#datacenter/storage/registry.ts';
import { judgePlace } from '#modules/ministry/index.ts';
import { judgeOffice, judgeReopening } from '#modules/structure/index.ts';
import { datacenterProgram } from './datacenter-program.ts';
import { deskCommand } from './desk-command.ts';
import { readGiven } from './given-file.ts';
import { answer, EXIT } from './outcome.ts';
import { releaseCommand } from './release-commands.ts';
import { shortName } from './short-name.ts';

const DATACENTER_PORT = 7440;
const WATCH_PORT = 7441;

interface PlaceOptions {
  readonly folder: string;
  readonly witness?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

interface ServeCommandOptions extends PlaceOptions {
  readonly host: string;
  readonly port: number;
  readonly watchHost: string;
  readonly watchPort: number;
  readonly name?: string;
  readonly proxy?: readonly string[];
}

interface OfficeOptions extends PlaceOptions {
  readonly office: number;
}

/** The data centre: its server, and what its administrators do from the terminal. */
export function datacenterCommand(): Command {
  const command = new Command('datacenter').description(
    'The data centre: serve offices, register and invite them, stop devices, publish releases, care for backups. DATABASE_URL names its PostgreSQL.',
  );
  const parts = [
    ...[serveCommand, officeAddCommand, officeCloseCommand, officesCommand, inviteCommand, uninviteCommand],
    ...[devicesCommand, revokeCommand, freezeCommand, thawCommand, exchangeCommand, restoredCommand, durableCommand],
    proveCommand,
    () => releaseCommand({ withPlace, withDatacenter }),
    () => deskCommand(withPlace, placeOf),
  ];
  for (const part of parts) command.addCommand(part());
  return command;
}

function serveCommand(): Command {
  return withPlace(new Command('serve'))
    .description('Serve offices until stopped. Several servers may share one database and one folder.')
    .option('--port <number>', 'the port for offices; 0 takes a free one', wholeNumber, DATACENTER_PORT)
    .option('--host <address>', 'where offices reach it', '0.0.0.0')
    .option('--watch-port <number>', 'the port for /health and /metrics', wholeNumber, WATCH_PORT)
    .option('--watch-host <address>', 'who may read them: this machine alone by default', '127.0.0.1')
    .option('--name <text>', 'what the page of health calls it: the machine and the port by default', shortName)
    .option('--proxy <address>', 'what stands before it, where all callers come from; may be given again', oneMore)
    .action(async ({ host, port, watchHost, watchPort, proxy, name, ...options }: ServeCommandOptions) => {
      const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      const serving = await serveDatacenter(datacenterProgram(), {
        ...{ ...placeOf(options), host, port, watch: { host: watchHost, port: watchPort } },
        ...(name !== undefined && { name }),
        ...(proxy && { limits: { proxies: proxy } }),
      });
      const { address, watchAddress, fingerprint, centreKey } = serving;
      answer({ address, watchAddress, fingerprint, centreKey });
      await stopped;
      await serving.close();
    });
}

interface NewOfficeOptions extends PlaceOptions {
  readonly nameAr: string;
  readonly nameCkb?: string;
  readonly nameEn?: string;
  readonly kind: string;
  readonly governorate?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly parent?: number;
}

function officeAddCommand(): Command {
  return withPlace(new Command('office-add'))
    .description('Register an office; it gets the next number.')
    .requiredOption('--name-ar <name>', 'its name in Arabic')
    .option('--name-ckb <name>', 'its name in Kurdish')
    .option('--name-en <name>', 'its name in English')
    .option('--kind <kind>', 'what kind of office it is', 'office')
    .option('--governorate <code>', 'where it lies')
    .option('--latitude <degrees>', 'for the map', degrees(90))
    .option('--longitude <degrees>', 'for the map', degrees(180))
    .option('--parent <number>', 'the office above it', officeNumber)
    .action(({ nameAr, nameCkb, nameEn, kind, governorate, latitude, longitude, parent, ...place }: NewOfficeOptions) =>
      withDatacenter(place, async ({ ports, store }) => {
        const asked = { office: null, nameAr, parentOffice: parent ?? null, isClosed: false };
        if ((latitude === undefined) !== (longitude === undefined)) throw refusal('PLACE_FORM');
        if (latitude !== undefined && longitude !== undefined) demand(judgePlace({ latitude, longitude }));
        demand(judgeOffice(asked, await readOffices(store.pool)));
        return addOffice(ports, {
          ...{ nameAr, kind, nameCkb: nameCkb ?? null, nameEn: nameEn ?? null, governorate: governorate ?? null },
          ...{ latitude: latitude ?? null, longitude: longitude ?? null, parentNo: asked.parentOffice },
        });
      }),
    );
}

function officeCloseCommand(): Command {
  return withOffice(new Command('office-close'))
    .description('Close an office: no PC of it is enrolled any more. --reopen opens it again.')
    .option('--reopen', 'open it again')
    .action(({ office, reopen, ...place }: OfficeOptions & { reopen?: boolean }) =>
      withDatacenter(place, async ({ ports, store }) => {
        const isClosed = reopen !== true;
        const register = isClosed ? [] : await readOffices(store.pool);
        for (const row of register) if (row.office === office) demand(judgeReopening(row, register));
        if (!(await setClosed(ports, office, isClosed))) throw refusal('OFFICE_UNKNOWN', { office });
        return { office, isClosed };
      }),
    );
}

function officesCommand(): Command {
  return withPlace(new Command('offices'))
    .description('The registered offices, and how their logs stand.')
    .action((place: PlaceOptions) => withDatacenter(place, ({ store }) => readOffices(store.pool)));
}

function inviteCommand(): Command {
  return withOffice(new Command('invite'))
    .description('Print an invitation for one PC of an office, good for 72 hours; earlier ones are void.')
    .option('--address <url>', 'where offices reach the data centre, https://host:port')
    .option('--by <name>', 'who made it', process.env['USER'] ?? 'terminal')
    .action(({ office, address, by, ...place }: OfficeOptions & { address?: string; by: string }) =>
      withDatacenter(place, async (opened) => {
        const given = address ?? `https://${ownAddresses()[0] ?? '127.0.0.1'}:${DATACENTER_PORT}`;
        return { office, ...demand(await invite(opened, { office, address: given, madeBy: by })) };
      }),
    );
}

function uninviteCommand(): Command {
  return withOffice(new Command('uninvite'))
    .description('Make the invitations of an office void that nobody has used.')
    .action(({ office, ...place }: OfficeOptions) =>
      withDatacenter(place, async ({ ports }) => ({ office, voided: await voidCodes(ports, office) })),
    );
}

function devicesCommand(): Command {
  return withOffice(new Command('devices'))
    .description('The PCs that were enrolled for an office.')
    .action(({ office, ...place }: OfficeOptions) =>
      withDatacenter(place, ({ store }) => readDevices(store.pool, office)),
    );
}

function revokeCommand(): Command {
  return withOffice(new Command('revoke'))
    .description('Stop a PC at once, as after a theft.')
    .requiredOption('--key <id>', 'the id of its key, as `devices` shows it')
    .action(({ office, key, ...place }: OfficeOptions & { key: string }) =>
      withDatacenter(place, async ({ ports }) => {
        if (!(await revoke(ports, office, key))) throw refusal('DEVICE_UNKNOWN', { office, key });
        return { office, key, isRevoked: true };
      }),
    );
}

function freezeCommand(): Command {
  return withOffice(new Command('freeze'))
    .description('Take nothing more from an office until it is thawed.')
    .action(({ office, ...place }: OfficeOptions) => freeze(place, office, true));
}

function thawCommand(): Command {
  return withOffice(new Command('thaw'))
    .description('Take from a frozen office again.')
    .action(({ office, ...place }: OfficeOptions) => freeze(place, office, false));
}

function freeze(place: PlaceOptions, office: number, isFrozen: boolean): Promise<void> {
  return withDatacenter(place, async ({ ports }) => {
    if (!(await setFrozen(ports, office, isFrozen))) throw refusal('OFFICE_UNKNOWN', { office });
    return { office, isFrozen };
  });
}

function exchangeCommand(): Command {
  return withPlace(new Command('exchange'))
    .description('Take the file that an office sent on a stick, and write the one that goes back.')
    .requiredOption('--in <file>', "the office's file")
    .requiredOption('--out <file>', 'where the file for the office is written')
    .action(({ in: from, out, ...place }: PlaceOptions & { in: string; out: string }) => {
      const bytes = readGiven(from, EXCHANGE_LIMITS.fileBytes);
      return withDatacenter(place, async (opened) => {
        const { reply, ...taken } = demand(await exchangeFile(opened, { bytes }));
        writeWhole(resolve(out), Buffer.from(reply));
        return { ...taken, file: resolve(out) };
      });
    });
}

function restoredCommand(): Command {
  return withPlace(new Command('restored'))
    .description(
      'Once after the database was put back from a backup, before any server is started. Tells what the ledger knows and the database has not.',
    )
    .action((place: PlaceOptions) => withDatacenter(place, ({ ports }) => declareRestored(ports)));
}

function durableCommand(): Command {
  return withPlace(new Command('durable'))
    .description('Compare a database that was put back from the off-site backup, and note how far that backup reaches.')
    .requiredOption('--copy <url>', 'the address of the database that was put back')
    .action(({ copy, ...place }: PlaceOptions & { copy: string }) =>
      withDatacenter(place, async (opened) => ({ offices: demand(await noteVerifiedCopy(opened, copy)) })),
    );
}

function proveCommand(): Command {
  return withPlace(new Command('prove'))
    .description(
      'Prove that the records of every office, or of one, are what its log makes of them. Servers may go on meanwhile.',
    )
    .option('--office <number>', 'only this one', officeNumber)
    .option('--mend', 'write what the log says where something differs')
    .action(({ office, mend, ...place }: PlaceOptions & { office?: number; mend?: boolean }) =>
      withDatacenter(place, async (opened) => {
        const proved = demand(await prove(opened, { office, mends: mend === true }));
        if (!proved.isRight) process.exitCode = EXIT.refused;
        return proved;
      }),
    );
}

/** Opens the data centre, prints what the work answers, and closes it again. */
async function withDatacenter(
  options: PlaceOptions,
  work: (opened: OpenDatacenter) => Promise<unknown>,
): Promise<void> {
  const opened = await openDatacenter(datacenterProgram(), placeOf(options));
  try {
    answer(await work(opened));
  } finally {
    await opened.close();
  }
}

function placeOf({ folder, witness, tlsCert, tlsKey }: PlaceOptions): DatacenterPlace {
  const databaseUrl = process.env['DATABASE_URL'];
  if (databaseUrl === undefined || databaseUrl === '') throw refusal('DATABASE_URL_MISSING');
  if ((tlsCert === undefined) !== (tlsKey === undefined)) throw refusal('TLS_HALF_GIVEN');
  return {
    ...{ databaseUrl, folder: resolve(folder) },
    ...(witness !== undefined && { witness: resolve(witness) }),
    ...(tlsCert !== undefined && tlsKey !== undefined && { tls: { cert: resolve(tlsCert), key: resolve(tlsKey) } }),
  };
}

function withPlace(command: Command): Command {
  return command
    .requiredOption('--folder <path>', 'where its keys and its certificate lie')
    .option('--witness <file>', 'the witness, on a disk of its own; in the folder when left out')
    .option('--tls-cert <file>', 'a certificate (PEM); a self-made one when left out')
    .option('--tls-key <file>', 'its key (PEM)');
}

function withOffice(command: Command): Command {
  return withPlace(command).requiredOption('--office <number>', 'the number of the office', officeNumber);
}

function officeNumber(value: string): number {
  return parsed(z.coerce.number().int().min(1).max(100_000), value, 'The number of an office.');
}

function wholeNumber(value: string): number {
  return parsed(z.coerce.number().int().min(0).max(65_535), value, 'A port.');
}

function oneMore(value: string, before: readonly string[] = []): readonly string[] {
  if (isIP(value) === 0) throw new InvalidArgumentError('An IP address.');
  return [...before, value];
}

function degrees(most: number): (value: string) => number {
  return (value) => parsed(z.coerce.number().min(-most).max(most), value, `Degrees from -${most} to ${most}.`);
}

function parsed(shape: z.ZodType<number>, value: string, what: string): number {
  const { success, data } = shape.safeParse(value);
  if (!success) throw new InvalidArgumentError(what);
  return data;
}
