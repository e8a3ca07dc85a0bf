import { describe, expect, it } from 'vitest';
import { formerWords } from '#kernel/sync/late.ts';
import { lateFrames } from '#datacenter/protocol/late-tables.ts';
import { frameOf } from '../../datacenter/frames.ts';
import { replaced } from './late-forgery.ts';
import type { SimOffice } from './office.ts';
import { newerProgram } from './programs.ts';
import type { Stage } from './stage.ts';
import { ask, numbersOf, voucher, newerReplacedByOlder } from './stage.ts';

/** Scenario 7 of the design note, where it is not gone through to its end: invited again, refused halfway, waiting. */

const number = (no: number, series = ''): string => `2/ADJ/2026/${series}${String(no).padStart(6, '0')}`;
const framesOf = ({ centre }: Stage) => centre.store.transaction((tx) => tx.range(lateFrames, 2, { limit: 9 }));

/** Sends the next op of this PC's late work, alone in a frame. */
async function sendOne(stage: Stage, pc: SimOffice, from: number): Promise<void> {
  const [before, here] = ask(pc, 'SELECT hash, body FROM op_log WHERE seq IN (?, ?) ORDER BY seq', from - 1, from) as {
    hash: Buffer;
    body: Buffer;
  }[];
  if (!before || !here) throw new Error('The log has these ops.');
  const given = { office: 2, epoch: 1, from, previous: before.hash.toString('hex'), ops: [here.body] };
  const sign = (bytes: Uint8Array): string => pc.device.sign(bytes);
  const frame = frameOf({ ...given, sign, wrong: { key: pc.device.id } }).bytes;
  expect(await stage.send({ kind: 'push', frame })).toMatchObject({ kind: 'late', state: 'wanted' });
}

describe('a replaced PC that told of late work and is invited again', () => {
  it.each(['asked', 'refused', 'wanted', 'half sent'] as const)(
    'scenario 7: brings it itself, and nobody is asked for it any more when it was %s',
    async (until) => {
      const { stage, old } = await replaced();
      await stage.sync(old);
      if (until !== 'asked') await stage.decideLate(old, until === 'refused' ? 'لا' : null);
      if (until === 'half sent') await sendOne(stage, old, 2);
      expect(await stage.lateOf(2)).toHaveLength(1);
      await stage.invite(old);
      expect(await stage.sync(old)).toBe('done');
      expect(await stage.lateOf(2)).toEqual([]);
      expect(await framesOf(stage)).toEqual([]);
      expect(numbersOf(old)).toEqual([number(1), number(2), number(3), number(4)]);
      await stage.agree();
    },
  );

  it('scenario 7: has nothing twice when all of it had come before it was invited', async () => {
    const { stage, old } = await replaced();
    await stage.sync(old);
    await stage.decideLate(old);
    await stage.sync(old);
    await stage.invite(old);
    expect(await stage.sync(old)).toBe('done');
    expect(await stage.lateOf(2)).toMatchObject([{ joinedAt: expect.any(Number) as number }]);
    expect(numbersOf(old)).toEqual([number(1), number(2), number(3), number(4)]);
    await stage.agree();
  });

  it('scenario 7: withdraws once, and not what a copy of its old disk tells afterwards', async () => {
    const { stage, old } = await replaced();
    await stage.sync(old);
    const copy = stage.twinOf(old);
    await stage.invite(old);
    await stage.sync(old);
    voucher(copy, 99);
    expect(await stage.sync(copy)).toBe('replaced');
    await stage.sync(old);
    expect(copy.client.late).toMatchObject({ state: 'asked' });
    expect(await stage.lateOf(2)).toMatchObject([{ decision: null }]);
    await stage.agree();
  });

  it('scenario 7: is the only one to withdraw it: the PC that took its place cannot', async () => {
    const { stage, old, young } = await replaced();
    await stage.sync(old);
    const { id: key } = old.device;
    const signed = (office: number, name = key) => young.device.sign(Buffer.from(formerWords(office, name)));
    const honest = old.device.sign(Buffer.from(formerWords(3, key)));
    for (const signature of ['', 'ab', signed(2), signed(3), honest]) {
      young.former = [{ key, signature }];
      expect(await stage.sync(young)).toBe('done');
      expect(young.former).toEqual([]);
    }
    // What cannot be read keeps no office out.
    young.former = Array.from({ length: 11 }, () => ({ key, signature: '' }));
    expect(await stage.sync(young)).toBe('done');
    expect(await stage.lateOf(2)).toMatchObject([{ decision: null }]);
  });
});

describe('late work that is refused when a part of it has come', () => {
  it('scenario 7: leaves nothing of it, and comes whole when somebody thinks better of it', async () => {
    const { stage, old, young } = await replaced();
    await stage.sync(old);
    await stage.decideLate(old);
    await sendOne(stage, old, 2);
    await sendOne(stage, old, 3);
    expect(await framesOf(stage)).toHaveLength(2);
    await stage.decideLate(old, 'لا');
    expect(await framesOf(stage)).toEqual([]);
    await stage.decideLate(old);
    for (const pc of [old, young]) await stage.sync(pc);
    expect(numbersOf(young)).toEqual([number(1), number(2), number(3), number(4)]);
    expect((await framesOf(stage)).map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([[2, 4]]);
    await stage.agree();
  });
});

describe('late work of two PCs', () => {
  it('scenario 7: waits for nobody where only the first to be announced is of a newer program', async () => {
    const { stage, old: first, young: second } = await newerReplacedByOlder();
    const present = await stage.replace(second);
    await stage.sync(present);
    for (const pc of [first, second]) {
      voucher(pc);
      await stage.sync(pc);
      await stage.decideLate(pc);
      await stage.sync(pc);
    }
    for (let round = 1; round <= 3; round += 1) expect(await stage.sync(present)).toBe('done');
    expect(numbersOf(present)).toEqual([number(1, 'B-')]);
    present.upgrade(newerProgram);
    for (let round = 1; round <= 2; round += 1) expect(await stage.sync(present)).toBe('done');
    expect(numbersOf(present)).toEqual([number(1), number(1, 'B-')]);
    for (const { joinedAt } of await stage.lateOf(2)) expect(joinedAt).not.toBeNull();
  });
});
