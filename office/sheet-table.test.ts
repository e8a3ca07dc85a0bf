import { describe, expect, it } from 'vitest';
import { readTable, type ReadTable, type Table } from './sheet-table.ts';

/** Rows as they are drawn: cells between bars. */
function table(drawn: string): Table {
  return drawn
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
}

function skippedIn({ skipped }: ReadTable): readonly string[] {
  return skipped.map(({ row, cause }) => `${row} ${cause}`);
}

describe('a sheet as offices keep it', () => {
  it('has titles above its headings and blank rows between its rows; rows keep their numbers in the file', () => {
    const read = readTable(
      table(`
        وزارة الإعمار والإسكان ||||
        الدائرة: بلدية النهرين ||| الشهر: ٦ |
        ||||
        ت | الرقم الوظيفي | اسم الموظف | الدرجة | تاريخ التعيين
        1 | ١٠٠١ | أحمد كاظم | 7 | 1/2/2015
        ||||
        2 | ١٠٠٢ | زينب علي | 6 | 42036
      `),
    );
    expect(read.headings).toEqual(['ت', 'الرقم الوظيفي', 'اسم الموظف', 'الدرجة', 'تاريخ التعيين']);
    expect(read.rowNumbers).toEqual([5, 7]);
    expect(read.rows.map((cells) => cells[1])).toEqual(['١٠٠١', '١٠٠٢']);
    expect(read.skipped).toEqual([]);
  });

  it('joins headings of two lines, the name of a group going on over its columns', () => {
    const read = readTable(
      table(`
        كشف الرواتب |||||||
        ت | الاسم | الدرجة الوظيفية || المخصصات ||| الملاحظات
        || الدرجة | المرحلة | الزوجية | الأطفال | النقل |
        1 | أحمد كاظم | 7 | 3 | 50000 | 20000 | 20000 | مستمر
      `),
    );
    expect(read.headings).toEqual([
      ...['ت', 'الاسم', 'الدرجة الوظيفية › الدرجة', 'الدرجة الوظيفية › المرحلة'],
      ...['المخصصات › الزوجية', 'المخصصات › الأطفال', 'المخصصات › النقل', 'الملاحظات'],
    ]);
    expect(read.rowNumbers).toEqual([4]);
  });

  it('joins them when the upper line names only few of many columns', () => {
    const read = readTable(
      table(`
        ت | الاسم | الاستحقاق ||||||
        || الراتب | الزوجية | الأطفال | الشهادة | الخطورة | النقل | المجموع الكلي
        1 | أحمد | 1 | 2 | 3 | 4 | 5 | 6 | 21
      `),
    );
    expect(read.headings.slice(0, 3)).toEqual(['ت', 'الاسم', 'الاستحقاق › الراتب']);
    expect(read.rows).toHaveLength(1);
  });

  it('tells apart what two groups call the same', () => {
    const read = readTable(
      table(`
        || آخر ترفيع || آخر علاوة |
        ت | الاسم | الرقم | التاريخ | الرقم | التاريخ
        1 | أحمد | 5 | 1/1/2020 | 6 | 1/1/2023
      `),
    );
    expect(read.headings.slice(2)).toEqual([
      ...['آخر ترفيع › الرقم', 'آخر ترفيع › التاريخ', 'آخر علاوة › الرقم', 'آخر علاوة › التاريخ'],
    ]);
  });

  it('does not take a first row of words for a second line of headings', () => {
    const read = readTable(
      table(`
        الرمز | الاسم | النوع | رمز الأب
        أ | قسم الجودة | قسم | ب
      `),
    );
    expect(read.headings).toEqual(['الرمز', 'الاسم', 'النوع', 'رمز الأب']);
    expect(read.rows).toHaveLength(1);
  });

  it('leaves out totals, repeated headings, numbers of columns and signatures, and names each', () => {
    const read = readTable(
      table(`
        ت | الاسم | الراتب | النقل
        ١ | ٢ | ٣ | ٤
        1 | أحمد | 500 | 20
        | المجموع: | 500 | 20
        ت | الاسم | الراتب | النقل
        | المجموع المنقول | 500 | 20
        2 | زينب | 600 | 20
        | الإجمالي | 1,100 | 40
        | منظم القائمة || المدقق
      `),
    );
    expect(read.rows.map((cells) => cells[1])).toEqual(['أحمد', 'زينب']);
    expect(skippedIn(read)).toEqual(['2 numbering', '4 total', '5 heading', '6 total', '8 total', '9 below']);
    expect(read.skipped[1]?.words).toBe('المجموع: · 500 · 20');
  });

  it('keeps a person whose row is short, also below a total', () => {
    const read = readTable(
      table(`
        ت | الاسم | الراتب | النقل | الملاحظات
        1 | أحمد | 500 | 20 |
        | المجموع | 500 | 20 |
        2 | زينب |||
      `),
    );
    expect(read.rows.map((cells) => cells[1])).toEqual(['أحمد', 'زينب']);
  });

  it('takes the row that is filled best where no row looks like headings, and none from an empty sheet', () => {
    expect(readTable(table('1 | 2\n3 | 4')).headings).toEqual(['1', '2']);
    expect(readTable([])).toEqual({ headings: [], rows: [], rowNumbers: [], skipped: [] });
  });
});
