import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { endOf, type OfficePc } from './office-pc.ts';
import { lostWithDisk } from './losses.ts';
import { atCommit, expectSound, meet, rigForThisFile, workingPair, type Pair } from './scenario.ts';
import type { Moment } from './standstill.ts';

/** The data centre's database is put back to an earlier state: the offices bring what it had lost, once. */

const rig = rigForThisFile();

let copies = 0;

/** Two offices whose work of today the data centre had, and has no more. */
async function forgottenPair(seed: number): Promise<Pair> {
  const pair = await workingPair(rig(), seed);
  const copy = `copy_${(copies += 1)}`;
  await rig().backUpCentre(copy);
  for (const pc of [pair.one, pair.other]) await pc.write(25, pair.peers);
  await meet(rig(), [pair.one, pair.other]);
  for (const pc of [pair.one, pair.other]) await pc.write(10, pair.peers);
  await rig().restoreCentre(copy);
  return pair;
}

const seqOf = async (pc: OfficePc): Promise<number> =>
  (await rig().rows<{ seq: number }>('SELECT seq FROM office_stream WHERE office_no = $1', pc.no))[0]?.seq ?? 0;

describe('a data centre that was put back', () => {
  it('gets everything again, and what came by it is as it was', async () => {
    const { one, other } = await forgottenPair(6_000);
    expect(await seqOf(one)).toBeLessThan((await one.standing()).acked);
    await expectSound(rig(), [one, other]);
  });

  it.each([
    ['when it has heard of it', { steps: [{ at: 'answer hello', when: 'after' }] }],
    ['between two receipts', { steps: [{ at: 'answer acked', when: 'before' }] }],
    ['while it loads a channel anew', { steps: [{ at: 'INTO sync_channel (', when: 'after' }], nth: 2 }],
    [
      'before what did not come again is gone',
      {
        steps: [
          { at: 'INTO sync_channel (', when: 'after' },
          { at: 'COMMIT', when: 'before' },
        ],
        nth: 2,
      },
    ],
  ] as const satisfies readonly (readonly [string, Moment])[])(
    'while an office is killed %s',
    async (_when, moment) => {
      const { one, other } = await forgottenPair(6_100);
      await one.killedAt(moment, () => one.sync());
      await expectSound(rig(), [one, other]);
    },
  );

  it.each([
    ['before what came again is stored', atCommit('INSERT INTO "office_frame"', 'before')],
    ['after what came again is stored', atCommit('INSERT INTO "office_frame"', 'after')],
    ['while it hands on again', atCommit('INSERT INTO "channel', 'before')],
  ])('and whose server is killed %s', async (_when, moment) => {
    const { one, other } = await forgottenPair(6_200);
    const { server } = rig();
    server.arm(moment);
    const session = endOf(one.sync());
    await server.standsStill();
    await rig().killServer();
    await session;
    await rig().startServers(1);
    await expectSound(rig(), [one, other]);
  });

  it('and whose PostgreSQL is stopped at once while everything comes again', async () => {
    const { one, other, peers } = await forgottenPair(6_300);
    for (const pc of [one, other]) await pc.work(peers);
    await wait(60);
    await rig().restartPostgres();
    for (const pc of [one, other]) await pc.rest();
    await expectSound(rig(), [one, other]);
  });

  it('twice on one day', async () => {
    const { one, other, peers } = await forgottenPair(6_400);
    await meet(rig(), [one, other]);
    for (const pc of [one, other]) await pc.write(20, peers);
    await meet(rig(), [one, other]);
    await rig().restoreCentre(`copy_${copies}`);
    await expectSound(rig(), [one, other]);
  });

  it('on the day on which an office was put back, too: what nobody has is told, and nothing else is lost', async () => {
    const { one, other, peers } = await workingPair(rig(), 6_500);
    const [copy, folder] = [`copy_${(copies += 1)}`, join(rig().folder, 'put back')];
    await one.stop();
    mkdirSync(folder);
    one.copyTo(folder, 'database');
    await one.start();
    await rig().backUpCentre(copy);
    for (const pc of [one, other]) await pc.write(25, peers);
    await meet(rig(), [one, other]);
    await one.stop();
    await rig().restoreCentre(copy);
    const lost = await lostWithDisk(rig(), one, () => one.restoreFrom(folder));
    expect(lost.size).toBeGreaterThan(10);
    await one.start();
    await one.write(10, peers);
    await expectSound(rig(), [one, other], { lost, incidents: ['lost'] });
  });
});
