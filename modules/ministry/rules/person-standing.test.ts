import { describe, expect, it } from 'vitest';
import { localDate } from '#kernel/date.ts';
import type { FoundPerson } from '../contract/index.ts';
import { servingFirst, standingOf } from './person-standing.ts';

type Service = Parameters<typeof standingOf>[0];

const today = localDate('2026-11-15');
const since = (serviceFrom: string, serviceTo: string | null = null, endedBy: string | null = null): Service => ({
  serviceFrom: localDate(serviceFrom),
  serviceTo: serviceTo === null ? null : localDate(serviceTo),
  ...{ endedBy, handover: null },
});
const sent = (effectiveDate: string, outcome: 'accepted' | 'refused' | null): Partial<FoundPerson> => ({
  handover: { toOffice: 3, toName: 'تربية البصرة', effectiveDate: localDate(effectiveDate), outcome },
});
const toOctober = since('2020-01-01', '2026-10-31', 'TRANSFER');
const toDecember = since('2020-01-01', '2026-12-31', 'TRANSFER');

describe('how somebody stands in the office of a file', () => {
  it.each<[string, Service, string]>([
    ['who serves', since('2020-01-01'), 'serves'],
    ['who serves his last day', since('2020-01-01', '2026-11-15', 'RETIREMENT'), 'serves'],
    ['who begins tomorrow', since('2026-11-16'), 'begins'],
    ['of whom no service is known', { ...since('2020-01-01'), serviceFrom: null }, 'none'],
    ['who retired yesterday', since('2020-01-01', '2026-11-14', 'RETIREMENT'), 'retired'],
    ['who resigned', since('2020-01-01', '2025-01-31', 'RESIGNATION'), 'resigned'],
    ['who was dismissed', since('2020-01-01', '2025-01-31', 'DISMISSAL'), 'dismissed'],
    ['who died', since('2020-01-01', '2025-01-31', 'DEATH'), 'died'],
    ['who left by what older papers do not say', since('2020-01-01', '2025-01-31'), 'ended'],
    ['who left by what this program does not know', since('2020-01-01', '2025-01-31', 'constructor'), 'ended'],
    ['who was accepted elsewhere', { ...toOctober, ...sent('2026-11-01', 'accepted') }, 'handedOver'],
    ['who is accepted elsewhere from a later day on', { ...toDecember, ...sent('2027-01-01', 'accepted') }, 'serves'],
    ['who is not answered for', { ...toOctober, ...sent('2026-11-01', null) }, 'onTheWay'],
    ['who was given back', { ...toOctober, ...sent('2026-11-01', 'refused') }, 'givenBack'],
    ['whose office counts him still', { ...since('2020-01-01'), ...sent('2026-11-01', 'accepted') }, 'handedOver'],
  ])('%s', (_, service, standing) => expect(standingOf(service, today)).toBe(standing));

  it('puts those who serve before the others, and leaves both in their order', () => {
    const people = (['retired', 'serves', 'handedOver', 'serves'] as const).map((standing, no) => ({ standing, no }));
    expect(servingFirst(people).map(({ no }) => no)).toEqual([1, 3, 0, 2]);
  });
});
