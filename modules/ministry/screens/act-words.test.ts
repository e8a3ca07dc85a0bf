import { describe, expect, it } from 'vitest';
import ar from '../strings.ar.json' with { type: 'json' };
import { actDetail } from './act-words.ts';

const texts: Readonly<Record<string, string>> = ar;
const words = {
  text: (key: string, params: Readonly<Record<string, string | number>> = {}): string =>
    (texts[key] ?? key).replaceAll(/\{\{(\w+)\}\}/gu, (_, name: string) => String(params[name])),
  month: (month: string): string => `شهر ${month}`,
  list: (all: readonly string[]): string => all.join('، '),
};

describe('what an act was about', () => {
  it.each([
    ['office_added', 'مديرية ماء الزاب', null],
    ['office_added', 'مديرية الماء', 'مديرية الماء'],
    ['office_changed', 'nameAr place', 'اسم الدائرة، الموقع على الخريطة'],
    ['twice_looked', '2026-10', 'شهر 2026-10'],
    ['exchanged', '101', 'حتى القيد 101'],
    ['device_revoked', 'kmx2ph61k26dcfc02 الحاسبة الرئيسة', 'الحاسبة الرئيسة'],
    ['device_revoked', 'kmx2ph61k26dcfc02', 'المفتاح kmx2ph…'],
    ['device_moved', '6 الحاسبة الرئيسة', 'الحاسبة الرئيسة إلى الدائرة 6'],
    ['person_searched', 'عبد الله', 'عبد الله'],
    ['invited', null, null],
  ] as const)('%s %s', (kind, detail, shown) => {
    expect(actDetail({ kind, detail, officeName: 'مديرية ماء الزاب' }, words)).toBe(shown);
  });
});
