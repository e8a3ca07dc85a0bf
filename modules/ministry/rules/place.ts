import { latinDigits } from '#kernel/digits.ts';
import { accept, andThen, refuse, type Verdict } from '#kernel/verdict.ts';

/** A point on the earth, in degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** The country, a little widely: what lies outside has its figures in the wrong order, or a wrong one. */
const COUNTRY = { south: 29, north: 37.5, west: 38.7, east: 48.7 } as const;

/** A metre or so. */
const DECIMALS = 5;

/** Latitude and longitude as maps give them, `33.3152, 44.3661`; refuses `PLACE_FORM` or `PLACE_OUTSIDE`. */
export function readPlace(text: string): Verdict<Place> {
  // What is copied from a page in Arabic has marks of direction around it.
  const plain = latinDigits(text)
    .replaceAll(/[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069°]/gu, '')
    .replaceAll('٫', '.')
    .replaceAll(/[،;؛]/gu, ',');
  const [, north, east] = /^\s*(\d{1,2}(?:\.\d+)?)\s*[,\s]\s*(\d{1,3}(?:\.\d+)?)\s*$/u.exec(plain) ?? [];
  if (north === undefined || east === undefined) return refuse('PLACE_FORM');
  const place = { latitude: rounded(north), longitude: rounded(east) };
  return andThen(judgePlace(place), () => accept(place));
}

/** Refuses `PLACE_OUTSIDE`, at the field of the place. */
export function judgePlace(place: Place | null): Verdict {
  if (place === null) return accept();
  const { latitude, longitude } = place;
  const isInside =
    latitude >= COUNTRY.south && latitude <= COUNTRY.north && longitude >= COUNTRY.west && longitude <= COUNTRY.east;
  return isInside ? accept() : refuse('PLACE_OUTSIDE', undefined, 'place');
}

/** As it is read. */
export function placeText({ latitude, longitude }: Place): string {
  return `${latitude}, ${longitude}`;
}

function rounded(degrees: string): number {
  return Number(Number(degrees).toFixed(DECIMALS));
}
