import { describe, expect, it } from 'vitest';
import type { OfficeRow } from '../../contract/index.ts';
import ar from '../../strings.ar.json' with { type: 'json' };
import { mapNames, nameBox } from './map-names.ts';
import iraq from './iraq-map.json' with { type: 'json' };
import { governorateSpots, officePoints } from './office-places.ts';

const texts: Readonly<Record<string, string>> = ar;
const nameOf = (code: string): string => texts[`ministry.governorate.${code}`] ?? code;

type Located = Pick<OfficeRow, 'latitude' | 'longitude' | 'governorate'>;

const inMiddles: readonly Located[] = governorateSpots.map(({ code }) => ({
  latitude: null,
  longitude: null,
  governorate: code,
}));
const ofDemonstration: readonly Located[] = [
  { latitude: 33.31, longitude: 44.37, governorate: 'baghdad' },
  { latitude: 33.31, longitude: 44.37, governorate: 'baghdad' },
  { latitude: 30.51, longitude: 47.78, governorate: 'basra' },
  { latitude: 35.47, longitude: 44.39, governorate: 'kirkuk' },
];

describe('the names on the map', () => {
  it.each([
    ['without an office', []],
    ['of the demonstration', ofDemonstration],
    ['with an office in the middle of each governorate', inMiddles],
    ['with a number in the middle of each governorate', [...inMiddles, ...inMiddles]],
  ])('%s: none is covered by a point or by another name, and all are inside the frame', (_, offices) => {
    const points = officePoints(offices);
    const boxes = mapNames(nameOf, points).map(nameBox);
    expect(boxes).toHaveLength(19);
    for (const [at, one] of boxes.entries()) {
      expect.soft(one.start >= 0 && one.end <= iraq.width && one.top >= 0 && one.bottom <= iraq.height).toBe(true);
      for (const other of boxes.slice(at + 1)) {
        const isApart =
          one.end <= other.start || other.end <= one.start || one.bottom <= other.top || other.bottom <= one.top;
        expect.soft(isApart, `${one.name} ${other.name}`).toBe(true);
      }
      for (const { x, y, radius } of points) {
        const isApart =
          one.end <= x - radius || one.start >= x + radius || one.bottom <= y - radius || one.top >= y + radius;
        expect.soft(isApart, one.name).toBe(true);
      }
    }
  });

  it('stay near their governorate', () => {
    for (const { code, x, y } of mapNames(nameOf, officePoints([...inMiddles, ...inMiddles]))) {
      const spot = governorateSpots.find((each) => each.code === code);
      expect(Math.hypot(x - (spot?.x ?? 0), y - (spot?.y ?? 0))).toBeLessThan(60);
    }
  });
});
