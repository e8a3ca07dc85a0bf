import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { officePaths } from '#office/folder.ts';
import type { Problem } from '#kernel/verdict.ts';
import type { FromOffice, OfficeKey, ToOffice } from './office-messages.ts';
import { OfficeProcess, type OfficePlace } from './office-process.ts';

/** A process of Electron as this file needs it: it closes when it is told to, and ends when it is killed. */
class ProcessDouble extends EventEmitter {
  isAlive = true;
  secret: OfficeKey | null = null;
  readonly heard: ToOffice['type'][] = [];

  postMessage(message: ToOffice): void {
    this.heard.push(message.type);
    if (message.type === 'open') this.secret = message.secret;
    if (message.type === 'close') setImmediate(() => this.say({ type: 'closed' }));
  }

  kill(): void {
    this.isAlive = false;
    setImmediate(() => this.emit('exit'));
  }

  say(message: FromOffice): void {
    this.emit('message', message);
  }
}

const electron = vi.hoisted(() => ({ fork: (): unknown => null }));
vi.mock('electron', () => ({
  utilityProcess: { fork: () => electron.fork() },
  MessageChannelMain: class {},
  // Sealed by a system that adds one letter.
  safeStorage: {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptString: (text: string) => Buffer.from(`§${text}`),
    decryptString: (sealed: Buffer) => sealed.toString('utf8').slice(1),
  },
}));

let folder = '';
let processes: ProcessDouble[] = [];
let failed: (readonly Problem[])[] = [];
let office: OfficeProcess;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diwan process '));
  processes = [];
  failed = [];
  electron.fork = () => {
    const made = new ProcessDouble();
    processes.push(made);
    return made;
  };
  const fail = (error?: unknown): never => expect.fail(String(error));
  office = new OfficeProcess({
    ...{ entry: 'office', version: '1.0.0', packageKind: null, now: () => 0 },
    ...{ onOpened: () => undefined, onRelease: () => undefined, onRestarted: () => undefined },
    onFailed: (problems) => failed.push(problems),
    ...{ onGivenUp: fail, onError: fail },
  });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const recovery: OfficeKey = { kind: 'passphrase', passphrase: 'the recovery code' };

function place(change: Partial<OfficePlace> = {}): OfficePlace {
  return { folder, isDemonstration: false, isSharedOnLan: false, secret: recovery, ...change };
}

const started = (): ProcessDouble => processes.at(-1) ?? expect.fail('A process was started.');

it('an office that asks for it is opened in a process of its own, once however often it asks', async () => {
  office.start(place());
  const first = started();
  first.say({ type: 'restart' });
  first.say({ type: 'restart' });
  expect(first.heard).toEqual(['open', 'close']);
  await vi.waitFor(() => expect(processes).toHaveLength(2));
  // One that has ended asks for nothing any more.
  first.say({ type: 'restart' });
  expect(started().heard).toEqual(['open']);
  await office.close();
  expect(processes.map(({ isAlive }) => isAlive)).toEqual([false, false]);
});

it('an office that restarts while somebody else asks for it runs once, as it was asked for last', async () => {
  office.start(place());
  started().say({ type: 'restart' });
  await office.restart(place({ isSharedOnLan: true }));
  await office.close();
  expect(processes).toHaveLength(2);
  expect(processes.map(({ isAlive }) => isAlive)).toEqual([false, false]);
});

it('a recovery code opens the office whose key is lost; the one that comes after it has a key of its own', async () => {
  const paths = officePaths(folder);
  writeFileSync(paths.keyring, '{}');
  office.start(place());
  expect(started().secret).toEqual(recovery);
  // As after setting aside: nothing of the office of before is here.
  rmSync(paths.keyring);
  started().say({ type: 'restart' });
  await vi.waitFor(() => expect(processes).toHaveLength(2));
  expect(started().secret?.kind).toBe('key');
  expect(existsSync(paths.sealedKey)).toBe(true);
  await office.close();
});

it('a key that cannot be had is told, and no process is left that nobody tells what to open', () => {
  office.start(place({ folder: join(folder, 'not there') }));
  expect(failed).toEqual([[{ code: 'DATABASE_CANNOT_OPEN' }]]);
  expect(processes).toEqual([]);
  expect(office.isStopped).toBe(true);
});
