import { localDate, month } from '#kernel/date.ts';
import { money } from '#kernel/money.ts';
import type { PackageRules, ParameterCode, Rule, RuleValue } from '../contract/rule.ts';

/**
 * The package IQ-STATE-2015-11: what the domain sheet and the calculation contract of the Ministry say, with the
 * confidence that they give. What the Ministry has still to confirm is not confirmed here either.
 */

type Standing = Pick<Rule, 'source' | 'article' | 'confidence' | 'isConfirmed'>;
const standing = (
  source: string,
  article: string | null,
  confidence: Rule['confidence'],
  isConfirmed = false,
): Standing => ({ source, article, confidence, isConfirmed });

const scale2015 = 'قرار مجلس الوزراء رقم 366 لسنة 2015، الوقائع العراقية 4385';
const salaryLaw = 'قانون رواتب موظفي الدولة والقطاع العام رقم 22 لسنة 2008';
const practice = 'المعمول به في دوائر الدولة';
const taxLaw = 'قانون ضريبة الدخل رقم 113 لسنة 1982، استمارة ض.د/4أ';
const pensionLaw = 'قانون التقاعد الموحد رقم 9 لسنة 2014 المعدل بالقانون 26 لسنة 2019';
const disciplineLaw = 'قانون انضباط موظفي الدولة والقطاع العام رقم 14 لسنة 1991';
const serviceLaw = 'قانون الخدمة المدنية رقم 24 لسنة 1960';
const executionLaw = 'قانون التنفيذ رقم 45 لسنة 1980';

type GradeRow = readonly [grade: string, title: string, first: number, increment: number, years: number | null];

const grades: readonly GradeRow[] = [
  ['A', 'الدرجة العليا (أ)', 2_413_000, 83_000, null],
  ['1', 'الدرجة الأولى', 910_000, 20_000, null],
  ['2', 'الدرجة الثانية', 723_000, 17_000, 5],
  ['3', 'الدرجة الثالثة', 600_000, 10_000, 5],
  ['4', 'الدرجة الرابعة', 509_000, 8_000, 5],
  ['5', 'الدرجة الخامسة', 429_000, 6_000, 5],
  ['6', 'الدرجة السادسة', 362_000, 6_000, 4],
  ['7', 'الدرجة السابعة', 296_000, 6_000, 4],
  ['8', 'الدرجة الثامنة', 260_000, 3_000, 4],
  ['9', 'الدرجة التاسعة', 210_000, 3_000, 4],
  ['10', 'الدرجة العاشرة', 170_000, 3_000, 4],
];

const scale: readonly Rule[] = grades.map(([code, titleAr, first, increment, promotionYears]) => ({
  ...{ kind: 'SCALE', code, titleAr },
  value: { first: money(first), increment: money(increment), steps: 11, promotionYears },
  ...(code === 'A' ? standing(scale2015, 'الجدول', 'A') : standing(scale2015, 'الجدول', 'A', true)),
}));

type CertificateRow = readonly [code: string, title: string, basisPoints: number, isConfirmed: boolean];

const certificateRows: readonly CertificateRow[] = [
  ['CERT_PHD', 'دكتوراه', 10_000, true],
  ['CERT_MASTER', 'ماجستير', 7500, true],
  ['CERT_HDIP', 'دبلوم عالٍ', 5500, true],
  ['CERT_BSC', 'بكالوريوس', 4500, true],
  ['CERT_DIP', 'دبلوم', 3500, true],
  ['CERT_PREP', 'إعدادية', 2500, true],
  ['CERT_INT', 'متوسطة', 1500, false],
  ['CERT_NONE', 'ابتدائية فما دون', 0, false],
];

const certificates: readonly Rule[] = certificateRows.map(([code, titleAr, basisPoints, isConfirmed]) => ({
  ...{ kind: 'CERTIFICATE', code, titleAr, value: { basisPoints } },
  ...standing(
    isConfirmed ? salaryLaw : practice,
    isConfirmed ? 'مخصصات الشهادة' : null,
    isConfirmed ? 'A' : 'C',
    isConfirmed,
  ),
}));

const degrees = ['CERT_BSC', 'CERT_HDIP', 'CERT_MASTER', 'CERT_PHD'];

function allowance(
  code: string,
  titleAr: string,
  value: Partial<RuleValue<'ALLOWANCE'>> & Pick<RuleValue<'ALLOWANCE'>, 'method' | 'cap'>,
  from: Standing,
): Rule {
  const complete = { basisPoints: null, needsCertificate: [], yieldsTo: null, usual: [], ...value };
  return { kind: 'ALLOWANCE', code, titleAr, value: complete, ...from };
}

/** In catalogue order: the order of the lines on the slip. */
const allowances: readonly Rule[] = [
  allowance(
    'CERT',
    'مخصصات الشهادة',
    { method: 'CERTIFICATE', cap: 'inside' },
    standing(salaryLaw, 'مخصصات الشهادة', 'A', true),
  ),
  allowance(
    'HIGHER_50',
    'المخصصات الإضافية 50٪',
    {
      method: 'NOMINAL_SHARE',
      basisPoints: 5000,
      cap: 'by-higher-50-parameter',
      needsCertificate: ['CERT_MASTER', 'CERT_PHD'],
    },
    standing(practice, null, 'C'),
  ),
  allowance(
    'POSITION',
    'مخصصات المنصب',
    { method: 'NOMINAL_SHARE', cap: 'inside', usual: [1500, 2000, 2500, 3000, 5000] },
    standing(practice, null, 'C'),
  ),
  allowance(
    'RISK',
    'مخصصات الخطورة',
    { method: 'NOMINAL_SHARE', cap: 'inside', yieldsTo: 'LEGAL', usual: [2000, 2500, 3000] },
    standing(practice, null, 'C'),
  ),
  allowance(
    'LEGAL',
    'المخصصات القانونية',
    { method: 'NOMINAL_SHARE', basisPoints: 3000, cap: 'inside', usual: [3000] },
    standing(practice, null, 'C'),
  ),
  allowance(
    'ENG',
    'المخصصات الهندسية',
    { method: 'NOMINAL_SHARE', basisPoints: 3500, cap: 'inside', needsCertificate: degrees, usual: [3500] },
    standing('قرار مجلس الوزراء رقم 233 لسنة 2008', null, 'C'),
  ),
  allowance(
    'CRAFT',
    'المخصصات الحرفية',
    { method: 'NOMINAL_SHARE', basisPoints: 1500, cap: 'inside', usual: [1500] },
    standing(practice, null, 'C'),
  ),
  allowance(
    'GEO',
    'مخصصات الموقع الجغرافي',
    { method: 'FIXED', cap: 'by-geo-parameter' },
    standing(salaryLaw, 'المادة 1', 'C'),
  ),
  allowance(
    'TRANSPORT',
    'مخصصات النقل',
    { method: 'FIXED', cap: 'outside', usual: [20_000, 30_000, 40_000] },
    standing(practice, null, 'C'),
  ),
  allowance(
    'DRIVER',
    'علاوة السواق',
    { method: 'FIXED', cap: 'outside', usual: [87_500] },
    standing(practice, null, 'C'),
  ),
  allowance('PROTECTED_DIFF', 'الفرق المحمي', { method: 'FIXED', cap: 'outside' }, standing(practice, null, 'C')),
  allowance('SPOUSE', 'مخصصات الزوجية', { method: 'SPOUSE', cap: 'outside' }, standing(salaryLaw, null, 'A', true)),
  allowance('CHILD', 'مخصصات الأطفال', { method: 'CHILD', cap: 'outside' }, standing(salaryLaw, null, 'A', true)),
];

const tax: readonly Rule[] = [
  {
    ...{ kind: 'TAX', code: 'INCOME', titleAr: 'ضريبة الدخل بالاستقطاع المباشر' },
    value: {
      brackets: [
        { upTo: money(250_000), basisPoints: 300 },
        { upTo: money(500_000), basisPoints: 500 },
        { upTo: money(1_000_000), basisPoints: 1000 },
        { upTo: null, basisPoints: 1500 },
      ],
      lifeInsuranceLimit: money(166_667),
    },
    ...standing(taxLaw, 'المادة 13', 'A', true),
  },
  relief('T_SINGLE', 'أعزب، أو متزوج لزوجه دخل', 2_500_000, standing(taxLaw, 'السماح القانوني', 'A', true)),
  relief('T_MARRIED', 'متزوج زوجته بلا دخل', 4_500_000, standing(taxLaw, 'السماح القانوني', 'A', true)),
  relief('T_WIFE_DISABLED_HUSBAND', 'متزوجة زوجها عاجز بلا دخل', 5_000_000, standing(taxLaw, 'السماح القانوني', 'C')),
  relief('T_WIDOW_DIV', 'أرملة أو مطلقة', 3_200_000, standing(taxLaw, 'السماح القانوني', 'C')),
  {
    ...{ kind: 'RELIEF', code: 'T_NON_RESIDENT', titleAr: 'غير مقيم' },
    value: { amount: money(0), per: 'STATUS', olderThanYears: null, isResident: false },
    ...standing(taxLaw, 'السماح القانوني', 'A', true),
  },
  {
    ...{ kind: 'RELIEF', code: 'T_CHILD', titleAr: 'سماح عن كل ولد' },
    value: { amount: money(200_000), per: 'CHILD', olderThanYears: null, isResident: true },
    ...standing(taxLaw, 'السماح القانوني', 'A', true),
  },
  {
    ...{ kind: 'RELIEF', code: 'T_AGE63', titleAr: 'سماح من تجاوز الثالثة والستين' },
    value: { amount: money(300_000), per: 'AGE', olderThanYears: 63, isResident: true },
    ...standing(taxLaw, 'السماح القانوني', 'A', true),
  },
];

function relief(code: string, titleAr: string, amount: number, from: Standing): Rule {
  const value = { amount: money(amount), per: 'STATUS' as const, olderThanYears: null, isResident: true };
  return { kind: 'RELIEF', code, titleAr, value, ...from };
}

type ParameterRow = readonly [
  code: ParameterCode,
  title: string,
  value: RuleValue<'PARAMETER'>['value'],
  standing: Standing,
];

const unconfirmed = standing(practice, null, 'C');
const parameterRows: readonly ParameterRow[] = [
  ['DAY_BASIS', 'أساس احتساب أيام الشهر', 'ACTUAL_DAYS', unconfirmed],
  ['PRORATE_FAMILY', 'تجزئة مخصصات الزوجية والأطفال بالأيام', true, unconfirmed],
  ['ALLOWANCE_CAP_BP', 'سقف المخصصات من الراتب الاسمي', 20_000, standing(salaryLaw, 'سقف المخصصات', 'B')],
  ['CAP_REDUCTION_ORDER', 'ترتيب التخفيض عند تجاوز السقف', 'LAST_GRANTED_FIRST', unconfirmed],
  ['GEO_IN_CAP', 'دخول الموقع الجغرافي في السقف', false, unconfirmed],
  ['HIGHER50_IN_CAP', 'دخول المخصصات الإضافية في السقف', true, unconfirmed],
  ['SPOUSE_AMOUNT', 'مبلغ مخصصات الزوجية', 50_000, standing(salaryLaw, null, 'A', true)],
  ['CHILD_AMOUNT', 'مبلغ مخصصات الطفل', 10_000, standing(salaryLaw, null, 'A', true)],
  ['CHILD_MAX', 'أكثر عدد للأطفال', 4, standing(salaryLaw, null, 'A', true)],
  ['PENSION_EMPLOYEE_BP', 'حصة الموظف من التوقيفات التقاعدية', 1000, standing(pensionLaw, 'المادة 17', 'B', true)],
  ['PENSION_STATE_BP', 'حصة الدولة من التوقيفات التقاعدية', 1500, standing(pensionLaw, 'المادة 17', 'B', true)],
  ['PENSION_BASE', 'أساس التوقيفات التقاعدية', 'NOMINAL', standing(pensionLaw, null, 'C')],
  ['SOC_PROT_BP', 'الحماية الاجتماعية من الراتب الاسمي', 25, unconfirmed],
  [
    'PUBLIC_ALLOWANCE_RELIEF',
    'إعفاء مخصصات موظفي الدولة من الضريبة',
    'FORM_2D_30PCT',
    standing(taxLaw, 'الحقل 2د', 'C'),
  ],
  ['ALLOWANCE_RELIEF_BP', 'نسبة الإعفاء من الراتب الاسمي', 3000, standing(taxLaw, 'الحقل 2د', 'A', true)],
  ['ABSENCE_MODE', 'أثر الغياب في الراتب', 'DEDUCT_NOMINAL', unconfirmed],
  [
    'ATTACHMENT_SHARE_BP',
    'سقف الحجز من الراتب والمخصصات (الخمس)',
    2000,
    standing(executionLaw, 'المادة 82', 'A', true),
  ],
  ['ARREARS_RECOVERY_MAX_BP', 'سقف استرداد ما صرف زيادة', 2000, unconfirmed],
  ['ARREARS_MAX_MONTHS', 'أقدم شهر تحتسب فروقاته', null, unconfirmed],
  ['NET_FLOOR', 'أدنى صافٍ تتركه السلف والاستردادات', 0, unconfirmed],
  ['PENALTY_SCOPE', 'أثر العقوبة في العلاوة والترفيع', 'BOTH', standing(disciplineLaw, 'المادة 8', 'C')],
];

const parameters: readonly Rule[] = parameterRows.map(([code, titleAr, value, from]) => ({
  ...{ kind: 'PARAMETER', code, titleAr, value: { value } },
  ...from,
}));

function leave(code: string, titleAr: string, value: Partial<RuleValue<'LEAVE'>>, from: Standing): Rule {
  const whole = {
    ...{ pay: 'FULL' as const, countsAsService: true, accrualDays: null },
    ...{ balanceLimitDays: null, grantLimitDays: null, usesBalanceOf: null },
    ...value,
  };
  return { kind: 'LEAVE', code, titleAr, value: whole, ...from };
}

const leaves: readonly Rule[] = [
  leave(
    'ORDINARY',
    'إجازة اعتيادية',
    { accrualDays: 10, balanceLimitDays: 180, grantLimitDays: 120, usesBalanceOf: 'ORDINARY' },
    standing(serviceLaw, 'المادة 43/1', 'A', true),
  ),
  leave(
    'UNPAID_60',
    'إجازة بدون راتب (60 يوماً)',
    { pay: 'UNPAID', countsAsService: false, grantLimitDays: 60 },
    standing(serviceLaw, 'المادة 43/4', 'A', true),
  ),
  leave(
    'UNPAID_2Y',
    'إجازة بدون راتب (سنتان)',
    { pay: 'UNPAID', countsAsService: false, grantLimitDays: 731 },
    standing('قرار مجلس قيادة الثورة المنحل رقم 418 لسنة 1987', null, 'A', true),
  ),
  leave(
    'LEAVE_5Y',
    'إجازة الخمس سنوات',
    { pay: 'NOMINAL_ONLY', grantLimitDays: 1827 },
    standing('قوانين الموازنة', null, 'C'),
  ),
  leave('SICK_FULL', 'إجازة مرضية براتب تام', { grantLimitDays: 120 }, standing(serviceLaw, null, 'B')),
  leave('SICK_HALF', 'إجازة مرضية بنصف راتب', { pay: 'HALF_PAY', grantLimitDays: 90 }, standing(serviceLaw, null, 'B')),
  leave('BIRTH', 'إجازة حمل وولادة', { grantLimitDays: 72 }, standing('القانون رقم 98 لسنة 1980', null, 'A', true)),
  leave(
    'MOTHERHOOD_FULL',
    'إجازة أمومة براتب تام',
    { grantLimitDays: 184 },
    standing('قرار رقم 882 لسنة 1987', null, 'C'),
  ),
  leave(
    'MOTHERHOOD_HALF',
    'إجازة أمومة بنصف راتب',
    { pay: 'HALF_PAY', grantLimitDays: 184 },
    standing('قرار رقم 882 لسنة 1987', null, 'C'),
  ),
  leave(
    'IDDAH',
    'إجازة عدة وفاة',
    { grantLimitDays: 130 },
    standing(serviceLaw, 'المادة 43/7 المضافة بالقانون 12 لسنة 2007', 'A', true),
  ),
  leave('STUDY', 'إجازة دراسية', {}, standing('القانون رقم 14 لسنة 2009', null, 'A', true)),
  leave('HAJJ', 'إجازة حج', { grantLimitDays: 30 }, standing(practice, null, 'C')),
  leave('MARRIAGE', 'إجازة زواج', { grantLimitDays: 10 }, standing(practice, null, 'C')),
  leave('DEATH', 'إجازة وفاة قريب', { grantLimitDays: 7 }, standing(practice, null, 'C')),
  leave('PATERNITY', 'إجازة أبوة', { grantLimitDays: 3 }, standing(practice, null, 'C')),
];

type ThanksRow = readonly [code: string, title: string, first: number, later: number, letters: number, from: Standing];

const thanksRows: readonly ThanksRow[] = [
  ['MINISTER', 'كتاب شكر من الوزير أو مجلس الوزراء', 1, 1, 3, standing(disciplineLaw, 'المادة 21', 'A', true)],
  ['PM', 'كتاب شكر من رئيس مجلس الوزراء', 6, 6, 2, standing(practice, null, 'C')],
  ['PRESIDENT', 'كتاب شكر من رئيس الجمهورية', 6, 12, 1, standing(practice, null, 'C')],
  ['APPRECIATION', 'شهادة تقديرية', 0, 0, 0, standing(disciplineLaw, null, 'B', true)],
];

const thanks: readonly Rule[] = thanksRows.map(([code, titleAr, firstMonths, laterMonths, lettersPerYear, from]) => ({
  ...{ kind: 'THANKS', code, titleAr, value: { firstMonths, laterMonths, lettersPerYear } },
  ...from,
}));

type PenaltyRow = readonly [code: string, title: string, delay: number, above: number | null];

const penaltyRows: readonly PenaltyRow[] = [
  ['ATTENTION', 'لفت نظر', 3, null],
  ['WARNING', 'إنذار', 6, null],
  ['CUT', 'قطع الراتب', 5, 5],
  ['REPRIMAND', 'توبيخ', 12, null],
  ['REDUCE', 'إنقاص الراتب', 24, null],
];

const penalties: readonly Rule[] = penaltyRows.map(([code, titleAr, delayMonths, monthPerDayAbove]) => ({
  ...{ kind: 'PENALTY', code, titleAr, value: { delayMonths, monthPerDayAbove } },
  ...standing(disciplineLaw, 'المادة 8', 'B', true),
}));

const retirement: readonly Rule[] = [
  {
    ...{ kind: 'RETIREMENT', code: 'AGE_63', titleAr: 'سن التقاعد قبل التعديل' },
    value: { age: 63, from: localDate('2014-01-01'), to: localDate('2019-12-30') },
    ...standing(pensionLaw, null, 'A', true),
  },
  {
    ...{ kind: 'RETIREMENT', code: 'AGE_60', titleAr: 'سن التقاعد' },
    value: { age: 60, from: localDate('2019-12-31'), to: null },
    ...standing(pensionLaw, null, 'A', true),
  },
];

/** Every rule of the package, in the order in which it is read. */
export const iqState201511: PackageRules = {
  firstMonth: month('2015-11'),
  rules: [
    ...[scale, certificates, allowances, tax, parameters].flat(),
    ...[leaves, thanks, penalties, retirement].flat(),
  ],
};
