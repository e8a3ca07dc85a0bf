import { addDays, localDate, type LocalDate } from '#kernel/date.ts';

/** Made-up staff of a municipality, as many as asked for, the same every time. */
export interface GalleryPerson {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly unit: string;
  readonly grade: string;
  readonly salary: number;
  readonly allowance: number;
  readonly hiredOn: LocalDate;
  readonly month: string;
  readonly changedAt: number;
  readonly isPermanent: boolean;
  readonly state: 'active' | 'leave' | 'stopped' | 'retired';
  readonly phone: string;
}

const own = [
  'أحمد',
  'زينب',
  'مصطفى',
  'فاطمة',
  'علي',
  'نور الهدى',
  'عبد الله',
  'سارة',
  'حسين',
  'هيوا',
  'شيلان',
  'مؤيد',
  'آلاء',
  'ئازاد',
  'إسراء',
  'كرار',
  'رؤى',
  'يوسف',
  'تبارك',
  'جاسم',
];
const fathers = [
  'محمد',
  'كاظم',
  'عبد الرحمن',
  'حسن',
  'جبار',
  'صالح',
  'سلمان',
  'كريم',
  'نوري',
  'عبد الأمير',
  'رزكار',
  'إبراهيم',
  'طه',
  'مهدي',
  'خليل',
];
const families = [
  'الجبوري',
  'العبيدي',
  'الزبيدي',
  'البياتي',
  'الساعدي',
  'الدليمي',
  'البرزنجي',
  'الربيعي',
  'الخفاجي',
  'الحلي',
  'الموسوي',
  'الطائي',
  'الكناني',
];
const units = [
  'قسم الموارد البشرية',
  'قسم الشؤون المالية',
  'شعبة الرواتب',
  'شعبة المخازن',
  'قسم تنظيم المدينة',
  'قسم الخدمات البلدية',
  'شعبة الأملاك',
  'شعبة الآليات',
  'وحدة الصادرة والواردة',
];
const states = ['active', 'active', 'active', 'active', 'leave', 'stopped', 'retired'] as const;
const firstHiring = localDate('1994-02-01');

export function galleryPeople(count: number): readonly GalleryPerson[] {
  return Array.from({ length: count }, (_, index) => person(index));
}

function person(index: number): GalleryPerson {
  // Steps without a common divisor, so that the parts do not march together.
  const grade = (index * 7) % 10;
  return {
    id: `person-${index}`,
    number: String(100_001 + index),
    name: `${pick(own, index)} ${pick(fathers, index * 3 + 1)} ${pick(fathers, index * 5 + 2)} ${pick(families, index * 11)}`,
    unit: pick(units, index * 5),
    grade: String(grade + 1),
    salary: 250_000 + (10 - grade) * 71_500 + (index % 9) * 6_000,
    allowance: (index % 6) * 45_250,
    hiredOn: addDays(firstHiring, (index * 37) % 11_000),
    month: `${2024 + (index % 3)}-${String((index % 12) + 1).padStart(2, '0')}`,
    changedAt: 1_767_225_600_000 + ((index * 7_919) % 20_000) * 60_000,
    isPermanent: index % 4 !== 0,
    state: pick(states, index * 3),
    phone: `+964 770 ${String((index * 7_919) % 1_000_000).padStart(6, '0')}`,
  };
}

function pick<T>(list: readonly T[], index: number): T {
  // The lists are not empty, and the rest of a division lies within them.
  return list[index % list.length] as T;
}
