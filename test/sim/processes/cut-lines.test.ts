import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { endOf, type OfficePc } from './office-pc.ts';
import { atCommit, expectSound, rigForThisFile, workingPair } from './scenario.ts';

/** Lines are cut in the middle of what they carry, and PCs sleep in the middle of what they do. */

const rig = rigForThisFile();

describe('a line that is cut', () => {
  it('again and again in the middle of a frame: it is whole at the data centre in the end, and once', async () => {
    const { one, other, peers } = await workingPair(rig(), 3_000);
    await one.write(250, peers);
    for (const bytes of [4_000, 5_000, 6_000, 8_000]) {
      one.line.cut();
      one.line.after('up', bytes, () => one.line.cut());
      expect(await one.sync()).toBe('SYNC_NO_ANSWER');
    }
    await expectSound(rig(), [one, other]);
  });

  it('after the frame has gone and before its receipt has come', async () => {
    const { one, other, peers } = await workingPair(rig(), 3_100);
    await one.write(100, peers);
    const { server } = rig();
    server.arm(atCommit('INSERT INTO "office_frame"', 'after'));
    const session = endOf(one.sync());
    await server.standsStill();
    one.line.cut();
    expect(await session).toBe('SYNC_NO_ANSWER');
    server.wake();
    await expectSound(rig(), [one, other]);
  });

  it('again and again in the middle of a page', async () => {
    const { one, other, peers } = await workingPair(rig(), 3_200);
    const greeting = await greetingBytes(one);
    await other.write(400, peers);
    expect(await other.sync()).toBe(null);
    await rig().settled();
    for (const bytes of [300, 600, 900]) {
      one.line.cut();
      one.line.after('down', greeting + bytes, () => one.line.cut());
      expect(await one.sync()).toBe('SYNC_NO_ANSWER');
    }
    await expectSound(rig(), [one, other]);
  });

  it('twenty times at any moment while both offices work', async () => {
    const { one, other, peers } = await workingPair(rig(), 3_300);
    for (const pc of [one, other]) await pc.work(peers);
    for (let cut = 0; cut < 20; cut += 1) {
      const { line } = cut % 2 === 0 ? one : other;
      await wait(10 + ((cut * 29) % 60));
      line.cut();
    }
    for (const pc of [one, other]) await pc.rest();
    await expectSound(rig(), [one, other]);
  });

  it('for a long time, in which both offices work on without it', async () => {
    const { one, other, peers } = await workingPair(rig(), 3_400);
    for (const { line } of [one, other]) {
      line.isDown = true;
      line.cut();
    }
    for (const pc of [one, other]) {
      expect(await pc.write(150, peers)).toBe(null);
      expect(await pc.sync()).toBe('SYNC_NO_ANSWER');
    }
    await expectSound(rig(), [one, other]);
  });
});

describe('a PC that sleeps', () => {
  it('in the middle of a session, and wakes when the server is another one', async () => {
    const { one, other, peers } = await workingPair(rig(), 3_500);
    await one.write(40, peers);
    await one.arm({ steps: [{ at: 'answer hello', when: 'after' }] });
    const session = endOf(one.sync());
    await one.standsStill();
    await other.write(20, peers);
    expect(await other.sync()).toBe(null);
    await rig().killServer();
    await rig().startServers(1);
    one.wake();
    expect(await session).toBe('SYNC_NO_ANSWER');
    await expectSound(rig(), [one, other]);
  });

  it('in the middle of a command, and is killed in its sleep', async () => {
    const { one, other, peers } = await workingPair(rig(), 3_600);
    await one.work(peers);
    await wait(80);
    one.sleep();
    await wait(200);
    await one.kill();
    await expectSound(rig(), [one, other]);
  });

  it('five times while it works, as a laptop on the road', async () => {
    const { one, other, peers } = await workingPair(rig(), 3_700);
    for (const pc of [one, other]) await pc.work(peers);
    for (let nap = 0; nap < 5; nap += 1) {
      await wait(40 + nap * 13);
      one.sleep();
      if (nap % 2 === 0) one.line.cut();
      await wait(120);
      one.wake();
    }
    for (const pc of [one, other]) await pc.rest();
    await expectSound(rig(), [one, other]);
  });
});

/** What comes down in a session in which there is nothing to send and nothing to fetch: connecting and the greeting. */
async function greetingBytes(pc: OfficePc): Promise<number> {
  pc.line.cut();
  const before = pc.line.down;
  expect(await pc.sync()).toBe(null);
  return pc.line.down - before;
}
