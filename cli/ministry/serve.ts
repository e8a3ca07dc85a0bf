import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { databaseProblemOf } from '#db/errors.ts';
import { lockFolder } from '#db/lock.ts';
import { demand } from '#db/refusal.ts';
import { purposeKey } from '#db/keyring.ts';
import { readInvitation } from '#kernel/sync/enrolment.ts';
import { addOffice, changeOffice } from '#datacenter/protocol/offices.ts';
import { readOffice } from '#datacenter/storage/registry.ts';
import { serveDatacenter, type ServingDatacenter } from '#datacenter/server/serve.ts';
import { invite } from '#datacenter/server/upkeep.ts';
import { assert } from '#kernel/assert.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { makeOfficesKnown, ministryService, type Ministry } from '#modules/ministry/index.ts';
import { DEMONSTRATION, foundDemonstrationOffice, livingIn } from '#office/demonstration.ts';
import { officePaths, unlockFolder } from '#office/folder.ts';
import type { CoreOptions } from '#office/core.ts';
import { openOffice, type Office } from '#office/office.ts';
import { readLink, writeLink } from '#office/sync/link-file.ts';
import { EXIT, Misuse } from '../outcome.ts';
import { datacenterProgram } from '../datacenter-program.ts';
import { startDeskBeats } from '../desk-beats.ts';
import { serveUntil } from '../serving.ts';
import { programVersion } from '../version.ts';
import { ministryOf } from './answering.ts';
import { startCluster } from './cluster.ts';
import { demonstrationOffices, type DemonstrationOffice } from './offices.ts';

export interface MinistryOptions {
  /** The first office's folder; the rest of the ministry lies below it. */
  readonly folder: string;
  readonly employees: number;
  readonly port: number;
  readonly lanPort: number | null;
  readonly stopped: Promise<'stop'>;
  /** Told when everything answers, the first office first. */
  readonly onServing: (places: readonly Place[]) => void;
}

/** Where a part of the demonstration is opened in a browser. */
export interface Place {
  readonly name: string;
  readonly address: string;
}

const secret = { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase } as const;

/**
 * A whole ministry on one machine until it is stopped: a data centre with its own PostgreSQL, and offices of different
 * size and history, each in a folder of its own and linked by an invitation like any other. Refuses `DATABASE_LOCKED`
 * where one runs in the folder already.
 */
export async function serveMinistry(options: MinistryOptions): Promise<void> {
  const at = (part: string): string => join(options.folder, 'ministry', part);
  const lock = lockMinistry(options.folder);
  try {
    await serveFrom(at, options);
  } finally {
    lock.release();
  }
}

/** Two would fight over one PostgreSQL long before the offices, which are locked each for itself, are reached. */
function lockMinistry(folder: string): ReturnType<typeof lockFolder> {
  const place = join(folder, 'ministry');
  mkdirSync(place, { recursive: true });
  try {
    return lockFolder(place);
  } catch (error) {
    if (databaseProblemOf(error) !== 'DATABASE_LOCKED') throw error;
    const what = `The demonstration in ${folder} is running already. End it with Ctrl+C where it runs, or give --folder another one.`;
    throw new Misuse('DATABASE_LOCKED', what, EXIT.refused);
  }
}

async function serveFrom(at: (part: string) => string, options: MinistryOptions): Promise<void> {
  const cluster = await startCluster({ folder: at('postgres'), isKept: true });
  try {
    const centre = await serveDatacenter(datacenterProgram(), {
      ...{ databaseUrl: cluster.url, folder: at('centre'), host: '127.0.0.1', port: 0, isSilent: true },
      ...{ watch: { host: '127.0.0.1', port: 0 }, witness: at('witness.jsonl'), name: hostname() },
    });
    // The ports are others at each start: by the machine alone the server and the desk are known again.
    const beats = startDeskBeats(centre.opened, { name: hostname(), port: 0, folder: options.folder });
    try {
      await serveOffices(options, centre);
    } finally {
      await beats.stop();
      await centre.close();
    }
  } finally {
    await cluster.stop();
  }
}

async function serveOffices(options: MinistryOptions, centre: ServingDatacenter): Promise<void> {
  const { employees, stopped, onServing } = options;
  const places = new Map<number, Place>();
  const ministry: Ministry = ministryOf({ opened: centre.opened, address: centre.address });
  const services = new Map<string, unknown>([[ministryService.name, ministry]]);
  const offices = demonstrationOffices(employees).map((office, index) => ({
    office,
    folder: index === 0 ? options.folder : join(options.folder, 'ministry', office.code),
  }));
  // One after the other, so that they get their numbers in this order.
  const servicesOf = ({ registered }: DemonstrationOffice) => (registered.isCentre ? { services } : {});
  for (const each of offices) await prepare(centre, each, servicesOf(each.office));
  for (const { office, folder } of offices) if (office.registered.isCentre) await tellOffices(ministry, folder);
  await Promise.all(
    offices.map(({ office, folder }, index) =>
      serveUntil(
        stopped,
        (onRestart) =>
          open(folder, {
            onRestart,
            neighbours: () => inOrder(places, index),
            ...servicesOf(office),
          }),
        {
          port: index === 0 ? options.port : 0,
          lanPort: index === 0 ? options.lanPort : null,
          onServing: ({ address }) => {
            const isNew = !places.has(index);
            places.set(index, { name: office.names.nameAr, address });
            if (isNew && places.size === offices.length) onServing(inOrder(places, null));
          },
        },
      ),
    ),
  );
}

/** The places but one, in their order. */
function inOrder(places: ReadonlyMap<number, Place>, without: number | null): readonly Place[] {
  return [...places]
    .filter(([index]) => index !== without)
    .sort(([left], [right]) => left - right)
    .map(([, place]) => place);
}

function open(folder: string, options: Pick<CoreOptions, 'onRestart' | 'neighbours' | 'services'>): Office {
  return openOffice({ folder, secret, version: programVersion(), isDemonstration: true, ...options });
}

/** The data centre tells every office of the others, as it does whenever somebody is invited on its pages. */
async function tellOffices(ministry: Ministry, folder: string): Promise<void> {
  const office = open(folder, {});
  try {
    await makeOfficesKnown(ministry, livingIn(office.core).as(DEMONSTRATION.userName));
  } finally {
    await office.close();
  }
}

/** Makes an invented office and links it, unless that was done before. */
async function prepare(
  centre: ServingDatacenter,
  { office: invented, folder }: { readonly office: DemonstrationOffice; readonly folder: string },
  services: Pick<CoreOptions, 'services'>,
): Promise<void> {
  const paths = officePaths(folder);
  if (pointTo(centre, paths.dataCentre, purposeKey(unlockFolder(paths, secret).dataKey, 'sync'))) return;
  const office = open(folder, services);
  try {
    await foundDemonstrationOffice(office, invented.employees, invented);
    await office.core.sync.enrol(demand(readInvitation(await invitationFor(centre, invented))), DEVICE);
  } finally {
    await office.close();
  }
}

const DEVICE = 'الحاسبة الرئيسة';

async function invitationFor(centre: ServingDatacenter, invented: DemonstrationOffice): Promise<string> {
  const office = await registeredNumber(centre, invented);
  return demand(await invite(centre.opened, { office, address: centre.address, madeBy: 'demonstration' })).invitation;
}

/** The data centre stands in the register from the beginning, under a name and without a place. */
async function registeredNumber(
  { opened: { ports, store } }: ServingDatacenter,
  { names, registered: { isCentre, ...place } }: DemonstrationOffice,
): Promise<number> {
  const fields = { ...names, ...place, parentNo: null };
  if (!isCentre) return (await addOffice(ports, fields)).officeNo;
  const stood = await readOffice(store.pool, DATACENTER_OFFICE);
  assert(stood !== null, 'The data centre is registered.');
  await changeOffice(ports, DATACENTER_OFFICE, { looked: { ...stood, parentNo: stood.parentOffice }, fields });
  return DATACENTER_OFFICE;
}

/** The data centre takes any free port at its start: a link from before is shown the new one. Is there a link? */
function pointTo({ address, fingerprint }: ServingDatacenter, path: string, officeKey: Buffer): boolean {
  const link = readLink(path, officeKey);
  if (link) writeLink(path, { ...link, address, fingerprint }, officeKey);
  return link !== null;
}
