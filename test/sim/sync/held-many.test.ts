import { describe, expect, it } from 'vitest';
import { zstd } from '#db/wire.ts';
import { commonPoint, lockStream } from '#datacenter/protocol/streams.ts';
import { proveOffice } from '#datacenter/protocol/proof.ts';
import { newerPaper, newerProgram, olderProgram } from './programs.ts';
import { ask, CLERK, Stage } from './stage.ts';

/** More than one pass looks at: of what waits, and of what is asked. */

const MANY = 5_000;
const papers = async (stage: Stage) => stage.recordsOf(2, newerPaper);

describe('more held ops than a pass tries', { timeout: 120_000 }, () => {
  it('let nothing pass that follows on the last of them', async () => {
    const stage = new Stage(olderProgram);
    const office = await stage.office(2, newerProgram);
    const draft = { state: 'draft', total: 0 };
    let last = '';
    office.door.writeAll(CLERK, (run) => {
      for (let no = 0; no < MANY; no += 1) {
        run('sim.paper', (tx) => void tx.insert(newerPaper, { ...draft, number: `a${no}` }));
      }
      run('sim.paper', (tx) => void (last = tx.insert(newerPaper, { ...draft, number: 'last' })));
    });
    await stage.sync(office);
    expect((await stage.heldOf(2)).length).toBe(MANY + 1);
    stage.centre.upgrade(newerProgram, { oldestSchema: olderProgram.schema });
    office.door.write(CLERK, 'sim.post', (tx) => void tx.update(newerPaper, last, { state: 'posted' }));
    await stage.sync(office);
    await stage.settle();
    expect(await stage.heldOf(2)).toEqual([]);
    expect((await papers(stage)).find(({ id }) => id === last)).toMatchObject({ number: 'last', state: 'posted' });
    expect(await proveOffice(stage.centre.ports, 2)).toMatchObject({ differences: [], hasMore: false });
  });

  it('let no older value overtake a newer one', async () => {
    const stage = new Stage(olderProgram);
    const office = await stage.office(2, olderProgram);
    const paper = { number: 'x', state: 'first', total: 1 };
    const id = office.door.write(CLERK, 'sim.paper', (tx) => tx.insert(newerPaper, paper));
    await stage.sync(office);
    office.upgrade(newerProgram);
    office.door.writeAll(CLERK, (run) => {
      for (let no = 0; no < MANY; no += 1) {
        run('sim.paper', (tx) => void tx.insert(newerPaper, { number: `a${no}`, state: 'draft', total: 0 }));
      }
      run('sim.paper', (tx) => void tx.update(newerPaper, id, { state: 'second' }));
    });
    await stage.sync(office);
    stage.centre.upgrade(newerProgram, { oldestSchema: olderProgram.schema });
    office.door.write(CLERK, 'sim.post', (tx) => void tx.update(newerPaper, id, { state: 'third' }));
    await stage.sync(office);
    await stage.settle();
    expect(await stage.heldOf(2)).toEqual([]);
    expect(ask(office, `SELECT state FROM sim_paper WHERE number = 'x'`)).toEqual([{ state: 'third' }]);
    expect((await papers(stage)).find((row) => row.id === id)).toMatchObject({ state: 'third' });
  });
});

describe('whoever asks where two logs part', () => {
  it('has a frame opened once, however many places in it he names', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    office.door.writeAll(CLERK, (run) => {
      for (let no = 0; no < 200; no += 1) {
        run('sim.paper', (tx) => void tx.insert(newerPaper, { number: `a${no}`, state: 'draft', total: 0 }));
      }
    });
    await stage.sync(office);
    let opened = 0;
    const codec: typeof zstd = {
      ...zstd,
      open: (payload, limit) => {
        opened += 1;
        return zstd.open(payload, limit);
      },
    };
    const ports = { ...stage.centre.ports, codecs: [codec] };
    const elsewhere = 'ab'.repeat(32);
    const common = await ports.store.transaction(async (tx) => {
      const stream = await lockStream(tx, ports, 2);
      if (!stream) throw new Error('The office has sent its log.');
      const points = Array.from({ length: 60 }, (_, at) => ({ seq: stream.seq - 1 - at, head: elsewhere }));
      return commonPoint(tx, ports, stream, [...points, { seq: 0, head: '0'.repeat(64) }]);
    });
    expect(common).toEqual({ seq: 0, head: '0'.repeat(64) });
    expect(opened).toBeLessThanOrEqual(2);
  });
});
