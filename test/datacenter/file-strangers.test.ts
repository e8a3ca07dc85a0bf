import { hash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYNC_PATHS } from '#kernel/sync/enrolment.ts';
import { FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import { encodeFileCall, FILE_CALL_BYTES, type FileRequest } from '#kernel/sync/file-messages.ts';
import { newKeyPair, signerOf } from '#db/wire.ts';
import { fileCall } from '#office/sync/file-line.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';
import { PlainLine } from './plain-line.ts';
import { attached, FileLine, pdf, sendRows, signedBy, travelOf } from './travelling-files.ts';

let ministry: MinistryOfOffices;
let sender: LinkedOffice;
let stranger: LinkedOffice;

/** A file of two chunks that the sender may send, and one that the data centre has of it. */
const content = pdf(FILE_LIMITS.chunkBytes + 5_000);
const known = pdf(7_000);
const [sha256, knownHash] = [content, known].map((each) => hash('sha256', each)) as [string, string];

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

/** Two offices with their cables pulled. */
async function installBoth(): Promise<void> {
  [sender, stranger] = [await ministry.office({ employees: 0 }), await ministry.office({ employees: 0 })];
  await ministry.meet(sender, stranger);
  await attached(sender, known);
  await ministry.meet(sender);
  for (const each of [sender, stranger]) each.test.office.core.sync.setPlugged(false);
  await attached(sender, content);
  await sendRows(ministry, sender);
}

afterAll(() => ministry.close());

const ask = (office: LinkedOffice, asked: FileRequest, bytes?: Uint8Array) =>
  new FileLine(office).sendFile(signedBy(office, asked, bytes));
const refusedWith = (code: string) => ({ kind: 'refused', code });
const chunkOf = (bytes: Uint8Array, rest: object = {}): FileRequest => ({
  ...{ kind: 'chunk', office: sender.number, sha256, no: 0, hash: hash('sha256', bytes) },
  ...rest,
});
const written = () =>
  ministry.rows(
    'SELECT (SELECT count(*) FROM office_file) AS files, (SELECT count(*) FROM office_file_chunk) AS chunks',
  );

describe('a chunk', { timeout: 60_000 }, () => {
  beforeEach(installBoth);

  const first = content.subarray(0, FILE_LIMITS.chunkBytes);
  const other = randomBytes(FILE_LIMITS.chunkBytes);

  const forged: readonly [string, () => Promise<unknown>, string][] = [
    ['whose bytes were changed on the way', () => ask(sender, chunkOf(first), other), 'FILE_CHUNK_DIFFERS'],
    ['that is too short', () => ask(sender, chunkOf(first.subarray(1)), first.subarray(1)), 'FILE_CHUNK_DIFFERS'],
    ['behind the end of its file', () => ask(sender, chunkOf(first, { no: 2 }), first), 'FILE_CHUNK_DIFFERS'],
    ['beyond any file', () => ask(sender, chunkOf(first, { no: 9_999 }), first), 'REQUEST_MALFORMED'],
    [
      'of a file that no record of the office names',
      () => ask(sender, chunkOf(first, { sha256: hash('sha256', 'x') }), first),
      'FILE_NOT_NAMED',
    ],
    [
      "of a file that another office's record names",
      () => ask(stranger, chunkOf(first, { office: stranger.number }), first),
      'FILE_NOT_NAMED',
    ],
    ['sent in the name of another office', () => ask(stranger, chunkOf(first), first), 'DEVICE_UNKNOWN'],
    [
      'signed with a key that nobody knows',
      () => {
        const key = { id: 'k-none', sign: signerOf(newKeyPair().privateKey) };
        return new FileLine(sender).sendFile(fileCall(key, chunkOf(first), new Uint8Array(first)));
      },
      'DEVICE_UNKNOWN',
    ],
  ];

  it('that is not what it should be is refused, and nothing is kept', async () => {
    const before = await written();
    for (const [what, send, code] of forged) {
      expect({ what, given: await send() }).toEqual({ what, given: refusedWith(code) });
    }
    expect(await written()).toEqual(before);
  });

  it('that makes another content of the file is refused, and the whole of it goes', async () => {
    const before = await written();
    const tail = content.subarray(FILE_LIMITS.chunkBytes);
    expect(await ask(sender, chunkOf(tail, { no: 1 }), tail)).toMatchObject({ kind: 'kept', isWhole: false });
    expect(await ask(sender, chunkOf(other), other)).toEqual(refusedWith('FILE_DIFFERS'));
    expect(await written()).toEqual(before);
    // The true one may still come.
    expect(await travelOf(sender).run(new FileLine(sender), () => true)).toBe('done');
    expect(travelOf(sender).state.out.count).toBe(0);
  });

  it('of a frozen office is refused', async () => {
    await attached(sender, pdf(9_000));
    await sendRows(ministry, sender);
    await ministry.rows('UPDATE office_stream SET is_frozen = true WHERE office_no = $1', sender.number);
    try {
      const line = new FileLine(sender);
      await expect(travelOf(sender).run(line, () => true)).rejects.toThrow('SYNC_REFUSED');
      expect(line.of('chunk')).toHaveLength(1);
      expect(travelOf(sender).state.out.count).toBe(2);
    } finally {
      await ministry.rows('UPDATE office_stream SET is_frozen = false WHERE office_no = $1', sender.number);
    }
  });
});

describe('a content', { timeout: 60_000 }, () => {
  beforeEach(installBoth);

  it('is told to the office whose record names it', async () => {
    const given = await ask(sender, { kind: 'fetch', office: sender.number, sha256: knownHash, no: 0 });
    expect(given).toMatchObject({ kind: 'piece', bytes: known.length, content: known.toString('base64') });
  });

  it('is told to no other office, not even to one that writes a record which names it', async () => {
    const asked = { kind: 'fetch', office: stranger.number, sha256: knownHash, no: 0 } as const;
    expect(await ask(stranger, asked)).toEqual(refusedWith('FILE_NOT_NAMED'));
    const offer = {
      kind: 'offer',
      office: stranger.number,
      files: [{ sha256: knownHash, bytes: known.length }],
    } as const;
    expect(await ask(stranger, offer)).toMatchObject({ files: [{ standing: 'unnamed' }] });
    // Whoever has heard of a hash has not seen the content: that lies in the store of who sent it.
    const { core } = stranger.test.office;
    const [unit] = await stranger.admin.org.unit.list({});
    const attachment = core.tableOf('files_attachment');
    core.door.write({ userId: core.newId() }, 'files.attachment.add', (tx) =>
      tx.insert(
        attachment as never,
        {
          ...{ table: 'org_unit', recordId: unit?.id ?? '', fileName: 'كتاب.pdf', contentType: 'application/pdf' },
          ...{ bytes: known.length, sha256: knownHash },
        } as never,
      ),
    );
    await sendRows(ministry, stranger);
    expect(await ask(stranger, asked)).toEqual({ kind: 'absent' });
    expect(await ask(stranger, offer)).toMatchObject({ files: [{ standing: 'wanted', kept: [] }] });
  });

  it('is told to nobody in the name of an office that he is not', async () => {
    const asked = { kind: 'fetch', office: sender.number, sha256: knownHash, no: 0 } as const;
    expect(await ask(stranger, asked)).toEqual(refusedWith('DEVICE_UNKNOWN'));
    const { request } = signedBy(stranger, asked);
    const lied = { request: { ...request, office: stranger.number }, content: new Uint8Array() };
    expect(await new FileLine(stranger).sendFile(lied)).toEqual(refusedWith('REQUEST_MALFORMED'));
  });
});

describe('the entrance for files', { timeout: 60_000 }, () => {
  it.each<[string, Uint8Array, number]>([
    ['nothing', new Uint8Array(), 200],
    ['a length beyond the end', Uint8Array.of(0xff, 0xff, 0xff, 0xff, 1), 200],
    ['no request', encodeFileCall({ request: 'x' as never, content: new Uint8Array(3) }), 200],
    ['more than a chunk', new Uint8Array(FILE_CALL_BYTES + 1), 413],
  ])('takes %s for what it is', async (_, body, status) => {
    const line = new PlainLine(ministry.line.address, ministry.line.fingerprint);
    try {
      const heard = await line.post(SYNC_PATHS.file, body, 'application/octet-stream');
      expect(heard.status).toBe(status);
      if (status === 200) expect(JSON.parse(heard.body.toString())).toEqual(refusedWith('REQUEST_MALFORMED'));
    } finally {
      line.close();
    }
  });
});
