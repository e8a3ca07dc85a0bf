import { describe, expect, it } from 'vitest';
import type { Answer } from '#kernel/sync/messages.ts';
import { revoke } from '#datacenter/protocol/enrol.ts';
import { devices } from '#datacenter/protocol/tables.ts';
import { opOf } from '../../datacenter/frames.ts';
import { opsAtCentre } from './book.ts';
import { announce, forged, handIn, insertOf, replaced } from './late-forgery.ts';
import { ask, dispatch, numbersOf, Stage, unheardFrame, voucher } from './stage.ts';

/** Scenario 7 of the design note, in the hands of somebody who is not honest: the way of late work takes nothing else. */

const unwanted: Answer = { kind: 'refused', code: 'LATE_UNWANTED' };
const unknown: Answer = { kind: 'refused', code: 'DEVICE_UNKNOWN' };
const malformed: Answer = { kind: 'refused', code: 'FRAME_MALFORMED' };

describe('a replaced PC in the hands of somebody who is not honest', () => {
  it('scenario 7: that was stopped as stolen is a stranger: before it was announced, after the decision, and when all lies there', async () => {
    for (const until of ['replaced', 'announced', 'taken in', 'stored'] as const) {
      const { stage, old, young } = await replaced();
      if (until !== 'replaced') await stage.sync(old);
      if (until === 'taken in' || until === 'stored') await stage.decideLate(old);
      if (until === 'stored') await stage.sync(old);
      expect(await revoke(stage.centre.ports, 2, old.device.id)).toBe(true);
      expect(await revoke(stage.centre.ports, 2, old.device.id)).toBe(false);
      expect(await stage.sync(old)).toBe('refused');
      expect(old.client.late).toBeNull();
      expect(await stage.send({ kind: 'push', frame: unheardFrame(old) })).toEqual(unknown);
      expect(await stage.decideLate(old)).toMatchObject({ ok: false, problems: [{ code: 'LATE_GONE' }] });
      for (let round = 1; round <= 2; round += 1) expect(await stage.sync(young)).toBe('done');
      expect(numbersOf(young)).toEqual(['2/ADJ/2026/000001']);
      await stage.agree();
    }
  });

  it('scenario 7: that was stopped before another took its place stays a stranger', async () => {
    const stage = new Stage();
    const old = await stage.office(2);
    voucher(old);
    await stage.sync(old);
    await revoke(stage.centre.ports, 2, old.device.id);
    await stage.replace(old);
    voucher(old);
    expect(await stage.sync(old)).toBe('refused');
    expect(await stage.lateOf(2)).toEqual([]);
  });

  it('scenario 7: that was stopped stays a stranger when the data centre is put back to before that', async () => {
    const { stage, old, young } = await replaced();
    await stage.centre.backUp([2]);
    await revoke(stage.centre.ports, 2, old.device.id);
    await stage.putBack();
    expect(await stage.sync(old)).toBe('refused');
    // Nor does the next enrolment make one of it that was only replaced.
    await stage.replace(young);
    expect(await stage.sync(old)).toBe('refused');
  });

  it('scenario 7: is stopped though the data centre was put back to before it was enrolled, as is the PC that writes', async () => {
    const stage = new Stage();
    const first = await stage.office(2);
    await stage.sync(first);
    await stage.centre.backUp([2]);
    const old = await stage.replace(first);
    await stage.sync(old);
    await stage.putBack();
    voucher(old);
    const young = await stage.replace(old);
    expect(await stage.sync(old)).toBe('replaced');
    // Whoever is to stop it finds it in the list.
    const listed = await stage.centre.store.transaction((tx) => tx.range(devices, 2, { limit: 9 }));
    expect(listed).toContainEqual(expect.objectContaining({ keyId: old.device.id, isReplaced: true }));
    expect(await revoke(stage.centre.ports, 2, old.device.id)).toBe(true);
    expect(await stage.sync(old)).toBe('refused');
    await stage.putBack();
    expect(await revoke(stage.centre.ports, 2, young.device.id)).toBe(true);
    expect(await stage.sync(young)).toBe('refused');
    for (const { device } of [old, young]) expect(await revoke(stage.centre.ports, 2, device.id)).toBe(false);
  });

  it('scenario 7: sends nothing before the decision, nothing longer than was announced, and nothing else', async () => {
    const { stage, old } = await replaced();
    const push = (frame: Uint8Array): Promise<Answer> => stage.send({ kind: 'push', frame });
    // What any program of an office reads, and a later one understands better.
    expect(await push(unheardFrame(old))).toEqual({ ...unknown, isReplaced: true });
    await stage.sync(old);
    expect(await push(unheardFrame(old))).toEqual(unwanted);
    await stage.decideLate(old);
    const announced = unheardFrame(old);
    voucher(old);
    expect(await push(unheardFrame(old))).toEqual(unwanted);
    expect(await push(forged(old, {}))).toEqual(unwanted);
    expect(await push(forged(old, {}, 4))).toEqual(unwanted);
    expect(await push(forged(old, { epoch: 2 }))).toEqual(unwanted);
    expect(await push(forged(old, { previous: 'a'.repeat(64) }))).toEqual({
      ...{ kind: 'refused', code: 'FRAME_BROKEN_CHAIN' },
    });
    const cut = Buffer.from(announced);
    cut[cut.length - 9] = (cut[cut.length - 9] ?? 0) ^ 1;
    expect((await push(cut)).kind).toBe('refused');
    expect(await stage.lateFramesOf(2)).toEqual([]);
    expect(await push(announced)).toMatchObject({ kind: 'late', state: 'stored' });
    expect((await opsAtCentre(stage.centre, 2)).length).toBe(1);
  });

  it('scenario 7: changes no record of another office on the PC that takes its work in, and stops nobody’s session', async () => {
    const { stage, old, young } = await replaced();
    const neighbour = await stage.office(3);
    const theirs = dispatch(neighbour, { toOffice: 2, quantity: 7 });
    await stage.sync(neighbour);
    await stage.sync(young);
    const row = { toOffice: 3, quantity: 1, number: 'x' };
    const good = opOf(109, row);
    const own = good.e[0]?.[2] ?? '';
    const given = await handIn(stage, old, [
      { ...opOf(101, row), e: [['u', 'sim_transfer', theirs, { quantity: 700 }]] },
      { ...opOf(102, row), e: [['x', 'sim_transfer', theirs]] },
      { ...opOf(103, row), e: [...insertOf(theirs, row), ['u', 'sim_transfer', theirs, { quantity: 700 }]] },
      { ...opOf(104, row), e: [['u', 'sim_transfer', opOf(104, row).e[0]?.[2] ?? '', row], ...opOf(104, row).e] },
      good,
      // The place is taken by the office itself.
      { ...opOf(105, row), e: insertOf(own, { ...row, quantity: 2 }) },
    ]);
    expect(given).toMatchObject({ kind: 'late', state: 'stored' });
    const before = ask(young, 'SELECT * FROM sim_transfer WHERE owner_office = 3');
    expect(await stage.sync(young)).toBe('done');
    expect(ask(young, 'SELECT * FROM sim_transfer WHERE owner_office = 3')).toEqual(before);
    expect(ask(young, 'SELECT quantity FROM sim_transfer WHERE owner_office = 2')).toEqual([{ quantity: 1 }]);
    expect(ask(young, 'SELECT kind FROM sync_inbox')).toEqual(Array(5).fill({ kind: 'illegal-state' }));
    expect(await stage.lateOf(2)).toMatchObject([{ joinedAt: expect.any(Number) as number }]);
    expect(await stage.heldOf(2)).toEqual([]);
  });

  it('scenario 7: hands in no op behind which the clock of the log could not count on', async () => {
    const { stage, old } = await replaced();
    const op = opOf(101, { toOffice: 3, quantity: 1, number: 'x' });
    const given = await handIn(stage, old, [{ ...op, h: Number.MAX_SAFE_INTEGER }]);
    expect(given).toEqual(malformed);
  });

  it('scenario 7: hands in no bytes that would be others when they are told', async () => {
    const { stage, old } = await replaced();
    const op = Buffer.from(JSON.stringify(opOf(101, { toOffice: 3, quantity: 1, number: 'x' })));
    // Half a letter.
    op[op.indexOf('x"')] = 0xd8;
    expect(await handIn(stage, old, [op])).toEqual(malformed);
  });

  it('scenario 7: announces nothing under an epoch that is to come', async () => {
    const { stage, old } = await replaced();
    const points = [
      { seq: 2, head: 'a'.repeat(64) },
      { seq: 0, head: '0'.repeat(64) },
    ];
    for (const epoch of [3, 2 ** 40]) {
      expect(await announce(stage, old, { epoch, points })).toEqual({ kind: 'refused', code: 'REQUEST_MALFORMED' });
    }
    expect(await stage.lateOf(2)).toEqual([]);
  });

  it('scenario 7: writes into no other office, whosoever name and key it uses', async () => {
    const { stage, old } = await replaced();
    const neighbour = await stage.office(3);
    await stage.sync(old);
    await stage.decideLate(old);
    const push = (frame: Uint8Array): Promise<Answer> => stage.send({ kind: 'push', frame });
    expect(await push(forged(old, { office: 3 }))).toEqual(unknown);
    expect((await push(forged(old, { office: 3, key: neighbour.device.id }))).kind).toBe('refused');
    expect((await push(forged(neighbour, { key: old.device.id }))).kind).toBe('refused');
    expect([...(await stage.lateFramesOf(2)), ...(await stage.lateFramesOf(3))]).toEqual([]);
    expect(await stage.centre.seqOf(3)).toBe(0);
    // The neighbour asks in vain for what is not its own.
    const body = JSON.stringify({ kind: 'late-ops', office: 2, of: old.device.id, after: 1 });
    const { id: key } = neighbour.device;
    const signature = neighbour.device.sign(Buffer.from(body));
    expect(await stage.send({ kind: 'signed', office: 2, key, body, signature })).toEqual(unknown);
    expect((await stage.send({ kind: 'signed', office: 3, key, body, signature })).kind).toBe('refused');
  });

  it('scenario 7: hears nothing but that it was replaced: no ops, no channel, no snapshot', async () => {
    const { stage, old } = await replaced();
    const { id: key } = old.device;
    const requests = [
      { kind: 'ops', office: 2, points: [{ seq: 0, head: '0'.repeat(64) }] },
      { kind: 'feed', office: 2, cursor: { channel: 2, generation: 0, at: 0 }, maxBytes: 1_000 },
      { kind: 'snapshot', office: 2 },
      { kind: 'late-ops', office: 2, of: key, after: 1 },
      { kind: 'late-joined', office: 2, of: key, seq: 4 },
    ];
    for (const request of requests) {
      const body = JSON.stringify(request);
      const call = { kind: 'signed', office: 2, key, body, signature: old.device.sign(Buffer.from(body)) } as const;
      expect(await stage.send(call)).toEqual({ ...unknown, isReplaced: true });
      // With a wrong signature it is a stranger like any other.
      expect(await stage.send({ ...call, signature: 'ab' })).toEqual(unknown);
    }
  });
});
