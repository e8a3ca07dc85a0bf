import type { OfficeRow } from '../../contract/index.ts';
import map from './iraq-map.json' with { type: 'json' };

type Located = Pick<OfficeRow, 'latitude' | 'longitude' | 'governorate'>;

/** A point of the map, in the units of its drawing, with the offices that it stands for. */
export interface OfficePoint<Office> {
  readonly offices: readonly [Office, ...Office[]];
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Large enough to be hit; one that stands for many has room for their number. */
const RADIUS = { alone: 10, many: 14 } as const;
/** Those that lie nearer to each other would hide each other: one point stands for them. */
const APART = 2 * RADIUS.many + 1;

/**
 * Where the offices are drawn, all of it inside the frame and no point over another; whoever has neither a place nor a
 * governorate is not.
 */
export function officePoints<Office extends Located>(offices: readonly Office[]): readonly OfficePoint<Office>[] {
  const points: { readonly x: number; readonly y: number; readonly offices: [Office, ...Office[]] }[] = [];
  for (const office of offices) {
    const place = placeOf(office);
    if (!place) continue;
    // It stands at the place of the first, so that two points do not come nearer to each other.
    const near = points.find(({ x, y }) => Math.hypot(x - place.x, y - place.y) < APART);
    if (near) near.offices.push(office);
    else points.push({ ...place, offices: [office] });
  }
  return points.map((point) => ({ ...point, radius: point.offices.length === 1 ? RADIUS.alone : RADIUS.many }));
}

/** The governorates by the middle of each, where its name would stand alone. */
export const governorateSpots: readonly (Spot & { readonly code: string })[] = [
  ...map.governorates.map(({ code, x, y }) => ({ code, x, y })),
  // It is younger than the outlines.
  { code: 'halabja', ...onMap({ latitude: 35.18, longitude: 45.98 }) },
];

/** By its own place on the earth, or in the middle of its governorate. */
function placeOf({ latitude, longitude, governorate }: Located): Spot | undefined {
  if (latitude !== null && longitude !== null) return onMap({ latitude, longitude });
  const found = governorateSpots.find(({ code }) => code === governorate);
  return found && { x: found.x, y: found.y };
}

function onMap({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }): Spot {
  return {
    x: within((longitude - map.west) * map.narrowing * map.scale, map.width),
    y: within((map.north - latitude) * map.scale, map.height),
  };
}

function within(value: number, end: number): number {
  return Math.min(Math.max(value, RADIUS.many), end - RADIUS.many);
}
