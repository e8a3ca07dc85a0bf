import { describe, expect, it } from 'vitest';
import type { SimOffice } from './office.ts';
import { accept, ask, CLERK, dispatch, HOUR, Stage } from './stage.ts';
import { acceptance, movement, paper, transfer } from './tables.ts';

/** Scenarios of the design note (sync.md §3.6) about goods on their way; those of employees are in test/datacenter. */

const openInboxOf = (pc: SimOffice): unknown[] => ask(pc, 'SELECT kind FROM sync_inbox WHERE is_open = 1');
const stockOf = async (stage: Stage, no: number): Promise<number> =>
  (await stage.recordsOf(no, movement)).reduce((sum, row) => sum + Number(row['quantity']), 0);

describe('ten lamps for another office', () => {
  it.each([
    ['the acceptance', true],
    ['the recall', false],
  ])(
    'scenario 13: nine of which it accepts while they are recalled are accepted, though %s comes first',
    async (_, isAcceptanceFirst) => {
      const stage = new Stage();
      const [sender, receiver] = [await stage.office(2), await stage.office(3)];
      const id = dispatch(sender, { toOffice: 3, quantity: 10 });
      await stage.sync(sender);
      await stage.sync(receiver);
      // Neither knows of the other.
      sender.door.write(CLERK, 'sim.recall', (tx) => tx.remove(transfer, id));
      accept(receiver, { from: 2, id, quantity: 10, found: 9 });
      for (const pc of isAcceptanceFirst ? [receiver, sender] : [sender, receiver]) await stage.sync(pc);
      for (const pc of [sender, receiver]) await stage.sync(pc);
      expect([await stage.heldOf(2), await stage.heldOf(3)]).toEqual([[], []]);
      const told = 'SELECT owner_office, quantity FROM sim_acceptance';
      for (const pc of [sender, receiver]) expect(ask(pc, told)).toEqual([{ owner_office: 3, quantity: 9 }]);
      // What left is what came and the one that is missing, of which there is a paper.
      expect([await stockOf(stage, 2), await stockOf(stage, 3)]).toEqual([-10, 9]);
      expect(await stage.recordsOf(3, paper)).toMatchObject([{ number: '3/DIFF/2026/000001', total: -1 }]);
      await stage.agree();
    },
  );

  it('scenario 14: an acceptance that is there before the dispatch waits, is told after 48 hours, and is applied when that comes', async () => {
    const stage = new Stage();
    const [sender, receiver] = [await stage.office(2), await stage.office(3)];
    await stage.centre.backUp([2, 3]);
    const id = dispatch(sender, { toOffice: 3, quantity: 10 });
    await stage.sync(sender);
    await stage.sync(receiver);
    accept(receiver, { from: 2, id, quantity: 10 });
    // The data centre is put back to before the dispatch, and its office is out of reach.
    await stage.putBack();
    await stage.sync(receiver);
    expect(await stage.heldOf(3)).toEqual([[1, 'cause-missing']]);
    expect(await stage.recordsOf(3, acceptance)).toEqual([]);
    const since = stage.now;
    for (const [hours, kinds] of [
      [47, []],
      [49, [{ kind: 'cause-missing' }]],
      [90, [{ kind: 'cause-missing' }]],
    ] as const) {
      stage.now = since + hours * HOUR;
      await stage.settle();
      await stage.sync(receiver);
      expect(openInboxOf(receiver)).toEqual(kinds);
    }
    await stage.sync(sender);
    expect(await stage.heldOf(3)).toEqual([]);
    expect(await stage.recordsOf(3, acceptance)).toMatchObject([{ transferId: id, quantity: 10 }]);
    await stage.sync(receiver);
    expect(openInboxOf(receiver)).toEqual([]);
    await stage.agree();
  });
});
