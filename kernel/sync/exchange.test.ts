import { describe, expect, it } from 'vitest';
import { exchangePairOf, exchangeTools } from '#db/exchange-seal.ts';
import { isSignedBy, newKeyPair, signerOf } from '#db/wire.ts';
import { EXCHANGE_LIMITS, openExchange, packExchange, readExchange, type ExchangeContent } from './exchange.ts';

const device = newKeyPair();
const centre = exchangePairOf(newKeyPair().privateKey);
const parts = ['hello', 'frame one', 'frame two'].map((text, no) => ({
  type: no === 0 ? ('call' as const) : ('frame' as const),
  bytes: Buffer.from(text),
}));
const content: ExchangeContent = {
  ...{ kind: 'up', office: 118, epoch: 3, incarnation: 1, createdAt: 1_796_000_000_000, from: 'k1', parts },
  ...{ answerTo: exchangePairOf(device.privateKey).publicKey, recipient: centre.publicKey },
  sign: signerOf(device.privateKey),
};
const packed = (change: Partial<ExchangeContent> = {}): Buffer =>
  Buffer.from(packExchange({ ...content, ...change }, exchangeTools));

const codesOf = (bytes: Uint8Array): readonly string[] => {
  const read = readExchange(bytes);
  return read.ok ? [] : read.problems.map(({ code }) => code);
};

function openedWith(privateKey: string, bytes: Uint8Array): string {
  const read = readExchange(bytes);
  if (!read.ok) return read.problems.map(({ code }) => code).join();
  const opened = openExchange(read.value, privateKey, exchangeTools);
  if (!opened.ok) return opened.problems.map(({ code }) => code).join();
  const texts = opened.value.parts.map(({ bytes: part }) => Buffer.from(part).toString());
  return [...texts, ...(opened.value.isCut ? ['cut'] : [])].join(', ');
}

/** The same file with another manifest under the old signature. */
function withManifest(file: Buffer, change: (told: string) => string): Buffer {
  const length = file.readUInt32BE(4);
  const told = Buffer.from(change(file.subarray(8, 8 + length).toString('utf8')));
  const size = Buffer.alloc(4);
  size.writeUInt32BE(told.length);
  return Buffer.concat([file.subarray(0, 4), size, told, file.subarray(8 + length)]);
}

describe('an exchange file', () => {
  it('is opened by its recipient, part for part, and by nobody else', () => {
    const file = packed();
    expect(openedWith(centre.privateKey, file)).toBe('hello, frame one, frame two');
    expect(openedWith(exchangePairOf(device.privateKey).privateKey, file)).toBe('EXCHANGE_DAMAGED');
    expect(file.includes('frame one')).toBe(false);
  });

  it('carries a signature over its whole manifest', () => {
    const file = packed();
    const isGenuine = (bytes: Buffer): boolean => {
      const read = readExchange(bytes);
      return read.ok && isSignedBy(device.publicKey, read.value.signed, read.value.signature);
    };
    expect(isGenuine(file)).toBe(true);
    expect(isGenuine(withManifest(file, (told) => told.replace('"office":118', '"office":119')))).toBe(false);
  });

  it('gives the parts before the place where it was cut off', () => {
    const file = packed();
    expect(openedWith(centre.privateKey, file.subarray(0, -1))).toBe('hello, frame one, cut');
    expect(openedWith(centre.privateKey, file.subarray(0, -40))).toBe('hello, cut');
    expect(openedWith(centre.privateKey, file.subarray(0, 200))).toBe('EXCHANGE_MALFORMED');
  });

  it('is damaged by one changed byte in a part, and by anything behind the last part', () => {
    const file = packed();
    const changed = Buffer.from(file);
    changed.writeUInt8(changed.readUInt8(changed.length - 3) ^ 1, changed.length - 3);
    expect(openedWith(centre.privateKey, changed)).toBe('EXCHANGE_DAMAGED');
    expect(openedWith(centre.privateKey, Buffer.concat([file, Buffer.from('x')]))).toBe('EXCHANGE_DAMAGED');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['another version', withManifest(packed(), (told) => told.replace('"version":1', '"version":2'))],
    ['no JSON', withManifest(packed(), () => 'hello')],
    ['a part larger than any', withManifest(packed(), (told) => told.replace(/"length":\d+/, '"length":999999999'))],
    ['a part of no length', withManifest(packed(), (told) => told.replace(/"length":\d+/, '"length":-1'))],
    ['answers on their way up', withManifest(packed(), (told) => told.replace('"type":"call"', '"type":"answer"'))],
    ['no key for the answer', withManifest(packed(), (told) => told.replace(/"answerTo":"\w+"/, '"answerTo":null'))],
    ['a manifest longer than the file', Buffer.from('OSX1\u0000\u0001\u0000\u0000', 'latin1')],
  ])('is refused when it is %s', (_, bytes) => {
    expect(codesOf(bytes)).toEqual(['EXCHANGE_MALFORMED']);
  });

  it('is refused before it is looked at when it is larger than a file may be', () => {
    expect(codesOf(new Uint8Array(EXCHANGE_LIMITS.fileBytes + 1))).toEqual(['EXCHANGE_TOO_LARGE']);
  });

  it('is sealed anew each time: equal content makes no equal bytes', () => {
    expect(packed().equals(packed())).toBe(false);
  });
});
