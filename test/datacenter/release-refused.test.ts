import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publish } from '#datacenter/protocol/publish-release.ts';
import { newKeyPair, signerOf } from '#db/wire.ts';
import { FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import type { FileAnswer, FileRequest } from '#kernel/sync/file-messages.ts';
import {
  RELEASE_LIMITS,
  releasePart,
  type ReadyRelease,
  type ReleasePackage,
  type SignedPackage,
} from '#kernel/sync/release.ts';
import { fileCall } from '#office/sync/file-line.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';
import { given, installer, kept, published, releasesOf, signedOf } from './published-releases.ts';
import { FileLine, signedBy } from './travelling-files.ts';

let ministry: MinistryOfOffices;
let office: LinkedOffice;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

async function forgetReleases(): Promise<void> {
  for (const table of ['program_release', 'program_package', 'program_chunk']) {
    await ministry.rows(`DELETE FROM ${table}`);
  }
}

beforeEach(async () => {
  await forgetReleases();
  office = await ministry.office({ employees: 0 });
  await ministry.meet(office);
  office.test.office.core.sync.setPlugged(false);
});

const HOUR = 3_600_000;
const always = (): boolean => true;
const stored = () =>
  ministry.rows(`SELECT (SELECT count(*) FROM program_release) AS releases,
    (SELECT count(*) FROM program_package) AS packages, (SELECT count(*) FROM program_chunk) AS chunks`);
const nothing = [{ releases: 0, packages: 0, chunks: 0 }];

describe('an office', { timeout: 60_000 }, () => {
  /** What the data centre answers, with another package in it. */
  const offering =
    (changed: (signed: SignedPackage) => SignedPackage) =>
    (_: FileRequest, answer: FileAnswer): FileAnswer =>
      answer.kind === 'release' && answer.signed ? { ...answer, signed: changed(answer.signed) } : answer;
  /** The same signed by somebody else. */
  const resigned = (change: Partial<ReleasePackage>) => {
    const sign = signerOf(newKeyPair().privateKey);
    return ({ release }: SignedPackage): SignedPackage => {
      const other = { ...release, ...change };
      return { release: other, signature: sign(releasePart(other)) };
    };
  };

  const forged: readonly [string, (signed: SignedPackage) => SignedPackage][] = [
    ['that another key has signed', resigned({})],
    [
      'whose version was raised',
      ({ release, signature }) => ({ release: { ...release, version: '9.0.0' }, signature }),
    ],
    [
      'whose hash was exchanged',
      ({ release, signature }) => ({ release: { ...release, sha512: `${'A'.repeat(86)}==` }, signature }),
    ],
    ['that lies at another path', resigned({ name: '../../start.AppImage' })],
    ['without a signature', ({ release }) => ({ release, signature: '' })],
  ];
  it.each(forged)('takes no program %s, and tells it', async (_, changed) => {
    await published(ministry, '1.1.0');
    const { travel, ready, warned } = releasesOf(office);
    const line = new FileLine(office);
    line.instead = offering(changed);
    expect(await travel.run(line, always)).toBe('done');
    expect(travel.state).toMatchObject({ version: null, isReady: false, problem: 'RELEASE_NOT_GENUINE' });
    expect(warned).toEqual([{ problem: 'RELEASE_NOT_GENUINE' }]);
    expect(line.of('release-chunk')).toEqual([]);
    expect(ready).toEqual([]);
    // The right one is taken when it is asked for again.
    line.instead = null;
    office.test.clock.now += HOUR;
    await travel.run(line, always);
    expect(ready).toMatchObject([{ version: '1.1.0' }]);
  });

  it('takes nothing older than what it has, whoever signed it', async () => {
    await published(ministry, '1.1.0');
    const old = await signedOf(ministry, '1.1.0');
    const { travel, ready } = releasesOf(office, { version: '1.2.0' });
    const line = new FileLine(office);
    // A data centre that was put back, or somebody who kept an old answer.
    line.instead = (asked, answer) =>
      asked.kind === 'release' ? { kind: 'release', version: '1.1.0', signed: old } : answer;
    expect(await travel.run(line, always)).toBe('done');
    expect(travel.state).toMatchObject({ version: null, problem: 'RELEASE_NOT_NEWER' });
    expect(line.of('release-chunk')).toEqual([]);
    expect(ready).toEqual([]);
  });

  it('takes the program of no other kind of PC', async () => {
    const deb = given('1.1.0', 'deb', installer(9));
    await published(ministry, '1.1.0', { packages: [deb] });
    const signed = await signedOf(ministry, '1.1.0');
    const { travel, ready } = releasesOf(office);
    const line = new FileLine(office);
    line.instead = (asked, answer) =>
      asked.kind === 'release' ? { kind: 'release', version: '1.1.0', signed } : answer;
    await travel.run(line, always);
    expect(travel.state).toMatchObject({ problem: 'RELEASE_NOT_GENUINE' });
    expect(ready).toEqual([]);
  });

  it('keeps no chunk that was changed on the way, nor asks for it at once again', async () => {
    await published(ministry, '1.1.0');
    const { travel, ready } = releasesOf(office);
    const line = new FileLine(office);
    line.instead = (asked, answer) => {
      if (asked.kind !== 'release-chunk' || asked.no !== 1 || answer.kind !== 'release-piece') return answer;
      return { ...answer, content: installer(FILE_LIMITS.chunkBytes).toString('base64') };
    };
    expect(await travel.run(line, always)).toBe('done');
    expect(travel.state).toMatchObject({ done: FILE_LIMITS.chunkBytes, problem: 'RELEASE_DAMAGED' });
    expect(await travel.run(line, always)).toBe('done');
    expect(line.of('release-chunk')).toHaveLength(2);
    line.instead = null;
    office.test.clock.now += HOUR;
    await travel.run(line, always);
    expect(ready).toHaveLength(1);
    expect(line.of('release-chunk')).toHaveLength(4);
  });

  it.each([
    ['as many chunks', 3],
    ['fewer chunks', 1],
  ])(
    'begins anew when its version was published anew, with %s, by a data centre that was put back',
    async (_, chunks) => {
      await published(ministry, '1.1.0');
      const { travel, ready } = releasesOf(office);
      const line = new FileLine(office);
      line.cut = { kind: 'release-chunk', after: 2, isHeard: false };
      await expect(travel.run(line, always)).rejects.toThrow('SYNC_NO_ANSWER');
      line.cut = null;
      await forgetReleases();
      const { content } = await published(ministry, '1.1.0', { content: installer(chunks * FILE_LIMITS.chunkBytes) });
      // The session goes on.
      expect(await travel.run(line, always)).toBe('done');
      expect(travel.state).toMatchObject({ problem: 'RELEASE_DAMAGED', isReady: false });
      office.test.clock.now += HOUR;
      expect(await travel.run(line, always)).toBe('done');
      expect(ready).toMatchObject([{ version: '1.1.0' }]);
      expect(readFileSync((ready[0] as ReadyRelease).path).equals(content)).toBe(true);
      expect(travel.state).toMatchObject({ problem: null, isReady: true });
    },
  );

  it.each(['release', 'release-chunk'] as const)('rests for an hour when its question %s is refused', async (kind) => {
    await published(ministry, '1.1.0');
    const { travel, ready, warned } = releasesOf(office);
    const line = new FileLine(office);
    line.instead = (asked, answer) => (asked.kind === kind ? { kind: 'refused', code: 'DEVICE_UNKNOWN' } : answer);
    expect(await travel.run(line, always)).toBe('done');
    expect(await travel.run(line, always)).toBe('done');
    expect(line.of(kind)).toHaveLength(1);
    expect(travel.state).toMatchObject({ problem: 'RELEASE_FAULT', isReady: false });
    expect(travel.isComing).toBe(false);
    expect(warned).toEqual([{ kind: 'refused', code: 'DEVICE_UNKNOWN' }]);
    line.instead = null;
    office.test.clock.now += HOUR;
    await travel.run(line, always);
    expect(ready).toMatchObject([{ version: '1.1.0' }]);
    // What is ready stays so.
    line.instead = (asked, answer) => (asked.kind === 'release' ? { kind: 'absent' } : answer);
    office.test.clock.now += HOUR;
    expect(await travel.run(line, always)).toBe('done');
    expect(travel.state).toMatchObject({ problem: null, isReady: true });
  });

  it('goes its way at a data centre that serves no programs', async () => {
    const { travel, warned } = releasesOf(office);
    const line = new FileLine(office);
    line.instead = () => ({ kind: 'refused', code: 'REQUEST_MALFORMED' });
    expect(await travel.run(line, always)).toBe('done');
    expect(travel.state).toBeNull();
    expect(warned).toEqual([]);
  });

  it('believes nothing that somebody has laid into its folder', async () => {
    await published(ministry, '1.1.0');
    const line = new FileLine(office);
    await releasesOf(office).travel.run(line, always);
    await ministry.rows(`UPDATE program_release SET withdrawn_at = 1`);
    const { travel, ready } = releasesOf(office, { version: '1.1.0' });
    await travel.run(line, always);
    expect(ready).toEqual([]);
    expect(kept(office)).toEqual([]);
  });
});

describe('the data centre', { timeout: 60_000 }, () => {
  const ask = (request: FileRequest, of = office) => new FileLine(of).sendFile(signedBy(of, request));
  const chunk = (rest: object = {}): FileRequest => ({
    ...{ kind: 'release-chunk', office: office.number, version: '1.1.0', package: 'appimage', no: 0 },
    ...rest,
  });
  const refused = (code: string) => ({ kind: 'refused', code });

  it('tells nothing of a release to a stranger, a stopped PC, or an office that it is not offered to', async () => {
    await published(ministry, '1.1.0', { percent: 0, offices: [office.number] });
    const other = await ministry.office({ employees: 0 });
    const question: FileRequest = {
      ...{ kind: 'release', office: other.number, package: 'appimage', version: '1.0.0', known: null },
    };
    expect(await ask(question, other)).toEqual({ kind: 'release', version: null, signed: null });
    expect(await ask(chunk({ office: other.number }), other)).toEqual(refused('RELEASE_NOT_OFFERED'));
    // In the name of the office that it is offered to.
    expect(await ask(chunk(), other)).toEqual(refused('DEVICE_UNKNOWN'));
    const stranger = fileCall({ id: 'nobody', sign: signerOf(newKeyPair().privateKey) }, chunk());
    expect(await new FileLine(office).sendFile(stranger)).toEqual(refused('DEVICE_UNKNOWN'));
    expect(await ask(chunk())).toMatchObject({ kind: 'release-piece', version: '1.1.0', no: 0 });
    await ministry.rows('UPDATE office_device SET revoked_at = 1 WHERE office_no = $1', office.number);
    expect(await ask(chunk())).toEqual(refused('DEVICE_UNKNOWN'));
    await ministry.rows('UPDATE office_device SET revoked_at = NULL WHERE office_no = $1', office.number);
  });

  it('answers a question that makes no sense with a refusal', async () => {
    await published(ministry, '1.1.0');
    for (const rest of [{ no: 3 }, { no: -1 }, { no: 99_999 }, { package: 'dmg' }, { version: 7 }]) {
      expect(await ask(chunk(rest))).toEqual(refused('REQUEST_MALFORMED'));
    }
    for (const rest of [{ version: '1.2.0' }, { package: 'nsis' }, { version: '../../etc' }]) {
      expect(await ask(chunk(rest))).toEqual(refused('RELEASE_NOT_OFFERED'));
    }
  });

  it('tells no bytes that are not those which were signed', async () => {
    await published(ministry, '1.1.0');
    await ministry.rows(`UPDATE program_chunk SET content = '\\x00' || substr(content, 2) WHERE no = 1`);
    expect(await ask(chunk())).toMatchObject({ kind: 'release-piece' });
    expect(await ask(chunk({ no: 1 }))).toEqual(refused('FILE_CHUNK_DIFFERS'));
    const { travel, ready } = releasesOf(office);
    await travel.run(new FileLine(office), always);
    expect(travel.state).toMatchObject({ problem: 'RELEASE_DAMAGED', isReady: false });
    expect(ready).toEqual([]);
  });

  it('counts programs against what an office may fetch within a minute', async () => {
    // So much more than 20 MB that no slow machine is through before the minute has passed.
    await published(ministry, '1.1.0', { content: installer(32 * 1024 * 1024) });
    const { travel } = releasesOf(office);
    await expect(travel.run(new FileLine(office), always)).rejects.toThrow('SYNC_BUSY');
    const { done } = travel.state ?? { done: 0 };
    expect(done).toBeGreaterThan(10 * 1024 * 1024);
    expect(done).toBeLessThan(32 * 1024 * 1024);
  });
});

describe('publishing', { timeout: 60_000 }, () => {
  const release = (version: string, rest: object = {}) => {
    const packages = [given(version, 'appimage', installer(FILE_LIMITS.chunkBytes + 9))];
    return { version, packages, percent: 100, offices: [], publishedBy: 'admin', ...rest };
  };
  const refusal = (code: string) => ({ ok: false, problems: [{ code }] });

  it('takes a version that is newer than any before it, those that were withdrawn too', async () => {
    const { ports } = ministry.opened;
    expect(await publish(ports, release('1.1.0'))).toMatchObject({ ok: true });
    for (const version of ['1.1.0', '1.0.9', '1.1.0-rc.1']) {
      expect(await publish(ports, release(version))).toMatchObject(refusal('RELEASE_NOT_NEWER'));
    }
    await ministry.rows('UPDATE program_release SET withdrawn_at = 1');
    expect(await publish(ports, release('1.1.0'))).toMatchObject(refusal('RELEASE_NOT_NEWER'));
    expect(await publish(ports, release('1.1.1'))).toMatchObject({ ok: true });
    expect(await publish(ports, release('one'))).toMatchObject(refusal('RELEASE_MALFORMED'));
  });

  it('leaves nothing of a file that was changed while it was read', async () => {
    const content = installer(20 * FILE_LIMITS.chunkBytes);
    const whole = given('1.1.0', 'appimage', content);
    const changed = { ...whole, chunk: (no: number) => (no === 18 ? installer(9) : whole.chunk(no)) };
    const outcome = await publish(ministry.opened.ports, release('1.1.0', { packages: [changed] }));
    expect(outcome).toMatchObject(refusal('RELEASE_CHANGED'));
    expect(await stored()).toEqual(nothing);
  });

  it('lets one of two at the same time win, and keeps its bytes', async () => {
    const { ports } = ministry.opened;
    const [one, two] = [release('1.1.0'), release('1.1.0')];
    const outcomes = await Promise.all([publish(ports, one), publish(ports, two)]);
    expect(outcomes.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await stored()).toEqual([{ releases: 1, packages: 1, chunks: 2 }]);
    const { travel, ready } = releasesOf(office);
    await travel.run(new FileLine(office), always);
    expect(ready).toHaveLength(1);
  });

  it('holds as many on offer as there may be, and an installer no larger than it may be', async () => {
    const { ports } = ministry.opened;
    for (let minor = 1; minor <= RELEASE_LIMITS.onOffer; minor += 1) await published(ministry, `1.${minor}.0`);
    expect(await publish(ports, release('2.0.0'))).toMatchObject(refusal('RELEASE_TOO_MANY'));
    await ministry.rows(`UPDATE program_release SET withdrawn_at = 1 WHERE version = '1.1.0'`);
    expect(await publish(ports, release('2.0.0'))).toMatchObject({ ok: true });
    const [huge] = release('3.0.0').packages;
    if (!huge) throw new Error('It has a package.');
    const bytes = RELEASE_LIMITS.packageBytes + 1;
    const packages = [{ ...huge, release: { ...huge.release, bytes } }];
    expect(await publish(ports, release('3.0.0', { packages }))).toMatchObject(refusal('RELEASE_MALFORMED'));
  });
});
