import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '#db/open.ts';
import { OFFICE_KEY } from './office-commands.ts';
import { endOf, type OfficePc } from './office-pc.ts';
import { lostWithDisk, type Losses } from './losses.ts';
import { expectSound, meet, rigForThisFile, workingPair } from './scenario.ts';
import type { Moment } from './standstill.ts';

/** Disks are put back, copied, thrown away and filled; the office and the data centre find each other again. */

const rig = rigForThisFile();

/** While the log of the data centre is taken for one's own: taken back, appended, and before and after its commit. */
const ADOPTING: readonly (readonly [string, Moment])[] = [
  ['while it takes its own ops back', { steps: [{ at: 'DELETE FROM op_log', when: 'after' }] }],
  ['while it appends', { steps: [{ at: 'INTO op_log', when: 'after' }], nth: 3 }],
  [
    'before it is on the disk',
    {
      steps: [
        { at: 'DELETE FROM op_log', when: 'after' },
        { at: 'COMMIT', when: 'before' },
      ],
    },
  ],
  [
    'when it is on the disk',
    {
      steps: [
        { at: 'DELETE FROM op_log', when: 'after' },
        { at: 'COMMIT', when: 'after' },
      ],
    },
  ],
];

/** What a clerk does a second time whose first time had gone from his disk: he is told, and decides. */
const ANSWERED_AGAIN = ['answered', 'illegal-state'];

/** An office whose database is the copy of yesterday: it had sent today's work, and has written since it was put back. */
async function restored(one: OfficePc, peers: readonly number[], what: 'disk' | 'database'): Promise<Losses> {
  const copy = join(rig().folder, `yesterday-of-${one.no}`);
  await one.stop();
  mkdirSync(copy);
  one.copyTo(copy, what);
  await one.start();
  await one.write(25, peers);
  expect(await one.sync()).toBe(null);
  // The sentinel is written when the office is closed, and within a second of a commit.
  await one.stop();
  await one.start();
  // Of this nobody else knows.
  await one.write(10, peers);
  await one.kill();
  const lost = await lostWithDisk(rig(), one, () => one.restoreFrom(copy));
  await one.start();
  await one.write(15, peers);
  return lost;
}

describe('an office whose database is put back from a copy of yesterday', () => {
  it('has what it had sent, and what it wrote since', async () => {
    const { one, other, peers } = await workingPair(rig(), 4_000);
    const lost = await restored(one, peers, 'database');
    expect(lost.size).toBeGreaterThan(0);
    await expectSound(rig(), [one, other], { lost, incidents: ['fork'], inbox: ANSWERED_AGAIN });
  });

  it.each(ADOPTING)('and that is killed %s', async (_when, moment) => {
    const { one, other, peers } = await workingPair(rig(), 4_100);
    const lost = await restored(one, peers, 'database');
    await one.killedAt(moment, () => one.sync());
    await expectSound(rig(), [one, other], { lost, incidents: ['fork'], inbox: ANSWERED_AGAIN });
  });

  it('and nothing was written since: it takes what it had sent, and nobody is fenced', async () => {
    const { one, other, peers } = await workingPair(rig(), 4_200);
    const copy = join(rig().folder, 'quiet');
    await one.stop();
    mkdirSync(copy);
    one.copyTo(copy, 'database');
    await one.start();
    await one.write(25, peers);
    expect(await one.sync()).toBe(null);
    await one.kill();
    one.restoreFrom(copy);
    await one.start();
    await one.killedAt({ steps: [{ at: 'INTO op_log', when: 'after' }], nth: 5 }, () => one.sync());
    await one.start();
    expect(await one.sync()).toBe(null);
    await expectSound(rig(), [one, other]);
  });
});

describe('a whole disk that is put back, with the sentinel', () => {
  it('is found out by the data centre; what has the same number twice is told', async () => {
    const { one, other, peers } = await workingPair(rig(), 4_300);
    const lost = await restored(one, peers, 'disk');
    await expectSound(rig(), [one, other], { lost, incidents: ['fork'], inbox: ['dup-number', ...ANSWERED_AGAIN] });
  });
});

describe('a disk that is copied to a second PC', () => {
  it('while both are on the line: each fork is noticed, and both keep their work', async () => {
    const { one, other, peers } = await workingPair(rig(), 4_400);
    await one.stop();
    const twin = await rig().clone(one, 4_410);
    await one.start();
    for (const pc of [one, twin]) await pc.write(20, peers);
    await meet(rig(), [one, twin, one]);
    for (const pc of [one, twin]) await pc.write(20, peers);
    await meet(rig(), [twin, one, twin]);
    await expectSound(rig(), [one, other, twin], {
      incidents: ['fork', 'fork', 'fork'],
      inbox: ['dup-number', ...ANSWERED_AGAIN],
    });
  });
});

describe('a PC that is replaced', () => {
  it('by one that is killed while it fetches and while it applies', async () => {
    const { one, other, peers } = await workingPair(rig(), 4_500);
    await one.write(150, peers);
    expect(await one.sync()).toBe(null);
    await rig().settled();
    await one.stop();
    const next = await rig().replacing(one, 4_510);
    for (const moment of [
      { steps: [{ at: 'answer snapshot', when: 'after' }] },
      { steps: [{ at: 'answer chunk', when: 'before' }], nth: 2 },
      { steps: [{ at: 'answer chunk', when: 'after' }] },
      { steps: [{ at: 'INTO op_log', when: 'after' }], nth: 40 },
      {
        steps: [
          { at: 'INTO op_log', when: 'after' },
          { at: 'COMMIT', when: 'after' },
        ],
      },
    ] as const) {
      await next.killedAt(moment, () => next.sync());
      expect((await next.start()).isFetching).toBe(true);
    }
    expect(await next.sync()).toBe(null);
    expect((await next.standing()).isFetching).toBe(false);
    await expectSound(rig(), [one, other, next]);
  });

  it('and comes back with unsent work: it is refused, and its work stays on its disk', async () => {
    const { one, other, peers } = await workingPair(rig(), 4_600);
    await one.write(10, peers);
    await one.stop();
    const next = await rig().replacing(one, 4_610);
    expect(await next.sync()).toBe(null);
    await one.start();
    await one.write(10, peers);
    expect(await one.sync()).toBe('SYNC_REPLACED');
    await expectSound(rig(), [one, other, next]);
  });
});

describe('a folder', () => {
  it('that another process has open is refused, and nothing is done to it', async () => {
    const { one, other, peers } = await workingPair(rig(), 4_700);
    await one.work(peers);
    const second = rig().second(one, 4_710);
    expect(await endOf(second.start())).toBe('DATABASE_LOCKED');
    await one.rest();
    await one.kill();
    // The lock went with the process.
    await second.start();
    await second.stop();
    await expectSound(rig(), [one, other]);
  });

  it('whose database another program holds for a while: the clerk waits, and is told only then', async () => {
    const { one, other, peers } = await workingPair(rig(), 4_800);
    const holder = openDatabase({ path: one.paths.database, key: OFFICE_KEY });
    holder.raw.exec('BEGIN IMMEDIATE');
    const written = endOf(one.write(10, peers));
    await new Promise((done) => setTimeout(done, 500));
    holder.raw.exec('ROLLBACK');
    holder.close();
    expect(await written).toBe('null');
    await expectSound(rig(), [one, other]);
  });

  it('on a disk that fills up: entries are refused, and when there is room everything goes on', async () => {
    const place = mounted('size=3m');
    const { one, other, peers } = await workingPair(rig(), 4_900);
    const pc = await rig().newOffice(4_910, join(place, 'office'));
    const filler = join(place, 'filler');
    fill(filler);
    const all = [...peers, pc.no];
    expect(await pc.write(2_000, all)).toBe('DATABASE_DISK_FULL');
    // What others send does not go in either, and is not lost by it.
    await other.write(20, all);
    expect(await other.sync()).toBe(null);
    await rig().settled();
    await endOf(pc.sync());
    await pc.kill();
    rmSync(filler);
    pc.warnings.length = 0;
    await expectSound(rig(), [one, other, pc]);
  });

  it('on a disk that may only be read from now on: the office is refused, and later goes on', async () => {
    const place = mounted('size=8m');
    const { one, other, peers } = await workingPair(rig(), 5_000);
    const pc = await rig().newOffice(5_010, join(place, 'office'));
    await pc.write(20, [...peers, pc.no]);
    await pc.kill();
    execFileSync('mount', ['-o', 'remount,ro', place]);
    expect(await endOf(pc.start())).toBe('DATABASE_READ_ONLY');
    execFileSync('mount', ['-o', 'remount,rw', place]);
    await expectSound(rig(), [one, other, pc]);
  });
});

/** A small file system that goes away with the test. */
function mounted(options: string): string {
  const place = join(rig().folder, `disk-${(mounts += 1)}`);
  mkdirSync(place);
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place]);
  onTestFinished(() => void execFileSync('umount', ['-l', place]));
  return place;
}

let mounts = 0;

function fill(path: string): void {
  writeFileSync(path, '');
  try {
    for (;;) writeFileSync(path, Buffer.alloc(16 * 1024), { flag: 'a' });
  } catch {
    // Full: that is what the loop was for.
  }
}
