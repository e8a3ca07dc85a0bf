import { describe, expect, it } from 'vitest';
import { officePoints } from './office-places.ts';

const somewhere = { latitude: null, longitude: null, governorate: 'babil' };

describe('offices on the map', () => {
  it.each([2, 7, 8, 60])('%i in the middle of one governorate: none hides another', (count) => {
    const points = officePoints(Array.from({ length: count }, () => somewhere));
    expect(points).toHaveLength(count);
    for (const [at, one] of points.entries()) {
      for (const other of points.slice(at + 1)) {
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(one.radius * 2);
      }
    }
  });

  it('a hundred metres from each other, wherever that is: neither hides the other', () => {
    for (let latitude = 33; latitude < 34; latitude += 0.0103) {
      const place = { latitude, longitude: 44.36, governorate: 'baghdad' };
      const [one, other] = officePoints([place, { ...place, latitude: latitude + 0.001 }]);
      expect(Math.hypot((one?.x ?? 0) - (other?.x ?? 0), (one?.y ?? 0) - (other?.y ?? 0))).toBeGreaterThan(16);
    }
  });

  it('that are many stay in their governorate', () => {
    const [middle] = officePoints([somewhere]);
    for (const point of officePoints(Array.from({ length: 60 }, () => somewhere))) {
      expect(Math.hypot(point.x - (middle?.x ?? 0), point.y - (middle?.y ?? 0))).toBeLessThan(55);
    }
  });

  it('lie where they are when it is known, and nowhere when nothing is', () => {
    const [south, north] = officePoints([
      { ...somewhere, latitude: 30.5, longitude: 47.8 },
      { ...somewhere, latitude: 36.3, longitude: 43.1 },
      { latitude: null, longitude: null, governorate: null },
    ]);
    expect(south && north && south.y > north.y && south.x > north.x).toBe(true);
    expect(officePoints([{ latitude: 30.5, longitude: null, governorate: null }])).toEqual([]);
  });
});
