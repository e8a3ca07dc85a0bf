import { hash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import { FileTravel } from '#office/sync/file-travel.ts';
import { refusalOf } from '../host/harness.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';
import { attached, bytesOf, FileLine, pdf } from './travelling-files.ts';

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const CHUNK = FILE_LIMITS.chunkBytes;
const MEGABYTE = 1024 * 1024;

async function office(): Promise<LinkedOffice> {
  const made = await ministry.office({ employees: 0 });
  await ministry.meet(made);
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

const waiting = async ({ admin }: LinkedOffice) => (await admin.platform.sync.status({})).files;

describe('a file on its way to the data centre', { timeout: 60_000 }, () => {
  it('goes after the rows, in chunks, and is there when its hash says so', async () => {
    const sender = await office();
    const { sha256 } = await attached(sender, pdf(600_000, 1));
    expect(await waiting(sender)).toMatchObject({ out: { count: 1, bytes: 600_000 }, in: { count: 0, bytes: 0 } });
    await ministry.meet(sender);
    expect(await heldOf(sender)).toEqual({ whole: 1, chunks: 3 });
    const stored = await ministry.rows(
      'SELECT content FROM office_file_chunk WHERE office_no = $1 AND sha256 = $2 ORDER BY no',
      ...[sender.number, sha256],
    );
    expect(hash('sha256', Buffer.concat(stored.map(({ content }) => content as Buffer)))).toBe(sha256);
    expect(await waiting(sender)).toMatchObject({ out: { count: 0, bytes: 0 } });
  });
});
