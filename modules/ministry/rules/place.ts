import { latinDigits } from '#kernel/digits.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';

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
  const plain = latinDigits(text).replaceAll('٫', '.').replaceAll(/[،;؛]/gu, ',');
  const [, north, east] = /^\s*(\d{1,2}(?:\.\d+)?)\s*[,\s]\s*(\d{1,3}(?:\.\d+)?)\s*$/u.exec(plain) ?? [];
  if (north === undefined || east === undefined) return refuse('PLACE_FORM');
  const [latitude, longitude] = [rounded(north), rounded(east)];
  const isInside =
    latitude >= COUNTRY.south && latitude <= COUNTRY.north && longitude >= COUNTRY.west && longitude <= COUNTRY.east;
  return isInside ? accept({ latitude, longitude }) : refuse('PLACE_OUTSIDE');
}

/** As it is read. */
export function placeText({ latitude, longitude }: Place): string {
  return `${latitude}, ${longitude}`;
}

function rounded(degrees: string): number {
  return Number(Number(degrees).toFixed(DECIMALS));
}
