import { describe, expect, it } from 'vitest';
import { NO_HEAD } from '#kernel/sync/log.ts';
import { chain, GENESIS } from './op.ts';
import { chainHead, gzip, isSignedBy, newKeyPair, signerOf, zstd } from './wire.ts';

describe.each([zstd, gzip])('the codec $name', (codec) => {
  const bytes = Buffer.from('{"k":"قيد"}\n'.repeat(1_000));
  it('gives back what it was given, and the same bytes each time', () => {
    const payload = codec.compress(bytes);
    expect(payload.length).toBeLessThan(bytes.length / 10);
    expect(Buffer.from(codec.open(payload, bytes.length) ?? []).equals(bytes)).toBe(true);
    expect(Buffer.from(codec.compress(bytes)).equals(payload)).toBe(true);
  });

  it('opens nothing beyond its limit, nothing cut off, and nothing that is no payload', () => {
    const payload = codec.compress(bytes);
    expect(codec.open(payload, bytes.length - 1)).toBeNull();
    expect(codec.open(payload.subarray(0, payload.length - 4), bytes.length)).toBeNull();
    expect(codec.open(bytes, bytes.length)).toBeNull();
  });
});

describe('a signature', () => {
  it('holds for its bytes and its key only', () => {
    const [one, other] = [newKeyPair(), newKeyPair()];
    const bytes = Buffer.from('frame');
    const signature = signerOf(one.privateKey)(bytes);
    expect(signerOf(one.privateKey)(bytes)).toBe(signature);
    expect(isSignedBy(one.publicKey, bytes, signature)).toBe(true);
    expect(isSignedBy(one.publicKey, Buffer.from('Frame'), signature)).toBe(false);
    expect(isSignedBy(other.publicKey, bytes, signature)).toBe(false);
    expect(isSignedBy('no key', bytes, signature)).toBe(false);
    expect(isSignedBy(one.publicKey, bytes, 'no signature')).toBe(false);
  });
});

it('the chain of the wire is the chain of the log', () => {
  const body = Buffer.from('{"id":1}');
  expect(GENESIS.toString('hex')).toBe(NO_HEAD);
  expect(chainHead(NO_HEAD, body)).toBe(chain(GENESIS, body).toString('hex'));
});
