import { appendFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { compare } from './comparison.ts';
import type { Pair } from './scenario.ts';
import { rigForThisFile, workingPair } from './scenario.ts';
import { readWitness } from './witness.ts';

/** A comparison that finds nothing is worth as much as what it would find: each fault that is put in must be named. */

const rig = rigForThisFile();
let pair: Pair;
/** What the faults before have left; each test looks at what is new. */
let known: readonly string[] = [];

beforeAll(async () => {
  pair = await workingPair(rig(), 7_000);
  for (const pc of [pair.one, pair.other]) await pc.write(60, pair.peers);
  await rig().heal([pair.one, pair.other]);
  for (const pc of [pair.one, pair.other]) await pc.stop();
});

async function newFindings(): Promise<readonly string[]> {
  const { findings } = await compare(rig(), [pair.one, pair.other]);
  const found = findings.filter((finding) => !known.includes(finding));
  known = findings;
  return found;
}

/** Changes something on the disk of an office with a tool that knows nothing of the write door. */
function meddle(sql: string): void {
  const disk = pair.one.open();
  try {
    disk.guard.openForSync();
    expect(disk.raw.prepare(sql).run().changes).toBe(1);
  } finally {
    disk.close();
  }
}

describe('the comparison', () => {
  it('finds nothing where nothing is wrong', async () => {
    expect(await newFindings()).toEqual([]);
  });

  it('names an entry that a user was told of and that is nowhere', async () => {
    const [first] = readWitness(pair.one.witness);
    if (!first) throw new Error('Nobody was told anything.');
    const op = '01900000-0000-7000-8000-00000000dead';
    appendFileSync(pair.one.witness, `${JSON.stringify({ ...first, op, seq: 9_999 })}\n`);
    expect(await newFindings()).toEqual([`lost: op ${op}, told as 9999 at office ${pair.one.no}`]);
  });

  it.each([
    [
      'a record that is missing at the data centre',
      `DELETE FROM sim_movement WHERE id = (SELECT id FROM sim_movement WHERE office_no = $1 LIMIT 1)`,
      /^missing: sim_movement .* is not at the data centre$/,
    ],
    [
      'a record that the data centre has twice',
      `INSERT INTO sim_paper SELECT 999, id, revision, created_at, created_by, updated_at, updated_by, deleted_at, seq,
         number, state, total FROM sim_paper WHERE office_no = $1 LIMIT 1`,
      /^doubled: sim_paper .* has two owners$/,
    ],
    [
      'a record that differs at the data centre',
      `UPDATE sim_paper SET total = total + 1 WHERE office_no = $1 AND id = (SELECT id FROM sim_paper WHERE office_no = $1 LIMIT 1)`,
      /^I1 sim_paper .* differs at office/,
    ],
    [
      'an entry that is missing in a channel',
      `DELETE FROM channel_entry WHERE channel_no = $1 AND no = 2`,
      /^channel \d+ is not dense/,
    ],
    [
      'an entry that a channel has twice',
      `INSERT INTO channel_entry SELECT channel_no, 2, source, entry, shape FROM channel_entry WHERE channel_no = $1 AND no = 1`,
      /^doubled: channel \d+ has .* twice$/,
    ],
  ] as const)('names %s', async (_what, sql, finding) => {
    const { rowCount } = await rig().desk.store.pool.query(sql, [pair.one.no]);
    expect(rowCount).toBe(1);
    expect(await newFindings()).toContainEqual(expect.stringMatching(finding));
  });

  it('names a record that has not come to its receiver', async () => {
    meddle(
      `DELETE FROM sim_transfer WHERE id = (SELECT id FROM sim_transfer WHERE owner_office <> ${pair.one.no} LIMIT 1)`,
    );
    expect(await newFindings()).toContainEqual(expect.stringMatching(/^I1 sim_transfer .* has not come to office/));
  });

  it('names what waits at an office', async () => {
    meddle(`INSERT INTO sync_parked (channel, generation, entry, why) VALUES (2, 1, '{}', 'record-missing')`);
    expect(await newFindings()).toContain(`office ${pair.one.no} has 1 parked entries`);
  });

  it('names an inbox in which something lies', async () => {
    meddle(`INSERT INTO sync_inbox (op_id, kind, since, is_open) VALUES (zeroblob(16), 'illegal-state', 1, 1)`);
    expect(await newFindings()).toContain('inbox: illegal-state lies there');
  });

  it('names a record that was changed on the disk past the log', async () => {
    meddle(
      `UPDATE sim_paper SET total = total + 1 WHERE id = (SELECT max(id) FROM sim_paper WHERE owner_office = ${pair.one.no})`,
    );
    expect(await newFindings()).toContainEqual(expect.stringMatching(/^the disk of office \d+ does not prove itself/));
  });

  it('names a frame that is not as it was signed, and looks no further', async () => {
    const { rowCount } = await rig().desk.store.pool.query(
      // In its header: of what is compressed a byte may change and still be opened.
      `UPDATE office_frame SET frame = set_byte(frame, 4, 1 + get_byte(frame, 4) % 255)
       WHERE office_no = $1 AND from_seq = 1`,
      [pair.one.no],
    );
    expect(rowCount).toBe(1);
    expect(await newFindings()).toEqual([
      expect.stringMatching(/^frame 1 to \d+ of office \d+ is not as it was signed$/),
    ]);
  });
});
