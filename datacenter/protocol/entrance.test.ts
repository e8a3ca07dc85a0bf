import { expect, it } from 'vitest';
import { readRequest } from './entrance.ts';

const health = { unsent: 0, oldestUnsentAt: null, wall: 1, restores: 0, inbox: 0 };
const hello = {
  ...{ kind: 'hello', office: 5, epoch: 1, seq: 0, head: '0'.repeat(64), schema: 1, incarnation: 1, cursors: [] },
};

it.each([
  [48, 48],
  [null, null],
  [60_000_000, 60_000_000],
  [60_000_001, undefined],
  [Number.MAX_SAFE_INTEGER, undefined],
  [-1, undefined],
])('an office whose copy is said to be %d minutes old is heard, and of its age what can be one', (told, heard) => {
  const body = JSON.stringify({ ...hello, health: { ...health, backupMinutes: told } });
  const asked = readRequest({ kind: 'signed', office: 5, key: 'k1', body, signature: '' });
  expect(asked).toMatchObject({ kind: 'hello', office: 5 });
  expect(asked?.kind === 'hello' && asked.health.backupMinutes).toBe(heard);
});
