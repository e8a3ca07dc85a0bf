import { expect, it } from 'vitest';
import { runMixed } from './mixed.ts';

/** `DIWAN_SEED` chooses another run; `npm run sim -- --processes` plays a longer one. */
const SEED = Number(process.env['DIWAN_SEED'] ?? 20_261_125);
const SECONDS = 8;

it(`everything at once for ${SECONDS} seconds loses and doubles nothing (seed ${SEED})`, async () => {
  const { findings, witnessed, deeds } = await runMixed({ seed: SEED, seconds: SECONDS });
  expect(findings).toEqual([]);
  expect(witnessed).toBeGreaterThan(100);
  expect(Object.values(deeds).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(5);
});
