import { describe, expect, it } from 'vitest';
import { nameKey, nameParts, shortName } from './name.ts';

describe('the name of a person', () => {
  it.each([
    ['علي حسن كاظم', ['علي', 'حسن', 'كاظم']],
    ['عبد الله محمد نور الدين', ['عبد الله', 'محمد', 'نور الدين']],
    ['أبو بكر عبد  الرحمن آل ياسر', ['أبو بكر', 'عبد الرحمن', 'آل ياسر']],
    ['سارة', ['سارة']],
    ['', []],
  ])('%s has its parts', (name, parts) => expect(nameParts(name)).toEqual(parts));

  it.each([
    ['عبدالله احمد', 'عبد الله أحمد'],
    ['نور الدين علي', 'نورالدين على'],
    ['فاطمه عبد الزهراء', 'فاطمة عبدالزهراء'],
  ])('%s and %s are one', (left, right) => expect(nameKey(left)).toBe(nameKey(right)));

  it('علي حسن is not حسن علي', () => expect(nameKey('علي حسن')).not.toBe(nameKey('حسن علي')));

  it('is short with the first and the last', () => {
    expect(shortName('عبد الله محمد كاظم الجبوري')).toBe('عبد الله الجبوري');
    expect(shortName('سارة')).toBe('سارة');
    expect(shortName('')).toBe('');
  });
});
