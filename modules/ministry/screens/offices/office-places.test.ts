import { describe, expect, it } from 'vitest';
import { governorates } from '../../contract/index.ts';
import iraq from './iraq-map.json' with { type: 'json' };
import { governorateSpots, officePoints } from './office-places.ts';

const somewhere = { latitude: null, longitude: null, governorate: 'babil' };

describe('offices on the map', () => {
  it.each([2, 7, 8, 60])('%i in the middle of one governorate are one point with their number', (count) => {
    const [point, ...others] = officePoints(Array.from({ length: count }, () => somewhere));
    expect(point?.offices).toHaveLength(count);
    expect(others).toEqual([]);
  });

  it('a hundred metres from each other, wherever that is: one point stands for both', () => {
    for (let latitude = 33; latitude < 34; latitude += 0.0103) {
      const place = { latitude, longitude: 44.36, governorate: 'baghdad' };
      expect(officePoints([place, { ...place, latitude: latitude + 0.001 }])).toHaveLength(1);
    }
  });

  it('all over the country: no point lies over another, each is inside the frame and large enough to be hit', () => {
    const offices = Array.from({ length: 400 }, (_, no) => ({
      latitude: 29 + (no % 20) * 0.44,
      longitude: 38.7 + Math.floor(no / 20) * 0.52,
      governorate: null,
    }));
    const points = officePoints(offices);
    expect(points.flatMap((point) => point.offices)).toHaveLength(offices.length);
    for (const [at, one] of points.entries()) {
      expect(one.radius * 2).toBeGreaterThanOrEqual(20);
      expect(one.x - one.radius >= 0 && one.x + one.radius <= iraq.width).toBe(true);
      expect(one.y - one.radius >= 0 && one.y + one.radius <= iraq.height).toBe(true);
      for (const other of points.slice(at + 1)) {
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(one.radius + other.radius);
      }
    }
  });

  it('of every governorate are drawn, without a place of their own too', () => {
    expect(new Set(governorateSpots.map(({ code }) => code))).toEqual(new Set(governorates));
    expect(officePoints([{ ...somewhere, governorate: 'halabja' }])).toHaveLength(1);
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
