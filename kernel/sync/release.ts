import { accept, refuse, type Verdict } from '../verdict.ts';
import { chunkCount } from './file-chunks.ts';

/**
 * A release is a newer program for the PCs of the offices. It is signed by the data centre when it is published, each
 * package of it for itself, and travels in the chunks of attached files: what both sides ask of one stands here.
 */

/** The ways in which a PC may have been given the program; each has an installer of its own. */
export const packageKinds = ['nsis', 'appimage', 'deb'] as const;
export type PackageKind = (typeof packageKinds)[number];

const extensions: Readonly<Record<PackageKind, string>> = { nsis: '.exe', appimage: '.AppImage', deb: '.deb' };

/** Everything has a limit. An installer has some 100 MB. */
export const RELEASE_LIMITS = {
  packageBytes: 400 * 1024 * 1024,
  /** Releases that are on offer at one time. */
  onOffer: 10,
  /** Offices that one release may name. */
  offices: 5_000,
} as const;

/** One installer of a release. */
export interface ReleasePackage {
  /** Of the program: `1.4.0`, `1.4.0-beta.2`. */
  readonly version: string;
  readonly kind: PackageKind;
  /** Of the file, without a folder. */
  readonly name: string;
  readonly bytes: number;
  /** Of the whole file in Base64, as the updater on the PC compares it once more. */
  readonly sha512: string;
  /** Must an administrator of the PC allow it? */
  readonly needsAdministrator: boolean;
  readonly publishedAt: number;
  /** SHA-256 of each chunk, 64 hexadecimal digits, in their order. */
  readonly chunks: readonly string[];
}

/** A package as it is kept and as it travels. */
export interface SignedPackage {
  readonly release: ReleasePackage;
  /** The data centre's, over `releasePart`. */
  readonly signature: string;
}

/** An installer that is here and is what the data centre has signed; `path` is where it lies. */
export interface ReadyRelease extends Omit<ReleasePackage, 'chunks' | 'publishedAt'> {
  readonly path: string;
}

/** Why an office does not take a newer program that is offered. */
export const releaseProblems = [
  'RELEASE_NOT_GENUINE',
  'RELEASE_NOT_NEWER',
  'RELEASE_DAMAGED',
  'RELEASE_NO_ROOM',
  /** The disk or the data centre refuses it for another reason, which stands in the log. */
  'RELEASE_FAULT',
] as const;
export type ReleaseProblem = (typeof releaseProblems)[number];

/** What is signed: every field in a fixed order. */
export function releasePart(release: ReleasePackage): Uint8Array {
  const { version, kind, name, bytes, sha512, needsAdministrator, publishedAt, chunks } = release;
  return new TextEncoder().encode(
    JSON.stringify(['release', version, kind, name, bytes, sha512, needsAdministrator, publishedAt, chunks]),
  );
}

const HASH = /^[0-9a-f]{64}$/;
const SHA512 = /^[A-Za-z0-9+/]{86}==$/;
/** A name that is a path could lie anywhere. */
const NAME = /^[A-Za-z0-9][\w.+~-]{0,119}$/;

/** Has it the form of a package that may be published? Refuses `RELEASE_MALFORMED`. */
export function judgePackage(release: ReleasePackage): Verdict {
  const { version, kind, name, bytes, sha512, chunks } = release;
  const isNamed = NAME.test(name) && kindOfFile(name) === kind;
  const isSized = Number.isSafeInteger(bytes) && bytes > 0 && bytes <= RELEASE_LIMITS.packageBytes;
  const isHashed = SHA512.test(sha512) && isSized && chunks.length === chunkCount(bytes);
  return isVersion(version) && isNamed && isHashed && chunks.every((each) => HASH.test(each))
    ? accept()
    : refuse('RELEASE_MALFORMED');
}

/**
 * May this PC be given the package? Refuses `RELEASE_MALFORMED`, `RELEASE_OTHER_PACKAGE` for another installer than the
 * PC has, and `RELEASE_NOT_NEWER` for one that would bring it back.
 */
export function judgeOffered(
  release: ReleasePackage,
  { kind, version }: { readonly kind: PackageKind; readonly version: string },
): Verdict {
  const formed = judgePackage(release);
  if (!formed.ok) return formed;
  if (release.kind !== kind) return refuse('RELEASE_OTHER_PACKAGE', { kind: release.kind });
  return isNewer(release.version, version) ? accept() : refuse('RELEASE_NOT_NEWER', { version: release.version });
}

/** Which installer a file of this name is, or null. */
export function kindOfFile(name: string): PackageKind | null {
  return packageKinds.find((kind) => name.endsWith(extensions[kind])) ?? null;
}

/** To whom a release is offered: to these offices, and to a share of all, in percent. */
export interface Rollout {
  readonly version: string;
  readonly percent: number;
  readonly offices: readonly number[];
}

/**
 * Is it offered to this office? The share is drawn anew for each release, and whoever is in a share is in every larger
 * one, so that raising it takes back nothing.
 */
export function isOfferedTo({ version, percent, offices }: Rollout, office: number): boolean {
  return offices.includes(office) || drawn(`${version} ${office}`) < percent;
}

/** A number from 0 to 99 that is always the same for a text (FNV-1a, and the last step of MurmurHash3). */
function drawn(text: string): number {
  let sum = 0x811c9dc5;
  for (const letter of text) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return ((sum ^ (sum >>> 16)) >>> 0) % 100;
}

/** Semantic Versioning 2.0.0 without build metadata, which would have no order. */
const VERSION =
  /^(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})(?:-(?=.{1,40}$)(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?$/;

/** Is it a version that has a place in the order of versions? */
export function isVersion(text: string): boolean {
  return text.length <= 70 && VERSION.test(text);
}

/** Does the first version come after the second one? False where one of them is none. */
export function isNewer(version: string, than: string): boolean {
  return isVersion(version) && isVersion(than) && compareVersions(version, than) > 0;
}

/** The order of two versions: below 0, 0, above 0 (Semantic Versioning, section 11). */
export function compareVersions(one: string, other: string): number {
  const [ones, others] = [partsOf(one), partsOf(other)];
  for (let at = 0; at < 3; at += 1) {
    const order = compareParts(ones.core[at], others.core[at]);
    if (order !== 0) return order;
  }
  // A version to try comes before the one that it is tried for.
  if (ones.trial.length === 0 || others.trial.length === 0) return others.trial.length - ones.trial.length;
  for (let at = 0; at < Math.max(ones.trial.length, others.trial.length); at += 1) {
    const order = compareParts(ones.trial[at], others.trial[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function partsOf(version: string): { readonly core: readonly string[]; readonly trial: readonly string[] } {
  const [core = '', ...rest] = version.split('-');
  const trial = rest.join('-');
  return { core: core.split('.'), trial: trial === '' ? [] : trial.split('.') };
}

/** Numbers by their value and before words; what is missing comes first. */
function compareParts(one: string | undefined, other: string | undefined): number {
  if (one === other) return 0;
  if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
  const [isNumber, isOtherNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  if (isNumber && one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : 1;
}
