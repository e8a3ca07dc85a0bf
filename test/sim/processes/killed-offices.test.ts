import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Moment } from './standstill.ts';
import { readWitness } from './witness.ts';
import { expectSound, meet, rigForThisFile, workingPair } from './scenario.ts';

/** The process of an office is killed at a moment; what it had told its clerk is there, once, and what follows goes on. */

const rig = rigForThisFile();
/** Bytes that have gone when a session has greeted and has begun to send its frame. */
const IN_THE_FRAME = 5_000;

const before = (...at: readonly string[]): Moment => ({
  steps: at.map((each, place) => ({ at: each, when: place === at.length - 1 ? 'before' : 'after' })),
});
const after = (...at: readonly string[]): Moment => ({ steps: at.map((each) => ({ at: each, when: 'after' })) });

describe('an office that is killed while it writes', () => {
  it('before the commit: the entry was not told, and is not there', async () => {
    const { one, other, peers } = await workingPair(rig(), 100);
    const { seq } = await one.standing();
    const told = readWitness(one.witness).length;
    await one.killedAt(before('INTO op_log', 'COMMIT'), () => one.write(50, peers));
    expect((await one.start()).seq).toBe(seq);
    expect(readWitness(one.witness)).toHaveLength(told);
    await expectSound(rig(), [one, other]);
  });

  it('after the commit: the entry is there, though nobody was told', async () => {
    const { one, other, peers } = await workingPair(rig(), 110);
    const { seq } = await one.standing();
    const told = readWitness(one.witness).length;
    await one.killedAt(after('INTO op_log', 'COMMIT'), () => one.write(50, peers));
    expect((await one.start()).seq).toBe(seq + 1);
    expect(readWitness(one.witness)).toHaveLength(told);
    await expectSound(rig(), [one, other]);
  });

  it('between the rows and the op: no half of it is there', async () => {
    const { one, other, peers } = await workingPair(rig(), 120);
    const { seq } = await one.standing();
    await one.killedAt(after('INTO "sim_movement"'), () => one.write(200, peers));
    expect((await one.start()).seq).toBeGreaterThanOrEqual(seq);
    await expectSound(rig(), [one, other]);
  });
});

describe('an office that is killed while it sends', () => {
  it('in the middle of a frame: the data centre has none of it, and gets all of it', async () => {
    const { one, other, peers } = await workingPair(rig(), 200);
    await one.write(250, peers);
    const killed = Promise.withResolvers<void>();
    one.line.after('up', IN_THE_FRAME, () => {
      // The signal first: it shall not hear that its line was cut.
      one.kill().then(killed.resolve, killed.reject);
      one.line.cut();
    });
    await expect(one.sync()).rejects.toThrow('gone');
    await killed.promise;
    const disk = one.open();
    const frame = disk.raw.prepare('SELECT length(frame) FROM sync_outgoing').pluck().get();
    disk.close();
    // It was built after the greeting was answered, and is longer than all that has gone.
    expect(frame).toBeGreaterThan(IN_THE_FRAME);
    const { acked, unsent } = await one.start();
    expect(unsent).toBeGreaterThan(100);
    const [stream] = await rig().rows<{ seq: number }>('SELECT seq FROM office_stream WHERE office_no = $1', one.no);
    expect(stream?.seq).toBe(acked);
    await expectSound(rig(), [one, other]);
  });

  it('before it has taken the receipt: what is stored is not stored again', async () => {
    const { one, other, peers } = await workingPair(rig(), 210);
    await one.write(20, peers);
    await one.killedAt(before('answer acked'), () => one.sync());
    const { unsent } = await one.start();
    expect(unsent).toBeGreaterThan(0);
    const kept = () => rig().rows<{ to: number }>('SELECT to_seq AS to FROM office_frame WHERE office_no = $1', one.no);
    const frames = await kept();
    expect(await one.sync()).toBe(null);
    expect(await kept()).toEqual(frames);
    await expectSound(rig(), [one, other]);
  });

  it('between the receipt and the note of how far it goes', async () => {
    const { one, other, peers } = await workingPair(rig(), 220);
    await one.write(20, peers);
    await one.killedAt(after('INTO sync_receipt'), () => one.sync());
    await expectSound(rig(), [one, other]);
  });

  it('after the greeting', async () => {
    const { one, other, peers } = await workingPair(rig(), 230);
    await one.write(20, peers);
    await one.killedAt(after('answer hello'), () => one.sync());
    await expectSound(rig(), [one, other]);
  });
});

describe('an office that is killed while it takes what others sent', () => {
  it.each([
    ['between the records of a page and its cursor', before('INTO sync_channel_row', 'INTO sync_channel (')],
    ['before the page is on the disk', before('INTO sync_channel (', 'COMMIT')],
    ['when the page is on the disk', after('INTO sync_channel (', 'COMMIT')],
  ])('%s', async (_when, moment) => {
    const { one, other, peers } = await workingPair(rig(), 300);
    await other.write(60, peers);
    expect(await other.sync()).toBe(null);
    await rig().settled();
    await one.killedAt(moment, () => one.sync());
    await expectSound(rig(), [one, other]);
  });
});

describe('an office that is killed over an exchange file', () => {
  it('while it writes one: the next one holds the same', async () => {
    const { one, other, peers } = await workingPair(rig(), 400);
    one.line.isDown = true;
    await one.write(30, peers);
    const [up, down] = [join(rig().folder, 'up.osx'), join(rig().folder, 'down.osx')];
    await one.killedAt(after('INTO sync_self'), () => one.carry('export', up));
    await one.start();
    expect(await one.carry('export', up)).toBe(null);
    writeFileSync(down, await rig().exchanged(up));
    expect(await one.carry('import', down)).toBe(null);
    expect((await one.standing()).unsent).toBe(0);
    await expectSound(rig(), [one, other]);
  });

  it.each([
    ['before a page of it is on the disk', before('INTO sync_channel (', 'COMMIT')],
    ['after the receipt in it', after('answer acked')],
    ['after its greeting', after('answer hello')],
  ])('while it takes one, %s: it is taken again', async (_when, moment) => {
    const { one, other, peers } = await workingPair(rig(), 410);
    await other.write(30, peers);
    expect(await other.sync()).toBe(null);
    one.line.isDown = true;
    await one.write(30, peers);
    const [up, down] = [join(rig().folder, 'up.osx'), join(rig().folder, 'down.osx')];
    expect(await one.carry('export', up)).toBe(null);
    writeFileSync(down, await rig().exchanged(up));
    await one.killedAt(moment, () => one.carry('import', down));
    await one.start();
    expect(await one.carry('import', down)).toBe(null);
    expect((await one.standing()).unsent).toBe(0);
    await expectSound(rig(), [one, other]);
  });
});

describe('two offices', () => {
  it('killed ten times at any moment while they work', async () => {
    const { one, other, peers } = await workingPair(rig(), 500);
    for (const pc of [one, other]) await pc.work(peers);
    for (let kill = 0; kill < 10; kill += 1) {
      const pc = kill % 2 === 0 ? one : other;
      await new Promise((done) => setTimeout(done, 30 + ((kill * 37) % 150)));
      await pc.kill();
      await pc.start();
      await pc.work(peers);
    }
    for (const pc of [one, other]) await pc.rest();
    await expectSound(rig(), [one, other]);
    expect(readWitness(one.witness).length).toBeGreaterThan(100);
  });

  it('meet and agree when nothing happens to them', async () => {
    const { one, other } = await workingPair(rig(), 600);
    await meet(rig(), [one, other]);
    await expectSound(rig(), [one, other]);
  });
});
