import { describe, expect, it } from 'vitest';
import { sheetCodes } from './sheet-codes.ts';
import { columnsOfHeadings } from './sheet-headings.ts';

describe('the headings of an old sheet', () => {
  it('name their columns however they are spelled, and none twice', () => {
    const headings = ['ت', 'الرقم الوظيفي', 'إسم الموظف', 'الراتب الإجمالي (الإيرادات)', 'الضريبه', 'الاسم', 'ملاحظات'];
    expect(columnsOfHeadings(headings, new Map())).toEqual({ NUMBER: 1, NAME: 2, GROSS: 3, TAX: 4 });
  });

  it('are also known by the names of the components', () => {
    expect(columnsOfHeadings(['طابع مدرسي'], new Map([['SCHOOL_STAMP', 'طابع مدرسي']]))).toEqual({ SCHOOL_STAMP: 0 });
  });
});

describe('the columns of a sheet', () => {
  it('stand in the order of real sheets; a component of its own follows', () => {
    const codes = sheetCodes({
      lines: { CHILD: 1, BONUS: 1, NOMINAL: 1, RISK: 1, CERT: 1 },
      deductions: { PENSION: 1, SCHOOL_STAMP: 1, TAX: 1, LOAN: 1 },
    });
    expect(codes.earnings).toEqual(['NOMINAL', 'CERT', 'RISK', 'CHILD', 'BONUS']);
    expect(codes.deductions).toEqual(['LOAN', 'TAX', 'PENSION', 'SCHOOL_STAMP']);
  });
});
