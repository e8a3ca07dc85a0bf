import { Command, InvalidArgumentError } from 'commander';
import { resolve } from 'node:path';
import { demand, refusal } from '#db/refusal.ts';
import { publish, setAudience, withdraw, type Audience } from '#datacenter/protocol/publish-release.ts';
import type { OpenDatacenter } from '#datacenter/server/serve.ts';
import { readOffices } from '#datacenter/storage/registry.ts';
import { readReleases } from '#datacenter/storage/releases.ts';
import { RELEASE_LIMITS } from '#kernel/sync/release.ts';
import { readRelease } from './release-files.ts';
import { wholeNumber } from './whole-number.ts';

interface AudienceOptions {
  readonly percent?: number | undefined;
  readonly offices?: readonly number[] | undefined;
}

interface Opening<Place> {
  /** Adds the options that say where the data centre lies. */
  readonly withPlace: (command: Command) => Command;
  /** Opens the data centre, prints what the work answers, and closes it again. */
  readonly withDatacenter: (place: Place, work: (opened: OpenDatacenter) => Promise<unknown>) => Promise<void>;
}

/** Newer programs for the offices: published, offered to more of them step by step, withdrawn. */
export function releaseCommand<Place>(opening: Opening<Place>): Command {
  const command = new Command('release').description('Newer programs that the data centre offers to the offices.');
  for (const make of [addCommand, rollOutCommand, withdrawCommand, listCommand]) command.addCommand(make(opening));
  return command;
}

function addCommand<Place>({ withPlace, withDatacenter }: Opening<Place>): Command {
  return withAudience(withPlace(new Command('add')))
    .description('Publish a release: the yml files and the installers that `npm run pack` has made, signed and stored.')
    .argument('<files...>', 'latest.yml, latest-linux.yml, the installers that they name, and their block maps')
    .option('--by <name>', 'who publishes it', process.env['USER'] ?? 'terminal')
    .action(async (files: readonly string[], { by, percent, offices, ...place }: AddOptions & Place) => {
      const { version, packages, leftOut } = await readRelease(files.map((file) => resolve(file)));
      // What is left of the options says where.
      await withDatacenter(place as Place, async (opened) => {
        const audience = await audienceOf(opened, { percent, offices });
        const { publishedAt } = demand(
          await publish(opened.ports, { version, packages, publishedBy: by, ...audience }),
        );
        const stored = packages.map(({ release: { kind, name, bytes } }) => ({ kind, name, bytes }));
        return { version, ...audience, publishedAt, packages: stored, leftOut };
      });
    });
}

interface AddOptions extends AudienceOptions {
  readonly by: string;
}

function rollOutCommand<Place>({ withPlace, withDatacenter }: Opening<Place>): Command {
  return withAudience(withPlace(new Command('roll-out')))
    .description('Offer a release to more offices, or to fewer; who has installed it keeps it.')
    .argument('<version>', 'the release')
    .action((version: string, { percent, offices, ...place }: AudienceOptions & Place) =>
      // What is left of the options says where.
      withDatacenter(place as Place, async (opened) => {
        const audience = await audienceOf(opened, { percent, offices });
        demand(await setAudience(opened.ports, version, audience));
        return { version, ...audience };
      }),
    );
}

function withdrawCommand<Place>({ withPlace, withDatacenter }: Opening<Place>): Command {
  return withPlace(new Command('withdraw'))
    .description('Offer a release to nobody any more, and let its installers go; its version is not used again.')
    .argument('<version>', 'the release')
    .action((version: string, place: Place) =>
      withDatacenter(place, async ({ ports }) => {
        const { withdrawnAt } = demand(await withdraw(ports, version));
        return { version, withdrawnAt };
      }),
    );
}

function listCommand<Place>({ withPlace, withDatacenter }: Opening<Place>): Command {
  return withPlace(new Command('list'))
    .description('The releases, the newest first, to whom each is offered, and how many offices have it.')
    .action((place: Place) => withDatacenter(place, ({ store }) => readReleases(store.pool)));
}

function withAudience(command: Command): Command {
  return command
    .option('--percent <number>', 'to a share of the offices; to all when nothing is said', wholeNumber(0, 100))
    .option('--offices <numbers>', 'to these offices, such as 2,5,9', officeNumbers);
}

/** To all where nothing is said; where offices are named, to nobody else unless a share is told too. */
async function audienceOf({ store }: OpenDatacenter, { percent, offices = [] }: AudienceOptions): Promise<Audience> {
  const known = new Set((await readOffices(store.pool)).map(({ office }) => office));
  const unknown = offices.find((office) => !known.has(office));
  if (unknown !== undefined) throw refusal('OFFICE_UNKNOWN', { office: unknown });
  return { percent: percent ?? (offices.length > 0 ? 0 : 100), offices };
}

function officeNumbers(value: string): readonly number[] {
  const numbers = [...new Set(value.split(',').map((each) => Number(each.trim())))];
  const areNumbers = numbers.every((each) => Number.isInteger(each) && each >= 1 && each <= 100_000);
  if (!areNumbers || numbers.length > RELEASE_LIMITS.offices) throw new InvalidArgumentError('Numbers of offices.');
  return numbers;
}
