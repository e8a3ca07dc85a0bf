import map from './iraq-map.json' with { type: 'json' };
import { governorateSpots, type OfficePoint } from './office-places.ts';

/** Where the middle of a governorate's name is written. */
export interface MapName {
  readonly code: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly x: number;
  readonly y: number;
  /** Half of its breadth and of its height. */
  readonly across: number;
  readonly down: number;
}

/** Letters of the map, by their mean width. */
const LETTER = 7.2;
const HEIGHT = 17;
/** How far a name may move out of the middle, and by which steps. */
const FARTHEST = 56;
const STEP = 7;
const DIRECTIONS = 16;

/**
 * Places the names of the governorates near the middle of each, where no point and no other name covers them, and
 * inside the frame; one that finds no free place stands where it is covered least.
 */
export function mapNames(
  nameOf: (code: string) => string,
  points: readonly Pick<OfficePoint<unknown>, 'x' | 'y' | 'radius'>[],
): readonly MapName[] {
  const taken: Box[] = points.map(({ x, y, radius }) => ({ x, y, across: radius, down: radius }));
  return governorateSpots.map(({ code, x, y }) => {
    const name = nameOf(code);
    const size = sizeOf(name);
    let best = { box: inFrame({ x, y, ...size }), covered: Infinity };
    for (const place of placesAround({ x, y })) {
      const box = inFrame({ ...place, ...size });
      const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0);
      if (covered < best.covered) best = { box, covered };
    }
    taken.push(best.box);
    return { code, name, x: best.box.x, y: best.box.y };
  });
}

/** The room that a name takes. */
export function nameBox({ name, x, y }: MapName) {
  const { across, down } = sizeOf(name);
  return { name, start: x - across, end: x + across, top: y - down, bottom: y + down };
}

function sizeOf(name: string): Pick<Box, 'across' | 'down'> {
  return { across: ([...name].length * LETTER) / 2, down: HEIGHT / 2 };
}

/** The middle, then what lies around it, the nearest first. */
function placesAround({ x, y }: Pick<Box, 'x' | 'y'>): readonly Pick<Box, 'x' | 'y'>[] {
  const places = [{ x, y }];
  for (let distance = STEP; distance <= FARTHEST; distance += STEP) {
    for (let no = 0; no < DIRECTIONS; no += 1) {
      // First straight up and down: a name stays in the breadth of its governorate.
      const angle = Math.PI * (-0.5 + (2 * no) / DIRECTIONS);
      places.push({ x: x + distance * Math.cos(angle), y: y + distance * Math.sin(angle) });
    }
  }
  return places;
}

function inFrame(box: Box): Box {
  const x = Math.min(Math.max(box.x, box.across), map.width - box.across);
  const y = Math.min(Math.max(box.y, box.down), map.height - box.down);
  return { ...box, x, y };
}

function overlap(one: Box, other: Box): number {
  const across = one.across + other.across - Math.abs(one.x - other.x);
  const down = one.down + other.down - Math.abs(one.y - other.y);
  return across > 0 && down > 0 ? across * down : 0;
}
