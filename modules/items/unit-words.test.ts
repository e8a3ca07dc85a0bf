import { expect, it } from 'vitest';
import { unitCodes } from './contract/index.ts';
import ar from './strings.ar.json' with { type: 'json' };
import ckb from './strings.ckb.json' with { type: 'json' };
import en from './strings.en.json' with { type: 'json' };
import { unitOf, wordOfUnit } from './unit-words.ts';

/** A list that was exported comes back as a sheet, in whatever language it was shown. */
it.each(unitCodes)('%s is understood as the screens call it, and told in the Arabic word', (unit) => {
  const key = `items.option.unit.${unit}` as const;
  for (const shown of [ar[key], ckb[key], en[key], unit]) expect(unitOf(shown), shown).toBe(unit);
  expect(wordOfUnit(unit)).toBe(ar[key]);
});

it('no other word is one', () => {
  expect(unitOf('ذراع')).toBeNull();
  expect(unitOf('')).toBeNull();
});
