import { describe, expect, it } from 'vitest';
import type { SyncView } from '#office/contract/index.ts';
import { standingOf } from './standing.ts';

const NOW = Date.UTC(2026, 10, 28);
const even: SyncView = {
  ...{ link: { office: 2, address: 'https://10.0.0.1:7440', fingerprint: '' }, isRunning: false, isPlugged: true },
  ...{ unsent: 0, oldestUnsentAt: null, lastReceipt: { seq: 9, at: NOW }, acked: 9, lastArrival: null },
  ...{
    durable: 0,
    lastDoneAt: NOW - 1_000,
    nextAt: null,
    problem: null,
    lastExport: null,
    inbox: 0,
    files: null,
    now: NOW,
    clockOffset: 0,
  },
  ...{ program: '1.0.0', release: null, late: null, lateJoined: null },
};

const release = { version: '1.1.0', bytes: 9, done: 3, isReady: false, problem: null };
const none = { count: 0, bytes: 0 };

describe('the standing with the data centre', () => {
  it('counts what it speaks of: what waits behind a pulled cable, and what is to be settled', () => {
    expect(standingOf({ ...even, isPlugged: false, unsent: 3 })).toMatchObject({ key: 'unplugged', count: 3 });
    expect(standingOf({ ...even, problem: 'SYNC_NO_ANSWER', unsent: 3 })).toMatchObject({ key: 'noAnswer', count: 3 });
    expect(standingOf({ ...even, inbox: 2 })).toMatchObject({ key: 'inbox', count: 2 });
  });

  it.each([
    ['even', {}, 'good'],
    ['unsent', { unsent: 1 }, 'warn'],
    ['noAnswer', { problem: 'SYNC_NO_ANSWER' }, 'warn'],
    ['noAnswer', { problem: 'SYNC_NO_ANSWER', unsent: 3 }, 'bad'],
    ['busy', { problem: 'SYNC_BUSY' }, 'warn'],
    ['frozen', { problem: 'SYNC_FROZEN' }, 'bad'],
    ['refused', { problem: 'SYNC_REFUSED' }, 'bad'],
    ['ended', { problem: 'SYNC_DEVICE_ENDED' }, 'bad'],
    ['replaced', { problem: 'SYNC_REPLACED' }, 'bad'],
    ['outdated', { problem: 'SYNC_UPGRADE' }, 'warn'],
    ['stranger', { problem: 'SYNC_WRONG_CERTIFICATE' }, 'bad'],
    ['problem', { problem: 'DATABASE_READ_ONLY' }, 'warn'],
    ['unplugged', { isPlugged: false, problem: 'SYNC_NO_ANSWER' }, 'warn'],
    ['stale', { lastDoneAt: NOW - 90_000_000 }, 'warn'],
    ['stale', { lastDoneAt: null }, 'warn'],
    ['inbox', { inbox: 2 }, 'warn'],
    ['files', { inbox: 2, files: { out: { count: 3, bytes: 9 }, in: none, leftToday: null } }, 'warn'],
    ['even', { files: { out: none, in: { count: 3, bytes: 9 }, leftToday: 0 } }, 'good'],
    ['program', { release: { ...release, isReady: true } }, 'good'],
    ['inbox', { inbox: 1, release: { ...release, isReady: true } }, 'warn'],
    ['even', { release }, 'good'],
    ['running', { isRunning: true, unsent: 5 }, 'busy'],
  ] as const)('is %s for %o', (key, change, tone) => {
    expect(standingOf({ ...even, ...change })).toMatchObject({ key, tone });
  });
});
