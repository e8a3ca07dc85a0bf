import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readRequest } from '#datacenter/protocol/entrance.ts';
import { setAudience, withdraw } from '#datacenter/protocol/publish-release.ts';
import { FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import { isOfferedTo, type ReadyRelease } from '#kernel/sync/release.ts';
import { ReleaseFolder } from '#office/sync/release-folder.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';
import { forgetReleases, given, installer, kept, published, releasesOf } from './published-releases.ts';
import { attached, FileLine, pdf } from './travelling-files.ts';

let ministry: MinistryOfOffices;
let office: LinkedOffice;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

/** Every test begins with no release, and with an office whose cable is pulled. */
beforeEach(async () => {
  await forgetReleases(ministry);
  office = await ministry.office({ employees: 0 });
  await ministry.meet(office);
  office.test.office.core.sync.setPlugged(false);
});

const CHUNK = FILE_LIMITS.chunkBytes;
const HOUR = 3_600_000;
const always = (): boolean => true;

describe('a newer program', { timeout: 60_000 }, () => {
  it('is fetched in chunks, proved, and told as ready with its place', async () => {
    const { content } = await published(ministry, '1.1.0');
    const { travel, ready } = releasesOf(office);
    const line = new FileLine(office);
    expect(travel.state).toBeNull();
    expect(await travel.run(line, always)).toBe('done');
    const path = join(office.test.office.core.paths.release, 'Diwan-1.1.0.AppImage');
    expect(ready).toMatchObject([{ version: '1.1.0', kind: 'appimage', bytes: content.length, path }]);
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(line.of('release-chunk')).toHaveLength(3);
    const bytes = content.length;
    expect(travel.state).toEqual({ version: '1.1.0', bytes, done: bytes, isReady: true, problem: null });
  });

  it('is asked for once an hour, and its signed list is told once', async () => {
    await published(ministry, '1.1.0');
    const { travel } = releasesOf(office);
    const line = new FileLine(office);
    for (let round = 0; round < 3; round += 1) await travel.run(line, always);
    expect(line.of('release')).toHaveLength(1);
    office.test.clock.now += HOUR;
    const answers: unknown[] = [];
    line.instead = (_, answer) => {
      answers.push(answer);
      return answer;
    };
    await travel.run(line, always);
    expect(answers).toEqual([{ kind: 'release', version: '1.1.0', signed: null }]);
    expect(travel.state).toMatchObject({ isReady: true });
  });

  it.each([
    ['before the data centre heard it', false],
    ['before its answer came', true],
  ])('that is cut off at its third chunk, %s, goes on there after a restart', async (_, isHeard) => {
    const { content } = await published(ministry, '1.1.0', { content: installer(5 * CHUNK) });
    const line = new FileLine(office);
    line.cut = { kind: 'release-chunk', after: 2, isHeard };
    await expect(releasesOf(office).travel.run(line, always)).rejects.toThrow('SYNC_NO_ANSWER');
    expect(kept(office)).toEqual(['Diwan-1.1.0.AppImage.part', 'package.json']);
    line.cut = null;
    line.asked.length = 0;
    const { travel, ready } = releasesOf(office);
    expect(await travel.run(line, always)).toBe('done');
    expect(line.of('release-chunk').map((asked) => asked.kind === 'release-chunk' && asked.no)).toEqual([2, 3, 4]);
    expect(readFileSync((ready[0] as ReadyRelease).path).equals(content)).toBe(true);
  });

  it('goes on behind the last sound chunk when the power, or the disk, has damaged what was there', async () => {
    await published(ministry, '1.1.0', { content: installer(5 * CHUNK) });
    const line = new FileLine(office);
    line.cut = { kind: 'release-chunk', after: 4, isHeard: false };
    await expect(releasesOf(office).travel.run(line, always)).rejects.toThrow();
    const part = join(office.test.office.core.paths.release, 'Diwan-1.1.0.AppImage.part');
    const bytes = readFileSync(part);
    // A byte of the third chunk, and half of the fourth is missing.
    bytes[2 * CHUNK + 7] = (bytes[2 * CHUNK + 7] ?? 0) ^ 1;
    writeFileSync(part, bytes);
    truncateSync(part, 3 * CHUNK + 1_000);
    line.cut = null;
    line.asked.length = 0;
    const { travel, ready } = releasesOf(office);
    expect(await travel.run(line, always)).toBe('done');
    expect(line.of('release-chunk')).toHaveLength(3);
    expect(ready).toHaveLength(1);
  });

  it('that was ready is proved again at the next start, and fetched again where it was changed since', async () => {
    const { content } = await published(ministry, '1.1.0');
    const line = new FileLine(office);
    const first = releasesOf(office);
    await first.travel.run(line, always);
    const second = releasesOf(office);
    await second.travel.run(line, always);
    expect(second.ready).toEqual(first.ready);
    expect(line.of('release-chunk')).toHaveLength(3);
    const { path } = first.ready[0] as ReadyRelease;
    writeFileSync(path, Buffer.concat([content.subarray(1), Buffer.from('x')]));
    const third = releasesOf(office);
    expect(await third.travel.run(line, always)).toBe('done');
    expect(line.of('release-chunk')).toHaveLength(6);
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(third.ready).toHaveLength(1);
  });

  it('makes room for rows, and keeps within the allowance of the day together with the files', async () => {
    const { revision, nameAr, nameCkb, nameEn, settings } = await office.admin.org.office.get();
    await office.admin.org.office.edit({
      ...{ revision, nameAr, nameCkb, nameEn },
      settings: { ...settings, fileDayMb: 1 },
    });
    await published(ministry, '1.1.0', { content: installer(6 * CHUNK) });
    const { travel } = releasesOf(office);
    const line = new FileLine(office);
    let chunks = 0;
    expect(await travel.run(line, () => chunks++ < 1)).toBe('more');
    expect(line.of('release-chunk')).toHaveLength(1);
    expect(await travel.run(line, always)).toBe('spent');
    expect(line.of('release-chunk')).toHaveLength(4);
    expect((await office.admin.platform.sync.status({})).files).toMatchObject({ leftToday: 0 });
    office.test.clock.now += 24 * HOUR;
    expect(await travel.run(line, always)).toBe('done');
    expect(travel.state).toMatchObject({ isReady: true });
  });

  it('may begin at one server and end at another', async () => {
    await published(ministry, '1.1.0', { content: installer(4 * CHUNK) });
    const { travel, ready } = releasesOf(office);
    const first = new FileLine(office);
    first.cut = { kind: 'release-chunk', after: 2, isHeard: false };
    await expect(travel.run(first, always)).rejects.toThrow();
    const second = new FileLine(office, (await ministry.anotherServer()).address);
    expect(await travel.run(second, always)).toBe('done');
    expect(ready).toHaveLength(1);
    expect(second.of('release-chunk')).toHaveLength(2);
  });
});

describe('who is offered a release', { timeout: 60_000 }, () => {
  const offered = async (program: { version?: string; kind?: 'nsis' | 'deb' } = {}): Promise<string | null> => {
    const { travel } = releasesOf(office, program);
    await travel.run(new FileLine(office), () => false);
    return travel.state?.version ?? null;
  };

  it('is the newest that is newer than what the PC has, and has its installer', async () => {
    await published(ministry, '1.1.0');
    await published(ministry, '1.2.0', { packages: [given('1.2.0', 'deb', installer(9))] });
    expect(await offered()).toBe('1.1.0');
    expect(await offered({ kind: 'deb' })).toBe('1.2.0');
    expect(await offered({ kind: 'nsis' })).toBeNull();
    expect(await offered({ version: '1.1.0' })).toBeNull();
    expect(await offered({ version: '1.1.0-rc.1' })).toBe('1.1.0');
  });

  it('is an office that was named, or that is in the share', async () => {
    const { ports } = ministry.opened;
    await published(ministry, '1.1.0', { percent: 0, offices: [office.number + 1] });
    expect(await offered()).toBeNull();
    await setAudience(ports, '1.1.0', { percent: 0, offices: [office.number] });
    expect(await offered()).toBe('1.1.0');
    const share = Array.from({ length: 101 }, (_, percent) => percent).find((percent) =>
      isOfferedTo({ version: '1.1.0', percent, offices: [] }, office.number),
    );
    if (share === undefined) throw new Error('All of them are everybody.');
    await setAudience(ports, '1.1.0', { percent: share - 1, offices: [] });
    expect(await offered()).toBeNull();
    await setAudience(ports, '1.1.0', { percent: share, offices: [] });
    expect(await offered()).toBe('1.1.0');
  });

  it('is nobody once it is withdrawn: what was fetched goes, and an earlier one is offered again', async () => {
    await published(ministry, '1.1.0');
    await published(ministry, '1.2.0');
    const { travel, ready } = releasesOf(office);
    const line = new FileLine(office);
    await travel.run(line, always);
    expect(ready).toMatchObject([{ version: '1.2.0' }]);
    await withdraw(ministry.opened.ports, '1.2.0');
    expect(await ministry.rows(`SELECT 1 FROM program_chunk WHERE version = '1.2.0'`)).toEqual([]);
    office.test.clock.now += HOUR;
    await travel.run(line, always);
    expect(ready).toMatchObject([{ version: '1.2.0' }, null, { version: '1.1.0' }]);
    expect(kept(office)).toEqual(['Diwan-1.1.0.AppImage', 'package.json']);
    // In the middle of the fetching, too.
    const other = releasesOf(office, { version: '1.0.1' });
    await withdraw(ministry.opened.ports, '1.1.0');
    office.test.clock.now += HOUR;
    await other.travel.run(line, always);
    expect(other.travel.state).toBeNull();
    expect(kept(office)).toEqual([]);
  });

  it('drops what is withdrawn between two chunks', async () => {
    await published(ministry, '1.1.0');
    const { travel } = releasesOf(office);
    const line = new FileLine(office);
    let chunks = 0;
    await travel.run(line, () => chunks++ < 1);
    await withdraw(ministry.opened.ports, '1.1.0');
    expect(await travel.run(line, always)).toBe('done');
    expect(travel.state).toBeNull();
    expect(kept(office)).toEqual([]);
  });
});

describe('a disk that refuses', { timeout: 60_000 }, () => {
  /** An office that has heard of the release and fetched none of it, and the file that its chunks would go to. */
  async function begun() {
    await published(ministry, '1.1.0');
    const released = releasesOf(office);
    const line = new FileLine(office);
    await released.travel.ask(line);
    return { ...released, line, part: join(office.test.office.core.paths.release, 'Diwan-1.1.0.AppImage.part') };
  }

  it.skipIf(process.platform !== 'linux')('the chunks because it is full is told as full', async () => {
    const { travel, line, part } = await begun();
    symlinkSync('/dev/full', part);
    expect(await travel.run(line, always)).toBe('done');
    expect(travel.state).toMatchObject({ version: '1.1.0', isReady: false, problem: 'RELEASE_NO_ROOM' });
    // Room is made, and it is tried again.
    rmSync(part);
    office.test.clock.now += HOUR;
    await travel.run(line, always);
    expect(travel.state).toMatchObject({ isReady: true, problem: null });
  });

  it('the chunks for another reason is not told as full', async () => {
    const { travel, line, part, warned } = await begun();
    mkdirSync(part);
    expect(await travel.run(line, always)).toBe('done');
    expect(travel.state).toMatchObject({ isReady: false, problem: 'RELEASE_FAULT' });
    expect(warned).toHaveLength(1);
  });

  it('to let go what is withdrawn keeps nothing ready, and the next one comes when it has come round', async () => {
    const { travel, line, ready } = await begun();
    await travel.run(line, always);
    expect(ready).toHaveLength(1);
    await withdraw(ministry.opened.ports, '1.1.0');
    const clear = vi.spyOn(ReleaseFolder.prototype, 'clear').mockImplementation(() => {
      throw Object.assign(new Error('EBUSY: in use'), { code: 'EBUSY' });
    });
    try {
      office.test.clock.now += HOUR;
      expect(await travel.run(line, always)).toBe('done');
      expect(ready).toMatchObject([{ version: '1.1.0' }, null]);
      expect(travel.state).toEqual({ version: null, bytes: 0, done: 0, isReady: false, problem: 'RELEASE_FAULT' });
    } finally {
      clear.mockRestore();
    }
    await published(ministry, '1.2.0');
    office.test.clock.now += HOUR;
    await travel.run(line, always);
    expect(ready).toMatchObject([{ version: '1.1.0' }, null, { version: '1.2.0' }]);
    expect(kept(office)).toEqual(['Diwan-1.2.0.AppImage', 'package.json']);
  });

  it('to be looked at is looked at again within the hour, and not with every session', async () => {
    const { line } = await begun();
    const signed = vi.spyOn(ReleaseFolder.prototype, 'signed').mockImplementation(() => {
      throw new Error('EIO');
    });
    const { travel, ready, warned } = releasesOf(office);
    try {
      for (let round = 0; round < 3; round += 1) expect(await travel.run(line, always)).toBe('done');
      expect(warned).toHaveLength(1);
      expect(travel.state).toMatchObject({ problem: 'RELEASE_FAULT' });
    } finally {
      signed.mockRestore();
    }
    office.test.clock.now += HOUR;
    await travel.run(line, always);
    expect(ready).toMatchObject([{ version: '1.1.0' }]);
  });
});

describe('an office with a program that renews itself', { timeout: 60_000 }, () => {
  const modernOffice = async (heard: (ReadyRelease | null)[] = []): Promise<LinkedOffice> => {
    const onRelease = (ready: ReadyRelease | null): void => void heard.push(ready);
    return ministry.office({ employees: 0, program: { version: '1.0.0', packageKind: 'appimage', onRelease } });
  };

  it('gets the newer one also when it is too old to be told anything else', async () => {
    const heard: (ReadyRelease | null)[] = [];
    const old = await modernOffice(heard);
    await published(ministry, '1.1.0', { content: installer(CHUNK) });
    const { ports } = ministry.opened;
    const { oldestSchema } = ports;
    Object.assign(ports, { oldestSchema: 9_999 });
    try {
      await expect(old.admin.platform.sync.now({})).rejects.toThrow();
      expect(await old.admin.platform.sync.status({})).toMatchObject({ problem: 'SYNC_UPGRADE' });
      expect(heard).toMatchObject([{ version: '1.1.0' }]);
    } finally {
      Object.assign(ports, { oldestSchema });
    }
  });

  it('is shown with its version by the pages of the data centre; one that tells none, or nonsense, with none', async () => {
    const desk = await ministry.desk();
    const modern = await modernOffice();
    await ministry.meet(modern);
    const programOf = async ({ number }: LinkedOffice): Promise<string | undefined> =>
      (await desk.admin.ministry.office.list({})).find((row) => row.office === number)?.health?.program;
    expect(await programOf(modern)).toBe('1.0.0');
    expect(await desk.admin.ministry.office.get({ office: modern.number })).toMatchObject({
      health: { program: '1.0.0' },
    });
    // As a PC left it that knew of none of this.
    await ministry.rows(`UPDATE office_stream SET health = health - 'program' WHERE office_no = $1`, modern.number);
    expect(await programOf(modern)).toBeUndefined();
    const hello = {
      ...{ kind: 'hello', office: 2, epoch: 1, seq: 0, head: '0'.repeat(64), schema: 4, incarnation: 1, cursors: [] },
      health: { unsent: 0, oldestUnsentAt: null, wall: 0, restores: 0, inbox: 0, program: 'x'.repeat(1_000) },
    };
    const signed = { kind: 'signed', office: 2, key: 'k', signature: '', body: JSON.stringify(hello) } as const;
    const { program, ...rest } = hello.health;
    expect(program).toHaveLength(1_000);
    expect(readRequest(signed)).toEqual({ ...hello, health: rest });
  });

  it('fetches a newer one by itself after rows and files, tells it, and tells the data centre what it has', async () => {
    const heard: (ReadyRelease | null)[] = [];
    const modern = await modernOffice(heard);
    await published(ministry, '1.1.0');
    await attached(modern, pdf(300_000));
    await modern.admin.platform.sync.now({});
    await vi.waitFor(() => expect(heard).toMatchObject([{ version: '1.1.0' }]), { timeout: 20_000, interval: 100 });
    const view = await modern.admin.platform.sync.status({});
    expect(view).toMatchObject({ program: '1.0.0', release: { version: '1.1.0', isReady: true }, problem: null });
    expect(view.files).toMatchObject({ out: { count: 0 } });
    const desk = await ministry.rows('SELECT health FROM office_stream WHERE office_no = $1', modern.number);
    expect(desk).toMatchObject([{ health: { program: '1.0.0' } }]);
  });
});
