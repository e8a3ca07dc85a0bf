import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { atCommit, expectSound, rigForThisFile, workingPair } from './scenario.ts';
import { endOf, type OfficePc } from './office-pc.ts';
import type { Moment } from './standstill.ts';

/** Servers are killed, and PostgreSQL is stopped in the middle of its work: what was acknowledged is kept, and all goes on. */

const rig = rigForThisFile();

const STORING = atCommit('INSERT INTO "office_frame"', 'before');
const STORED = atCommit('INSERT INTO "office_frame"', 'after');
const APPLYING = atCommit('COPY "sim_', 'before');
const ROUTING = atCommit('INSERT INTO "channel', 'before');
const MOMENTS = [
  ['before a frame is stored', STORING],
  ['after a frame is stored and before the answer', STORED],
  ['while it applies', APPLYING],
  ['while it hands on', ROUTING],
] as const;

/** The server comes to a moment while the office speaks with it; answers the end of that session. */
async function cameTo(moment: Moment, office: OfficePc): Promise<{ readonly session: Promise<string> }> {
  const { server } = rig();
  server.arm(moment);
  const session = endOf(office.sync());
  await server.standsStill();
  return { session };
}

describe('a server that is killed', () => {
  it.each(MOMENTS)('%s', async (_when, moment) => {
    const { one, other, peers } = await workingPair(rig(), 1_000);
    await one.write(40, peers);
    const { session } = await cameTo(moment, one);
    await rig().killServer();
    // Where it has stored and not told, or was at work behind the session.
    const isBehind = moment === APPLYING || moment === ROUTING;
    const end = await session;
    if (!isBehind) expect(end).toBe('SYNC_NO_ANSWER');
    await rig().startServers(1);
    await expectSound(rig(), [one, other]);
  });

  it('while a PC is enrolled, before it is written down: the invitation is still good', async () => {
    const { one, other } = await workingPair(rig(), 1_100);
    const { server } = rig();
    const place = await rig().unlinkedOffice(1_110);
    server.arm(atCommit('INSERT INTO "office_device"', 'before'));
    const enrolled = endOf(place.pc.enrol(place.invitation));
    await server.standsStill();
    await rig().killServer();
    expect(await enrolled).toContain('SYNC_NO_ANSWER');
    await rig().startServers(1);
    await place.pc.enrol(place.invitation);
    await expectSound(rig(), [one, other, place.pc]);
  });

  it('while a PC is enrolled, after it is written down: the same answer is given again', async () => {
    const { one, other } = await workingPair(rig(), 1_120);
    const { server } = rig();
    const place = await rig().unlinkedOffice(1_130);
    server.arm(atCommit('INSERT INTO "office_device"', 'after'));
    const enrolled = endOf(place.pc.enrol(place.invitation));
    await server.standsStill();
    await rig().killServer();
    expect(await enrolled).toContain('SYNC_NO_ANSWER');
    // The PC is killed, too, and has the same key when it asks again.
    await place.pc.kill();
    await rig().startServers(1);
    await place.pc.start();
    await place.pc.enrol(place.invitation);
    expect((await place.pc.standing()).epoch).toBe(1);
    await expectSound(rig(), [one, other, place.pc]);
  });

  it('with the office at once, after the frame is stored', async () => {
    const { one, other, peers } = await workingPair(rig(), 1_200);
    await one.write(40, peers);
    const { session } = await cameTo(STORED, one);
    await Promise.all([rig().killServer(), one.kill()]);
    expect(await session).toBe('gone');
    await rig().startServers(1);
    await expectSound(rig(), [one, other]);
  });

  it('one of two, at any moment, while offices work', async () => {
    await rig().startServers(2);
    const { one, other, peers } = await workingPair(rig(), 1_300);
    for (const pc of [one, other]) await pc.work(peers);
    for (let kill = 0; kill < 2; kill += 1) {
      await wait(100 + kill * 60);
      await rig().killServer();
      await rig().startServers(2);
    }
    for (const pc of [one, other]) await pc.rest();
    await expectSound(rig(), [one, other]);
    await rig().killServer();
  });
});

describe('a server that sleeps', () => {
  it('with the line of an office in its hand: the office waits, and nothing is done twice', async () => {
    const { one, other, peers } = await workingPair(rig(), 1_400);
    await one.write(40, peers);
    const { session } = await cameTo(STORING, one);
    await rig().startServers(2);
    const second = rig().servers.at(-1);
    // The same frame comes by the other server while the first one still holds the office's line.
    one.line.turnTo(second?.address ?? '');
    expect(await session).toBe('SYNC_NO_ANSWER');
    const again = endOf(one.sync());
    await wait(300);
    rig().server.wake();
    expect(await again).toBe('null');
    await rig().killServer();
    await expectSound(rig(), [one, other]);
  });
});

describe('PostgreSQL stopped at once', () => {
  it.each(MOMENTS)('%s', async (_when, moment) => {
    const { one, other, peers } = await workingPair(rig(), 2_000);
    await one.write(40, peers);
    const { session } = await cameTo(moment, one);
    await rig().crashPostgres();
    rig().server.wake();
    await session;
    await rig().startPostgres();
    await expectSound(rig(), [one, other]);
  });

  it('and the server and the office killed with it, after the frame is stored', async () => {
    const { one, other, peers } = await workingPair(rig(), 2_100);
    await one.write(40, peers);
    const { session } = await cameTo(STORED, one);
    await Promise.all([rig().crashPostgres(), rig().killServer(), one.kill()]);
    expect(await session).toBe('gone');
    await rig().startPostgres();
    await rig().startServers(1);
    await expectSound(rig(), [one, other]);
  });

  it('for a while, while offices work: they are told, and go on', async () => {
    const { one, other, peers } = await workingPair(rig(), 2_200);
    for (const pc of [one, other]) await pc.work(peers);
    await wait(200);
    await rig().crashPostgres();
    await wait(300);
    for (const pc of [one, other]) await pc.rest();
    expect(await one.sync()).toBe('SYNC_NO_ANSWER');
    await rig().startPostgres();
    await expectSound(rig(), [one, other]);
  });
});
