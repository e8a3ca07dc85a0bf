import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownCertificate } from '#datacenter/storage/certificate.ts';
import { endOf, isWritable, Machine } from './machine.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'diwan machine '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('the machine of a server', () => {
  it('tells its memory, and the disk of its folder once where the witness lies on the same', async () => {
    const folder = temporaryFolder();
    const machine = new Machine();
    onTestFinished(() => machine.stop());
    const { memoryBytes, disks, loopMilliseconds } = await machine.look({
      folder,
      witness: join(folder, 'witness.jsonl'),
    });
    expect(memoryBytes).toBeGreaterThan(1_000_000);
    expect(loopMilliseconds).toBeGreaterThanOrEqual(0);
    expect(disks).toHaveLength(1);
    expect(disks[0]?.total).toBeGreaterThanOrEqual(disks[0]?.free ?? Infinity);
  });

  it('tells a loop that stood still', async () => {
    const folder = temporaryFolder();
    const machine = new Machine();
    onTestFinished(() => machine.stop());
    await machine.look({ folder });
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const until = performance.now() + 300; performance.now() < until;);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await machine.look({ folder })).loopMilliseconds).toBeGreaterThan(150);
  });

  it('knows no disk of a folder that is not there, and goes on', async () => {
    const machine = new Machine();
    onTestFinished(() => machine.stop());
    expect((await machine.look({ folder: '/nowhere/at/all' })).disks).toEqual([]);
    expect(
      (await machine.look({ folder: temporaryFolder(), witness: '/nowhere/at/all/witness.jsonl' })).disks,
    ).toHaveLength(1);
  });
});

describe('what may be written', () => {
  it('is a file, and one that is not there yet by its folder; nothing lies below a file', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'witness.jsonl');
    expect(await isWritable(file)).toBe(true);
    writeFileSync(file, '');
    expect(await isWritable(file)).toBe(true);
    expect(await isWritable(join(folder, 'new', 'folder', 'file'))).toBe(true);
    expect(await isWritable(join(file, 'below'))).toBe(false);
  });
});

describe('a certificate', () => {
  it('ends ten years after it was made', async () => {
    const made = Date.UTC(2026, 0, 1);
    const end = endOf(await ownCertificate(temporaryFolder(), made)) ?? 0;
    expect(Math.round((end - made) / 86_400_000)).toBe(3_660);
  });
});
