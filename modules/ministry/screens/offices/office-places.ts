import type { OfficeRow } from '../../contract/index.ts';
import map from './iraq-map.json' with { type: 'json' };

type Located = Pick<OfficeRow, 'latitude' | 'longitude' | 'governorate'>;

/** An office as a point of the map, in the units of its drawing. */
export interface OfficePoint<Office> {
  readonly office: Office;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Those that lie nearer to each other would hide each other. Where very many lie at two spots, these may still touch. */
const SPOT = 18;
const RADIUS = { alone: 9, few: 8, many: 5 } as const;
const FEW = 7;
/** From one point of a spot to the next, as a part of its radius, so that they touch and do not overlap. */
const APART = 1.35;
/** The angle at which seeds of a sunflower stand: each has a place of its own, however many there are. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** Where the offices are drawn; whoever has neither a place nor a governorate is not. Those of one spot stand around it. */
export function officePoints<Office extends Located>(offices: readonly Office[]): readonly OfficePoint<Office>[] {
  const placed = offices.flatMap((office) => {
    const place = placeOf(office);
    return place ? [{ office, ...place }] : [];
  });
  return spotsOf(placed).flatMap(around);
}

/** Each lies at the first spot whose first office is near. */
function spotsOf<Point extends { readonly x: number; readonly y: number }>(
  points: readonly Point[],
): readonly (readonly Point[])[] {
  const spots: [Point, ...Point[]][] = [];
  for (const point of points) {
    const near = spots.find(([first]) => Math.hypot(first.x - point.x, first.y - point.y) < SPOT);
    if (near) near.push(point);
    else spots.push([point]);
  }
  return spots;
}

function around<Office>(spot: readonly Omit<OfficePoint<Office>, 'radius'>[]): readonly OfficePoint<Office>[] {
  const { length } = spot;
  const [alone] = spot;
  if (length === 1 && alone) return [{ ...alone, radius: RADIUS.alone }];
  const radius = length <= FEW ? RADIUS.few : RADIUS.many;
  const middle = { x: mean(spot.map(({ x }) => x)), y: mean(spot.map(({ y }) => y)) };
  return spot.map(({ office }, no) => {
    const distance = APART * radius * Math.sqrt(no + 0.5);
    const angle = no * GOLDEN_ANGLE;
    return {
      ...{ office, radius },
      ...{ x: middle.x + distance * Math.cos(angle), y: middle.y + distance * Math.sin(angle) },
    };
  });
}

/** By its own place on the earth, or in the middle of its governorate. */
function placeOf({
  latitude,
  longitude,
  governorate,
}: Located): { readonly x: number; readonly y: number } | undefined {
  if (latitude !== null && longitude !== null) {
    return { x: (longitude - map.west) * map.narrowing * map.scale, y: (map.north - latitude) * map.scale };
  }
  const found = map.governorates.find(({ code }) => code === governorate);
  return found && { x: found.x, y: found.y };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
