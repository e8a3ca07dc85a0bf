import { describe, expect, it } from 'vitest';
import type { OfficeRow } from '../../contract/index.ts';
import { stateOf, worstTone } from './office-state.ts';

const NOW = Date.UTC(2026, 10, 28);
const even: OfficeRow = {
  ...{ office: 2, nameAr: 'مديرية', nameCkb: null, nameEn: null, kind: 'directorate', governorate: 'baghdad' },
  ...{ latitude: null, longitude: null, parentOffice: null, isClosed: false, hasLog: true, isFrozen: false, epoch: 1 },
  ...{ seq: 9, appliedSeq: 9, durableSeq: 0, held: 0, incidents: 0, lateAsked: 0, lastSeenAt: NOW - 60_000 },
  hasDevice: true,
  health: { unsent: 0, oldestUnsentAt: null, wall: NOW, restores: 0, inbox: 0, schema: 7 },
};

describe('an office', () => {
  it.each([
    ['even', {}],
    ['closed', { isClosed: true, held: 3 }],
    ['never', { hasLog: false, lastSeenAt: null, health: null }],
    ['frozen', { isFrozen: true, held: 1 }],
    ['stopped', { hasDevice: false, held: 1 }],
    ['held', { held: 1, lastSeenAt: null }],
    ['late', { lateAsked: 1, lastSeenAt: null }],
    ['silent', { lastSeenAt: NOW - 4 * 86_400_000 }],
    ['behind', { appliedSeq: 8 }],
    ['behind', { health: { ...even.health, unsent: 4 } as OfficeRow['health'] }],
  ] as const)('is %s', (state, change) => {
    expect(stateOf({ ...even, ...change }, NOW)).toBe(state);
  });

  it('that needs somebody gives its tone to the point that stands for several', () => {
    expect(worstTone(['even', 'held', 'silent'])).toBe('bad');
    expect(worstTone(['even', 'late', 'closed'])).toBe('warn');
    expect(worstTone(['even', 'never'])).toBe('good');
  });
});
