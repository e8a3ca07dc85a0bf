import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isSignedBy, newKeyPair, signerOf } from '#db/wire.ts';
import { openWitnessFile } from './witness-file.ts';

function file() {
  const folder = mkdtempSync(join(tmpdir(), 'diwan witness '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { publicKey, privateKey } = newKeyPair();
  const path = join(folder, 'witness.jsonl');
  const keys = { isSignedBy, sign: signerOf(privateKey) };
  return { path, open: () => openWitnessFile(path, keys, publicKey) };
}

describe('the witness', () => {
  it('remembers the highest epoch, the incarnation and the devices, and nothing goes back', () => {
    const { open } = file();
    const device = { kind: 'device', office: 2, keyId: 'k', publicKey: 'p' } as const;
    const first = open();
    first.note({ kind: 'epoch', office: 2, epoch: 3 });
    first.note({ kind: 'epoch', office: 2, epoch: 1 });
    first.note({ kind: 'incarnation', incarnation: 4 });
    first.note({ kind: 'office', office: 9 });
    first.note({ ...device, isRevoked: true });
    first.note({ ...device, isRevoked: false });
    const again = open();
    for (const witness of [first, again]) {
      expect([witness.epochOf(2), witness.epochOf(3), witness.incarnation()]).toEqual([3, 0, 4]);
      expect(witness.lastOffice()).toBe(9);
      expect(witness.deviceOf(2, 'k')).toEqual({ publicKey: 'p', isRevoked: true });
    }
  });

  it('knows a device that was replaced from one that was stopped, and stopped it stays', () => {
    const { open } = file();
    const device = { kind: 'device', office: 2, publicKey: 'p', isRevoked: true } as const;
    const first = open();
    first.note({ ...device, keyId: 'replaced', isReplaced: true });
    first.note({ ...device, keyId: 'stolen', isReplaced: true });
    first.note({ ...device, keyId: 'stolen' });
    // A database that was put back knows nothing of the theft when the next PC is enrolled.
    first.note({ ...device, keyId: 'stolen', isReplaced: true });
    // Lines of two machines are put together in any order.
    first.note({ ...device, keyId: 'replaced', isRevoked: false });
    for (const witness of [first, open()]) {
      expect(witness.deviceOf(2, 'replaced')).toEqual({ publicKey: 'p', isRevoked: true, isReplaced: true });
      expect(witness.deviceOf(2, 'stolen')).toEqual({ publicKey: 'p', isRevoked: true });
    }
  });

  it('believes a line to which a newer server has added something', () => {
    const { open } = file();
    const newer = { kind: 'device', office: 2, keyId: 'k', publicKey: 'p', isRevoked: true, since: 5 } as const;
    open().note(newer);
    expect(open().deviceOf(2, 'k')).toEqual({ publicKey: 'p', isRevoked: true });
  });

  it('lets go of a line that a power cut left half, and writes on', () => {
    const { path, open } = file();
    open().note({ kind: 'epoch', office: 2, epoch: 3 });
    appendFileSync(path, '{"entry":{"kind":"ep');
    open().note({ kind: 'epoch', office: 3, epoch: 5 });
    expect([open().epochOf(2), open().epochOf(3)]).toEqual([3, 5]);
  });

  it('is shared: each server knows what the other has noted', () => {
    const { open } = file();
    const [one, other] = [open(), open()];
    one.note({ kind: 'epoch', office: 2, epoch: 3 });
    other.note({ kind: 'epoch', office: 3, epoch: 4 });
    for (const witness of [one, other]) expect([witness.epochOf(2), witness.epochOf(3)]).toEqual([3, 4]);
  });

  it('that has become shorter stops the server', () => {
    const { path, open } = file();
    const witness = open();
    witness.note({ kind: 'epoch', office: 2, epoch: 3 });
    expect(witness.epochOf(2)).toBe(3);
    writeFileSync(path, '');
    expect(() => witness.epochOf(2)).toThrow('shorter');
  });

  it('that somebody edited stops the server', () => {
    const { path, open } = file();
    open().note({ kind: 'epoch', office: 2, epoch: 3 });
    writeFileSync(path, readFileSync(path, 'utf8').replace('"epoch":3', '"epoch":2'));
    expect(open).toThrow('forged');
  });
});
