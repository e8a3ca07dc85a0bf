import { expect } from 'vitest';
import type { Op } from '#db/op.ts';
import type { Answer, LateRequest } from '#kernel/sync/messages.ts';
import { frameOf, opOf, type FrameToMake } from '../../datacenter/frames.ts';
import type { SimOffice } from './office.ts';
import { ask, Stage, voucher } from './stage.ts';

/** Late work as a PC may hand it in that is not honest, or whose program is another. */

/** An office on a new PC, and the old one with three papers that it has not sent. */
export async function replaced() {
  const stage = new Stage();
  const old = await stage.office(2);
  voucher(old);
  await stage.sync(old);
  const young = await stage.replace(old);
  await stage.sync(young);
  for (let count = 1; count <= 3; count += 1) voucher(old);
  return { stage, old, young };
}

/** A frame that this PC signs, of ops that follow its first one. */
export function forged(pc: SimOffice, wrong: Parameters<typeof frameOf>[0]['wrong'], count = 3): Uint8Array {
  const [{ hash } = { hash: Buffer.alloc(0) }] = ask(pc, 'SELECT hash FROM op_log WHERE seq = 1') as { hash: Buffer }[];
  const ops = Array.from({ length: count }, (_, at) => opOf(at + 100, { toOffice: 3, quantity: 1, number: 'x' }));
  const given = { office: 2, epoch: 1, from: 2, previous: hash.toString('hex'), ops };
  const sign = (bytes: Uint8Array): string => pc.device.sign(bytes);
  return frameOf({ ...given, sign, wrong: { key: pc.device.id, ...wrong } }).bytes;
}

/** Announces these ops after the first one, has them taken in, and sends them; answers what the data centre says. */
export async function handIn(stage: Stage, pc: SimOffice, ops: FrameToMake['ops']): Promise<Answer> {
  const [{ hash } = { hash: Buffer.alloc(0) }] = ask(pc, 'SELECT hash FROM op_log WHERE seq = 1') as { hash: Buffer }[];
  const sign = (bytes: Uint8Array): string => pc.device.sign(bytes);
  const previous = hash.toString('hex');
  const { device } = pc;
  const frame = frameOf({ office: 2, epoch: 1, from: 2, previous, ops, sign, wrong: { key: device.id } });
  const end = { seq: 1 + ops.length, head: frame.head };
  await announce(stage, pc, { epoch: 1, points: [end, { seq: 1, head: previous }] });
  expect(await stage.decideLate(pc)).toMatchObject({ ok: true });
  return stage.send({ kind: 'push', frame: frame.bytes });
}

/** Announces this end of its log under its own signature. */
export function announce(
  stage: Stage,
  { device }: SimOffice,
  told: Pick<LateRequest, 'epoch' | 'points'>,
): Promise<Answer> {
  const body = JSON.stringify({ kind: 'late', office: 2, ...told, oldestAt: null });
  return stage.send({ kind: 'signed', office: 2, key: device.id, body, signature: device.sign(Buffer.from(body)) });
}

/** The effect of an op that makes this transfer. */
export const insertOf = (id: string, row: Readonly<Record<string, unknown>>): Op['e'] => [
  ['i', 'sim_transfer', id, row],
];
