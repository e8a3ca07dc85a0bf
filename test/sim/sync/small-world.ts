import { expect, onTestFinished } from 'vitest';
import type { Answer, Call } from '#kernel/sync/messages.ts';
import { runSession } from '#office/sync/session.ts';
import { SimCentre } from './centre.ts';
import { chanceOf } from './chance.ts';
import { SimOffice } from './office.ts';

export const CLERK = { userId: '01900000-0000-7000-8000-000000000001' };

/** A data centre and offices in which nothing goes wrong unless the test says so; its clock moves by a second a look. */
export function smallWorld() {
  let now = 1_800_000_000_000;
  const chance = chanceOf(7);
  const centre = new SimCentre(() => (now += 1_000));
  const officeOf = async (no: number): Promise<SimOffice> => {
    const office = new SimOffice({ no, chance, now: () => (now += 1_000), onCommit: () => undefined });
    await office.install((device) => centre.enrol(no, device));
    onTestFinished(() => void office.disk.raw.close());
    return office;
  };
  const send = async (call: Call): Promise<Answer> => {
    const answer = await centre.hear(call);
    if (!answer) throw new Error('no answer');
    return answer;
  };
  const sync = async (office: SimOffice): Promise<void> => {
    expect(await runSession(office.client, { send })).toBe('done');
    while (await centre.sweep());
  };
  return { centre, officeOf, send, sync };
}
