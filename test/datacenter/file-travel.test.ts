import { hash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import type { FileNet } from '#office/sync/file-line.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';
import { attached, FileLine, pdf, sendRows, signedBy, travelOf } from './travelling-files.ts';

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const CHUNK = FILE_LIMITS.chunkBytes;
const MEGABYTE = 1024 * 1024;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const always = (): boolean => true;

async function office(): Promise<LinkedOffice> {
  const made = await ministry.office({ employees: 0 });
  await ministry.meet(made);
  return made;
}

/** An office whose cable is pulled: its rows and its files go when a test says so. */
async function quietOffice(): Promise<LinkedOffice> {
  const made = await office();
  made.test.office.core.sync.setPlugged(false);
  return made;
}

/** Attaches a file, and lets its record be known at the data centre. */
async function recorded(sender: LinkedOffice, content: Buffer): ReturnType<typeof attached> {
  const made = await attached(sender, content);
  await sendRows(ministry, sender);
  return made;
}

/** What the data centre holds of an office: whole files, chunks of files. */
async function heldOf({ number }: LinkedOffice): Promise<{ readonly whole: number; readonly chunks: number }> {
  const [found] = await ministry.rows(
    `SELECT (SELECT count(*) FROM office_file WHERE office_no = $1 AND whole_at IS NOT NULL) AS whole,
       (SELECT count(*) FROM office_file_chunk WHERE office_no = $1) AS chunks`,
    number,
  );
  return { whole: Number(found?.['whole']), chunks: Number(found?.['chunks']) };
}

const stateOf = async ({ admin }: LinkedOffice) => (await admin.platform.sync.status({})).files;

describe('a file on its way to the data centre', { timeout: 60_000 }, () => {
  it('goes after the rows, in chunks, and is there when its hash says so', async () => {
    const sender = await office();
    const { sha256 } = await attached(sender, pdf(600_000));
    expect(await stateOf(sender)).toMatchObject({ out: { count: 1, bytes: 600_000 }, in: { count: 0, bytes: 0 } });
    await ministry.meet(sender);
    expect(await heldOf(sender)).toEqual({ whole: 1, chunks: 3 });
    const stored = await ministry.rows(
      'SELECT content FROM office_file_chunk WHERE office_no = $1 AND sha256 = $2 ORDER BY no',
      ...[sender.number, sha256],
    );
    expect(hash('sha256', Buffer.concat(stored.map(({ content }) => content as Buffer)))).toBe(sha256);
    expect(await stateOf(sender)).toMatchObject({ out: { count: 0, bytes: 0 } });
  });

  it.each([
    ['before the data centre heard the third chunk', false],
    ['before its answer to the third chunk came', true],
  ])('that is cut off %s goes on there after a restart', async (_, isHeard) => {
    const sender = await quietOffice();
    const bytes = 5 * CHUNK - 1_000;
    await recorded(sender, pdf(bytes));
    const line = new FileLine(sender);
    line.cut = { kind: 'chunk', after: 2, isHeard };
    await expect(travelOf(sender).run(line, always)).rejects.toThrow('SYNC_NO_ANSWER');
    expect(await heldOf(sender)).toEqual({ whole: 0, chunks: isHeard ? 3 : 2 });
    line.cut = null;
    expect(await travelOf(sender).run(line, always)).toBe('done');
    expect(await heldOf(sender)).toEqual({ whole: 1, chunks: 5 });
    // The data centre keeps what it has: nothing that it heard is said twice.
    expect(line.bytesSent).toBe(bytes);
    expect(line.of('chunk')).toHaveLength(5);
  });

  it('scenario 23: of 30 MB that is cut at its last chunk twenty times and damaged by a proxy sends that one alone again', async () => {
    const sender = await quietOffice();
    await recorded(sender, pdf(120 * CHUNK));
    // The record that names it was there long before.
    const stands = 'SELECT applied_seq = seq AND held = 0 AS stands FROM office_stream WHERE office_no = $1';
    expect(await ministry.rows(stands, sender.number)).toEqual([{ stands: true }]);
    const attachments = 'SELECT count(*) AS count FROM files_attachment WHERE office_no = $1';
    expect((await ministry.rows(attachments, sender.number))[0]?.['count']).toBe(1);
    travelOf(sender).liftAllowance();
    // Over two servers: one takes 20 MB of an office within a minute.
    const [first, line] = [new FileLine(sender), new FileLine(sender, (await ministry.anotherServer()).address)];
    let chunks = 0;
    expect(await travelOf(sender).run(first, () => ++chunks <= 60)).toBe('more');
    const left = 120 - first.of('chunk').length;
    line.cut = { kind: 'chunk', after: left - 1, isHeard: false };
    for (let cuts = 0; cuts < 20; cuts += 1) {
      await expect(travelOf(sender).run(line, always)).rejects.toThrow('SYNC_NO_ANSWER');
      expect(await heldOf(sender)).toEqual({ whole: 0, chunks: 119 });
      line.cut = { kind: 'chunk', after: 0, isHeard: false };
    }
    line.cut = null;
    const proxy: FileNet = {
      sendFile: (call) => {
        const content = Uint8Array.from(call.content);
        if (content.length > 0) content[1_000] = (content[1_000] ?? 0) ^ 1;
        return line.sendFile({ ...call, content });
      },
    };
    expect(await travelOf(sender).run(proxy, always)).toBe('done');
    expect(await heldOf(sender)).toEqual({ whole: 0, chunks: 119 });
    // A file that was refused rests for an hour.
    sender.test.clock.now += HOUR;
    expect(await travelOf(sender).run(line, always)).toBe('done');
    expect(await heldOf(sender)).toEqual({ whole: 1, chunks: 120 });
    // What was heard: each chunk once, and the last one once more as the proxy had made it.
    expect(first.bytesSent + line.bytesSent).toBe(121 * CHUNK);
    const last = line.of('chunk').slice(-2);
    expect(last).toMatchObject([{ no: 119 }, { no: 119 }]);
  });

  it('is whole or lacks its last chunk, wherever the power of the data centre is cut', async () => {
    const sender = await quietOffice();
    await recorded(sender, pdf(3 * CHUNK));
    const line = new FileLine(sender);
    // Between the last chunk and the note that the file is whole: neither may stay.
    await ministry.rows('ALTER TABLE office_file ADD CONSTRAINT cut CHECK (whole_at IS NULL) NOT VALID');
    try {
      await expect(travelOf(sender).run(line, always)).rejects.toThrow('SYNC_NO_ANSWER');
    } finally {
      await ministry.rows('ALTER TABLE office_file DROP CONSTRAINT cut');
    }
    expect(await heldOf(sender)).toEqual({ whole: 0, chunks: 2 });
    expect(await travelOf(sender).run(line, always)).toBe('done');
    expect(await heldOf(sender)).toEqual({ whole: 1, chunks: 3 });
    expect(line.bytesSent).toBe(4 * CHUNK);
    // Its answer to the last chunk may be lost, too.
    await recorded(sender, pdf(2 * CHUNK));
    line.cut = { kind: 'chunk', after: 1, isHeard: true };
    await expect(travelOf(sender).run(line, always)).rejects.toThrow('SYNC_NO_ANSWER');
    const sent = line.bytesSent;
    line.cut = null;
    expect(await travelOf(sender).run(line, always)).toBe('done');
    expect(line.bytesSent).toBe(sent);
    expect(travelOf(sender).state.out.count).toBe(0);
  });

  it('may begin at one server of the data centre and end at another', async () => {
    const sender = await quietOffice();
    await recorded(sender, pdf(4 * CHUNK));
    const first = new FileLine(sender);
    first.cut = { kind: 'chunk', after: 2, isHeard: false };
    await expect(travelOf(sender).run(first, always)).rejects.toThrow();
    const second = new FileLine(sender, (await ministry.anotherServer()).address);
    expect(await travelOf(sender).run(second, always)).toBe('done');
    expect(first.bytesSent + second.bytesSent).toBe(4 * CHUNK);
    expect(await heldOf(sender)).toEqual({ whole: 1, chunks: 4 });
  });

  it('is kept once when the same chunks come many times at once', async () => {
    const sender = await quietOffice();
    const content = pdf(2 * CHUNK);
    const { sha256 } = await recorded(sender, content);
    const send = (no: number) => {
      const chunk = content.subarray(no * CHUNK, (no + 1) * CHUNK);
      const asked = { kind: 'chunk', office: sender.number, sha256, no, hash: hash('sha256', chunk) } as const;
      return new FileLine(sender).sendFile(signedBy(sender, asked, chunk));
    };
    const answers = await Promise.all([0, 1, 0, 1, 0, 1].map(send));
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['kept']));
    expect(await heldOf(sender)).toEqual({ whole: 1, chunks: 2 });
  });

  it('lets a small one pass, and rows before either', async () => {
    const sender = await quietOffice();
    await recorded(sender, pdf(6 * CHUNK));
    const line = new FileLine(sender);
    let chunks = 0;
    // As when somebody has written something: rows go first, so the files make room.
    expect(await travelOf(sender).run(line, () => chunks++ < 3)).toBe('more');
    const small = await recorded(sender, pdf(20_000));
    expect(await travelOf(sender).run(line, always)).toBe('done');
    const order = line.of('chunk').map((asked) => asked.kind === 'chunk' && asked.sha256 === small.sha256);
    expect(order.indexOf(true)).toBeGreaterThan(0);
    expect(order.lastIndexOf(false)).toBeGreaterThan(order.indexOf(true));
    expect(line.bytesSent).toBe(6 * CHUNK + 20_000);
  });

  it('keeps within the allowance of the day, over a restart too; the next day it goes on, or when somebody says so', async () => {
    const sender = await quietOffice();
    const { revision, nameAr, nameCkb, nameEn, settings } = await sender.admin.org.office.get();
    await sender.admin.org.office.edit({
      ...{ revision, nameAr, nameCkb, nameEn },
      settings: { ...settings, fileDayMb: 1 },
    });
    await recorded(sender, pdf(3 * MEGABYTE));
    const line = new FileLine(sender);
    expect(await travelOf(sender).run(line, always)).toBe('spent');
    expect(line.bytesSent).toBe(MEGABYTE);
    expect(await travelOf(sender).run(line, always)).toBe('spent');
    expect(line.bytesSent).toBe(MEGABYTE);
    expect(travelOf(sender).state).toMatchObject({ leftToday: 0, out: { count: 1 } });
    sender.test.clock.now += DAY;
    expect(await travelOf(sender).run(line, always)).toBe('spent');
    expect(line.bytesSent).toBe(2 * MEGABYTE);
    travelOf(sender).liftAllowance();
    expect(await travelOf(sender).run(line, always)).toBe('done');
    expect(line.bytesSent).toBe(3 * MEGABYTE);
    expect(await heldOf(sender)).toEqual({ whole: 1, chunks: 12 });
  });

  it('waits without a problem when it is more than a server takes within a minute, and goes on by itself', async () => {
    const sender = await office();
    await attached(sender, pdf(22 * MEGABYTE));
    await sender.admin.platform.sync.now({});
    expect(await sender.admin.platform.sync.status({})).toMatchObject({ unsent: 0, problem: null });
    expect(await stateOf(sender)).toMatchObject({ out: { count: 1 } });
    const isGone = async () => expect(await stateOf(sender)).toMatchObject({ out: { count: 0 } });
    await vi.waitFor(isGone, { timeout: 30_000, interval: 200 });
    expect(await heldOf(sender)).toEqual({ whole: 1, chunks: 88 });
  });

  it('that is gone from the disk of the office is told as missing, and holds up none behind it', async () => {
    const sender = await quietOffice();
    const lost = await recorded(sender, pdf(10_000));
    const sound = await recorded(sender, pdf(20_000));
    // Its name is known from before: the ledger has looked already.
    expect(travelOf(sender).state.out.count).toBe(2);
    const { files } = sender.test.office.core.paths;
    rmSync(join(files, lost.sha256.slice(0, 2), lost.sha256.slice(2, 4), lost.sha256));
    expect(await travelOf(sender).run(new FileLine(sender), always)).toBe('done');
    const held = await ministry.rows('SELECT sha256 FROM office_file WHERE office_no = $1', sender.number);
    expect(held).toEqual([{ sha256: sound.sha256 }]);
    expect(travelOf(sender).state).toMatchObject({ out: { count: 0 }, in: { count: 1, bytes: 10_000 } });
  });

  it('goes again to a data centre that was put back to a day before it came', async () => {
    const sender = await office();
    await attached(sender, pdf(30_000));
    await ministry.meet(sender);
    const [before] = await ministry.rows('SELECT incarnation FROM datacenter_self');
    await ministry.rows('DELETE FROM office_file_chunk WHERE office_no = $1', sender.number);
    await ministry.rows('DELETE FROM office_file WHERE office_no = $1', sender.number);
    await ministry.rows('UPDATE datacenter_self SET incarnation = incarnation + 1');
    try {
      await ministry.meet(sender);
      expect(await heldOf(sender)).toEqual({ whole: 1, chunks: 1 });
    } finally {
      await ministry.rows('UPDATE datacenter_self SET incarnation = $1', before?.['incarnation']);
    }
  });
});
