import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { newKeyPair, sha256, signerOf, zstd } from '#db/wire.ts';
import { SYNC_PATHS } from '#kernel/sync/enrolment.ts';
import type { Answer, ChunkAnswer, OfficeRequest, SnapshotAnswer } from '#kernel/sync/messages.ts';
import { manifestPart, SNAPSHOT_LIMITS, type SnapshotManifest } from '#kernel/sync/snapshot.ts';
import { SnapshotFault } from '#office/sync/bootstrap.ts';
import { answerSchema } from '#office/sync/answers.ts';
import type { LineOffice } from './line-office.ts';
import { NewPc } from './new-pc.ts';
import { ServedCentre } from './served-centre.ts';

type Chunk = Extract<ChunkAnswer, { kind: 'chunk' }>;
type Snapshot = Extract<SnapshotAnswer, { kind: 'snapshot' }>;

const centre = ServedCentre.forThisFile({ chunkOpenedBytes: 32 * 1024 });
let old: LineOffice;
let neighbour: LineOffice;

beforeAll(async () => {
  old = await centre.installedForAll();
  neighbour = await centre.installedForAll();
  for (let round = 0; round < 6; round += 1) {
    for (const office of [old, neighbour]) {
      office.dispatch(old.no, 80);
      expect(await office.sync()).toBe('done');
    }
  }
});

async function newPc(): Promise<NewPc> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan new pc '));
  const pc = await NewPc.enrol(folder, await centre.invitationFor(old.no));
  onTestFinished(() => {
    pc.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return pc;
}

/** What comes is refused, nothing of it is applied or kept, and an honest session afterwards brings the office. */
async function expectRefused(change: (answer: Answer) => Answer, what: string): Promise<void> {
  const pc = await newPc();
  await expect(pc.sync(change)).rejects.toThrow(new SnapshotFault(what));
  expect([pc.door.head.seq, pc.isFetching]).toEqual([0, true]);
  expect(pc.database.raw.prepare('SELECT count(*) FROM sim_transfer').pluck().get()).toBe(0);
  expect(await pc.sync()).toBe('done');
  expect(pc.door.head).toEqual(old.door.head);
  expect(await pc.verify()).toMatchObject({ ok: true });
}

/** The data centre's own signature: what an honest one would never put it under. */
const signed = (manifest: SnapshotManifest): Snapshot => ({
  ...{ kind: 'snapshot', manifest },
  signature: centre.serving.opened.ports.keys.sign(manifestPart(manifest)),
});

const changedBody =
  (no: number, change: (bytes: Buffer) => Buffer) =>
  (answer: Answer): Answer =>
    answer.kind === 'chunk' && answer.no === no
      ? { ...answer, body: change(Buffer.from(answer.body, 'base64')).toString('base64') }
      : answer;

const ofManifest =
  (change: (snapshot: Snapshot) => Snapshot) =>
  (answer: Answer): Answer =>
    answer.kind === 'snapshot' ? change(answer) : answer;

function flipped(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
  return changed;
}

describe('a chunk', () => {
  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['cut short', (bytes) => bytes.subarray(0, -1)],
    ['altered by one bit', flipped],
    ['with something behind it', (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])],
    ['that is empty', () => Buffer.alloc(0)],
    ['of other ops, packed anew', () => Buffer.from(zstd.compress(Buffer.from('{}\n')))],
  ])('%s is refused', (_, change) => expectRefused(changedBody(3, change), 'chunk 3'));

  it('that is another one under its name is refused', async () => {
    let first: Chunk | null = null;
    await expectRefused((answer) => {
      if (answer.kind !== 'chunk') return answer;
      first ??= answer;
      return { ...answer, body: first.body };
    }, 'chunk 1');
  });

  it('larger than any chunk may be is no answer at all', () => {
    const body = 'A'.repeat(4 * Math.ceil(SNAPSHOT_LIMITS.chunkBytes / 3) + 4);
    expect(answerSchema.safeParse({ kind: 'chunk', no: 0, sha256: 'a'.repeat(64), body }).success).toBe(false);
  });

  it.each<[string, Buffer, number]>([
    ['opens to more than it says', Buffer.alloc(200 * 1024 * 1024), 1_000_000],
    ['opens to less than it says', Buffer.from('{}\n'), 1_000_000],
    ['holds no ops', Buffer.from('hello'.repeat(200)), 1_000],
    ['holds ops of another history', Buffer.from('{"id":1}\n'.repeat(100)), 900],
  ])('is refused when it %s, also under the right signature', async (_, opened, openedBytes) => {
    const bytes = Buffer.from(zstd.compress(opened));
    let named = '';
    await expectRefused((answer) => {
      if (answer.kind === 'chunk' && answer.no === 0 && named !== '') {
        const given = { ...answer, body: bytes.toString('base64'), sha256: named };
        named = '';
        return given;
      }
      if (answer.kind === 'gone' && named !== '') {
        const given = { kind: 'chunk', no: 0, sha256: named, body: bytes.toString('base64') } as const;
        named = '';
        return given;
      }
      if (answer.kind !== 'snapshot') return answer;
      const [first, ...rest] = answer.manifest.chunks;
      if (!first) return answer;
      named = sha256(bytes);
      const forged = { ...first, to: Math.min(first.to, 100), bytes: bytes.length, openedBytes, sha256: named };
      const chunks = rest.length > 0 ? [{ ...forged, to: first.to }, ...rest] : [forged];
      return signed({ ...answer.manifest, chunks });
    }, 'ops of chunk 0');
  });
});

describe('a manifest', () => {
  it.each<[string, (snapshot: Snapshot) => Snapshot]>([
    ['signed by nobody', (snapshot) => ({ ...snapshot, signature: '' })],
    [
      'signed anew by somebody else',
      ({ manifest }) => ({
        ...{ kind: 'snapshot', manifest },
        signature: signerOf(newKeyPair().privateKey)(manifestPart(manifest)),
      }),
    ],
    [
      'with another hash in it',
      ({ manifest, ...rest }) => ({
        ...rest,
        manifest: { ...manifest, chunks: manifest.chunks.map((chunk) => ({ ...chunk, sha256: 'a'.repeat(64) })) },
      }),
    ],
    ['of another office', ({ manifest }) => signed({ ...manifest, office: neighbour.no })],
    ['with a chunk missing', ({ manifest }) => signed({ ...manifest, chunks: manifest.chunks.toSpliced(2, 1) })],
    ['that ends too soon', ({ manifest }) => signed({ ...manifest, chunks: manifest.chunks.slice(0, -1) })],
    [
      'with a chunk above the limit',
      ({ manifest }) =>
        signed({
          ...manifest,
          chunks: manifest.chunks.map((chunk) => ({ ...chunk, bytes: SNAPSHOT_LIMITS.chunkBytes + 1 })),
        }),
    ],
  ])('%s is refused', (_, change) => expectRefused(ofManifest(change), 'manifest'));
});

describe('the data centre', () => {
  const pool = () => centre.serving.opened.store.pool;

  it('never tells bytes that its own disk has changed: it packs them anew', async () => {
    const pc = await newPc();
    const cut = pc.sync((answer) => {
      if (answer.kind === 'chunk') throw new Error('cut');
      return answer;
    });
    await expect(cut).rejects.toThrow('cut');
    await pool().query(`UPDATE office_snapshot_chunk SET bytes = '\\x00' WHERE office_no = $1 AND no = 4`, [old.no]);
    expect(await pc.sync()).toBe('done');
    expect(pc.door.head).toEqual(old.door.head);
    expect(pc.asked.filter((kind) => kind === 'snapshot')).not.toHaveLength(1);
  });

  it('gives an office to its own admitted PC alone', async () => {
    const pc = await newPc();
    await pc.sync((answer) => answer);
    const [{ sha256: named } = { sha256: '' }] = (
      await pool().query<{ sha256: string }>(
        `SELECT chunks -> 0 ->> 'sha256' AS sha256 FROM office_snapshot WHERE office_no = $1`,
        [old.no],
      )
    ).rows;
    const line = centre.line();
    const ask = async (request: OfficeRequest, office: number, by: { keyId: string; privateKey: string }) => {
      const body = JSON.stringify(request);
      const signature = signerOf(by.privateKey)(Buffer.from(body));
      const call = { kind: 'signed', office, key: by.keyId, body, signature };
      const { body: given } = await line.post(SYNC_PATHS.call, JSON.stringify(call));
      return JSON.parse(given.toString('utf8')) as Answer;
    };
    const requests: readonly OfficeRequest[] = [
      { kind: 'snapshot', office: old.no },
      { kind: 'chunk', office: old.no, no: 0, sha256: named },
    ];
    const unknown = { kind: 'refused', code: 'DEVICE_UNKNOWN' };
    for (const request of requests) {
      // Its own PC; the neighbour in its own name and in this office's; the PC from before; a key that nobody knows.
      expect((await ask(request, old.no, pc.who)).kind).toBe(request.kind);
      expect(await ask(request, neighbour.no, neighbour.link)).toEqual({ kind: 'refused', code: 'REQUEST_MALFORMED' });
      expect(await ask(request, old.no, neighbour.link)).toEqual(unknown);
      // It hears that it was replaced, for it may tell what it has not sent.
      expect(await ask(request, old.no, old.link)).toEqual({ ...unknown, isReplaced: true });
      expect(await ask(request, old.no, { ...pc.who, privateKey: newKeyPair().privateKey })).toEqual(unknown);
    }
    const foreign = { kind: 'chunk', office: neighbour.no, no: 0, sha256: named } as const;
    await ask({ kind: 'snapshot', office: neighbour.no }, neighbour.no, neighbour.link);
    expect(await ask(foreign, neighbour.no, neighbour.link)).toEqual({ kind: 'gone' });
  });

  it('puts nothing of another office into it', async () => {
    const pc = await newPc();
    const bodies: Buffer[] = [];
    await pc.sync((answer) => {
      if (answer.kind === 'chunk') bodies.push(Buffer.from(answer.body, 'base64'));
      return answer;
    });
    const text = bodies.map((bytes) => Buffer.from(zstd.open(bytes, 1e8) ?? []).toString('utf8')).join('');
    expect(text).toContain(`"n${old.no}-80"`);
    expect(text).not.toContain(`"n${neighbour.no}-`);
  });
});
