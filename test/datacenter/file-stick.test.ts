import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeFile } from '#datacenter/server/exchange.ts';
import { demand } from '#db/refusal.ts';
import { FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';
import { attached, pdf } from './travelling-files.ts';

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const CHUNK = FILE_LIMITS.chunkBytes;
const MEGABYTE = 1024 * 1024;

async function lonelyOffice(): Promise<LinkedOffice> {
  const made = await ministry.office({ employees: 0 });
  made.test.office.core.sync.setPlugged(false);
  return made;
}

/** A file goes to the data centre, and the one that is answered comes back. */
async function trip(office: LinkedOffice): Promise<{ readonly up: number; readonly down: number }> {
  const { sync } = office.test.office.core;
  const { bytes } = await sync.exportFile();
  const { reply } = demand(await exchangeFile(ministry.opened, { bytes, office: office.number }));
  await sync.importFile(reply);
  return { up: bytes.length, down: reply.length };
}

const wholeOf = ({ number }: LinkedOffice) =>
  ministry.rows('SELECT sha256 FROM office_file WHERE office_no = $1 AND whole_at IS NOT NULL ORDER BY bytes', number);
const waiting = async ({ admin }: LinkedOffice) => (await admin.platform.sync.status({})).files;

describe('files on a stick', { timeout: 120_000 }, () => {
  it('go with the rows that name them, and the reply says which have come', async () => {
    const office = await lonelyOffice();
    const [small, large] = [await attached(office, pdf(50_000)), await attached(office, pdf(3 * CHUNK))];
    await trip(office);
    expect(await wholeOf(office)).toEqual([{ sha256: small.sha256 }, { sha256: large.sha256 }]);
    expect(await waiting(office)).toMatchObject({ out: { count: 0 } });
    // Nothing of them goes again.
    expect((await trip(office)).up).toBeLessThan(20_000);
  });

  it('that are more than one stick holds go on the next, each chunk once', async () => {
    const office = await lonelyOffice();
    const content = pdf(45 * MEGABYTE);
    await attached(office, content);
    const first = await trip(office);
    expect(await wholeOf(office)).toEqual([]);
    expect(await waiting(office)).toMatchObject({ out: { count: 1 } });
    const second = await trip(office);
    expect(await wholeOf(office)).toEqual([{ sha256: hash('sha256', content) }]);
    expect(first.up + second.up).toBeLessThan(content.length + 2 * MEGABYTE);
  });

  it('may be lost, come twice and come late: nothing is lost by it, and nothing doubled', async () => {
    const office = await lonelyOffice();
    await attached(office, pdf(2 * CHUNK));
    const { sync } = office.test.office.core;
    const { bytes } = await sync.exportFile();
    const once = demand(await exchangeFile(ministry.opened, { bytes, office: office.number }));
    const twice = demand(await exchangeFile(ministry.opened, { bytes, office: office.number }));
    await trip(office);
    for (const { reply } of [twice, once, once]) await sync.importFile(reply);
    expect(await wholeOf(office)).toHaveLength(1);
    expect(await waiting(office)).toMatchObject({ out: { count: 0 } });
  });

  it('come to a new PC, which asks for what it lacks', async () => {
    const old = await ministry.office({ employees: 0 });
    await ministry.meet(old);
    const [content, scan] = [pdf(5 * CHUNK), pdf(10_000)];
    const { id } = await attached(old, content);
    await attached(old, scan);
    await ministry.meet(old);
    await ministry.rows('UPDATE office_file SET whole_at = NULL WHERE office_no = $1', old.number);
    const pc = await ministry.replaced(old);
    pc.test.office.core.sync.setPlugged(false);
    expect(await waiting(pc)).toMatchObject({ in: { count: 2 } });
    await ministry.rows('UPDATE office_file SET whole_at = 1 WHERE office_no = $1', old.number);
    await trip(pc);
    expect(await waiting(pc)).toMatchObject({ in: { count: 0 } });
    const file = await pc.admin.files.attachment.read({ id });
    expect(Buffer.from(await file.arrayBuffer())).toEqual(content);
  });
});
