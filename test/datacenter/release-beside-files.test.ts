import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { selfNumber } from '#db/self.ts';
import { FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import type { ReadyRelease } from '#kernel/sync/release.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';
import { forgetReleases, installer, published } from './published-releases.ts';
import { attached, FileLine, pdf, sendRows, travelOf } from './travelling-files.ts';

let ministry: MinistryOfOffices;
let office: LinkedOffice;
/** What was told of newer programs, and how many files had still to go out then. */
let heard: { readonly version: string | undefined; readonly filesLeft: number | undefined }[];

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

/** Every test begins with no release, and with an office that renews its program and whose cable is pulled. */
beforeEach(async () => {
  await forgetReleases(ministry);
  heard = [];
  const onRelease = (ready: ReadyRelease | null): void => {
    const { files } = office.test.office.core.sync.state;
    heard.push({ version: ready?.version, filesLeft: files?.out.count });
  };
  office = await ministry.office({
    employees: 0,
    program: { version: '1.0.0', packageKind: 'appimage', onRelease },
  });
  await ministry.meet(office);
  office.test.office.core.sync.setPlugged(false);
});

const CHUNK = FILE_LIMITS.chunkBytes;
const FILES = 8;

/** The office may send so many megabytes of files a day; 0 for as many as there are. */
async function allow(megabytes: number): Promise<void> {
  const { revision, nameAr, nameCkb, nameEn, settings } = await office.admin.org.office.get();
  await office.admin.org.office.edit({
    ...{ revision, nameAr, nameCkb, nameEn },
    settings: { ...settings, fileDayMb: megabytes },
  });
}

async function attachMany(): Promise<void> {
  for (let mark = 0; mark < FILES; mark += 1) await attached(office, pdf(CHUNK, mark));
}

async function syncNow(): Promise<void> {
  office.test.office.core.sync.setPlugged(true);
  await office.admin.platform.sync.now({});
}

describe('a newer program beside many files', { timeout: 60_000 }, () => {
  it('comes on a day on which the files alone would use up the allowance', async () => {
    await allow(1);
    await attachMany();
    await published(ministry, '1.1.0', { content: installer(CHUNK) });
    await syncNow();
    // The files have half of four chunks, the program what is left.
    expect(heard).toEqual([{ version: '1.1.0', filesLeft: FILES - 2 }]);
    // Nothing more is kept for it then.
    await office.admin.platform.sync.now({});
    expect((await office.admin.platform.sync.status({})).files).toMatchObject({
      ...{ out: { count: FILES - 3 }, leftToday: 0 },
    });
  });

  it('is asked for and known when nothing is left of the day', async () => {
    await allow(1);
    await attachMany();
    await syncNow();
    expect((await office.admin.platform.sync.status({})).files).toMatchObject({ leftToday: 0 });
    await published(ministry, '1.1.0', { content: installer(CHUNK) });
    await office.admin.platform.sync.now({});
    const { release } = await office.admin.platform.sync.status({});
    expect(release).toMatchObject({ version: '1.1.0', done: 0, isReady: false, problem: null });
  });

  it('has its time on a slow line before all of the files are through', async () => {
    await allow(0);
    await attachMany();
    await published(ministry, '1.1.0', { content: installer(CHUNK) });
    const { core } = office.test.office;
    const begun = office.test.clock.now;
    // Eight seconds a chunk.
    const now = (): number => begun + (selfNumber(core.database.raw, 'files_bytes', 0) / CHUNK) * 8_000;
    Object.defineProperty(office.test.clock, 'now', { get: now });
    await syncNow();
    expect(heard).toEqual([{ version: '1.1.0', filesLeft: FILES / 2 }]);
  });

  it('leaves the whole of the allowance to the files when it is not fetched', async () => {
    await allow(1);
    await attachMany();
    await sendRows(ministry, office);
    const line = new FileLine(office);
    let isComing = true;
    const travel = travelOf(office, () => isComing);
    expect(await travel.run(line, () => true)).toBe('spent');
    expect(line.of('chunk')).toHaveLength(2);
    isComing = false;
    expect(await travel.run(line, () => true)).toBe('spent');
    expect(line.of('chunk')).toHaveLength(4);
  });
});
