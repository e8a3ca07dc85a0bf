import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { FILE_LIMITS } from './file-chunks.ts';
import {
  compareVersions,
  isNewer,
  isOfferedTo,
  isVersion,
  judgeOffered,
  kindOfFile,
  RELEASE_LIMITS,
  releasePart,
  type ReleasePackage,
} from './release.ts';

const HASH = 'ab'.repeat(32);
const release: ReleasePackage = {
  ...{ version: '1.2.0', kind: 'nsis', name: 'Diwan-1.2.0-setup.exe', bytes: FILE_LIMITS.chunkBytes + 1 },
  ...{ sha512: `${'A'.repeat(86)}==`, needsAdministrator: true, publishedAt: 1, chunks: [HASH, HASH] },
};

describe('versions', () => {
  it('have the order of Semantic Versioning', () => {
    const ordered = [
      ...['0.1.0', '0.1.9', '0.1.10', '0.2.0', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta'],
      ...['1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '2.0.0', '10.0.0'],
    ];
    for (const [at, one] of ordered.entries()) {
      for (const [place, other] of ordered.entries()) {
        expect(Math.sign(compareVersions(one, other)), `${one} ${other}`).toBe(Math.sign(at - place));
        expect(isNewer(one, other)).toBe(at > place);
      }
    }
  });

  it.each(['', '1', '1.2', '01.2.3', '1.2.3.4', 'v1.2.3', '1.2.3-', '1.2.3-01', '1.2.3+build', '1.2.3 ', '../1.2.3'])(
    'are not %j, which comes after nothing and before nothing',
    (text) => {
      expect(isVersion(text)).toBe(false);
      expect(isNewer(text, '0.0.1')).toBe(false);
      expect(isNewer('9.9.9', text)).toBe(false);
    },
  );
});

describe('a package that is offered', () => {
  const pc = { kind: 'nsis', version: '1.1.9' } as const;

  it('is taken when it is newer and for this PC', () => {
    expect(judgeOffered(release, pc).ok).toBe(true);
  });

  const refused: readonly [string, Partial<ReleasePackage>, string][] = [
    ['is as old as the PC', { version: '1.1.9' }, 'RELEASE_NOT_NEWER'],
    ['is older', { version: '1.0.0' }, 'RELEASE_NOT_NEWER'],
    ['is the trial of what is there', { version: '1.1.9-rc.1' }, 'RELEASE_NOT_NEWER'],
    ['is for another kind of PC', { kind: 'deb', name: 'diwan_1.2.0_amd64.deb' }, 'RELEASE_OTHER_PACKAGE'],
    ['has no version', { version: 'new' }, 'RELEASE_MALFORMED'],
    ['names a path', { name: '../Diwan-1.2.0-setup.exe' }, 'RELEASE_MALFORMED'],
    ['names a path of Windows', { name: 'C:\\Diwan-setup.exe' }, 'RELEASE_MALFORMED'],
    ['says that it is another installer', { name: 'diwan_1.2.0_amd64.deb' }, 'RELEASE_MALFORMED'],
    ['lacks a chunk', { chunks: [HASH] }, 'RELEASE_MALFORMED'],
    ['has a chunk without a hash', { chunks: [HASH, 'x'] }, 'RELEASE_MALFORMED'],
    ['is empty', { bytes: 0, chunks: [] }, 'RELEASE_MALFORMED'],
    [
      'is larger than an installer may be',
      {
        bytes: RELEASE_LIMITS.packageBytes + 1,
        chunks: Array.from({ length: RELEASE_LIMITS.packageBytes / FILE_LIMITS.chunkBytes + 1 }, () => HASH),
      },
      'RELEASE_MALFORMED',
    ],
    ['has no whole hash', { sha512: HASH }, 'RELEASE_MALFORMED'],
  ];
  it.each(refused)('is refused when it %s', (_, rest, code) => {
    expect(judgeOffered({ ...release, ...rest }, pc)).toMatchObject({ ok: false, problems: [{ code }] });
  });

  it('is signed with everything that it says', () => {
    const changes: readonly Partial<ReleasePackage>[] = [
      ...[{ version: '1.2.1' }, { kind: 'deb' as const }, { name: 'x.exe' }, { bytes: 7 }, { sha512: 'x' }],
      ...[{ needsAdministrator: false }, { publishedAt: 2 }, { chunks: [HASH] }],
    ];
    expect(changes).toHaveLength(Object.keys(release).length);
    const parts = [release, ...changes.map((change) => ({ ...release, ...change }))].map((each) =>
      new TextDecoder().decode(releasePart(each)),
    );
    expect(new Set(parts).size).toBe(parts.length);
  });

  it('is known by the end of its file', () => {
    expect(['a.exe', 'a.AppImage', 'a.deb', 'a.exe.blockmap', 'latest.yml'].map(kindOfFile)).toEqual([
      ...['nsis', 'appimage', 'deb', null, null],
    ]);
  });
});

describe('a roll-out', () => {
  const offices = Array.from({ length: 2_000 }, (_, at) => at + 2);
  const reached = (version: string, percent: number): readonly number[] =>
    offices.filter((office) => isOfferedTo({ version, percent, offices: [] }, office));

  it('reaches nobody, everybody, or about its share', () => {
    expect(reached('1.2.0', 0)).toEqual([]);
    expect(reached('1.2.0', 100)).toEqual(offices);
    for (const percent of [5, 25, 50]) {
      expect(Math.abs(reached('1.2.0', percent).length / offices.length - percent / 100)).toBeLessThan(0.04);
    }
  });

  it('takes nothing back when its share is raised, and draws others for another release', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 2, max: 100_000 }), (percent, office) => {
        const isIn = (share: number): boolean => isOfferedTo({ version: '1.2.0', percent: share, offices: [] }, office);
        if (isIn(percent)) expect(isIn(percent + 1)).toBe(true);
      }),
    );
    expect(reached('1.2.0', 10)).not.toEqual(reached('1.3.0', 10));
  });

  it('reaches the offices that it names, whatever its share', () => {
    expect(isOfferedTo({ version: '1.2.0', percent: 0, offices: [7] }, 7)).toBe(true);
    expect(isOfferedTo({ version: '1.2.0', percent: 0, offices: [7] }, 8)).toBe(false);
  });
});
