import { DEMONSTRATION, firstDemonstration, type InventedOffice } from '#office/demonstration.ts';
/** How the data centre knows an office. */
interface Registered {
  /** The data centre itself, or an office that it gives a number. */
  readonly isCentre: boolean;
  readonly kind: string;
  readonly governorate: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface DemonstrationOffice extends InventedOffice {
  /** The name of its folder. */
  readonly code: string;
  readonly employees: number;
  readonly registered: Registered;
}

/** The offices of the demonstration: of different size, with different people and histories. */
export function demonstrationOffices(employees: number = DEMONSTRATION.employees): readonly DemonstrationOffice[] {
  return [
    {
      ...{ ...firstDemonstration, code: 'nahrain', employees, hasCatalogue: false },
      registered: { isCentre: false, kind: 'directorate', governorate: 'baghdad', latitude: 33.31, longitude: 44.37 },
    },
    {
      ...{ code: 'rafidain', employees: Math.ceil(employees / 6), seed: 5150, moonlighters: 0, hasCatalogue: false },
      names: {
        nameAr: 'مديرية مجاري الرافدين',
        nameCkb: 'بەڕێوەبەرایەتی ئاوەڕۆی ڕافیدەین',
        nameEn: 'Rafidain Sewerage Directorate',
      },
      administrator: 'عبد الأمير شاكر الحلفي',
      registered: { isCentre: false, kind: 'directorate', governorate: 'basra', latitude: 30.51, longitude: 47.78 },
    },
    {
      // Three of its people are paid by the first office too: what the unified payroll must show.
      ...{ code: 'zab', employees: Math.ceil(employees / 16), seed: 7310, moonlighters: 3, hasCatalogue: false },
      names: {
        nameAr: 'مديرية ماء الزاب',
        nameCkb: 'بەڕێوەبەرایەتی ئاوی زاب',
        nameEn: 'Zab Water Directorate',
      },
      administrator: 'آزاد محمود البرزنجي',
      registered: { isCentre: false, kind: 'directorate', governorate: 'kirkuk', latitude: 35.47, longitude: 44.39 },
    },
    {
      // The data centre's own office: its pages see all the others.
      ...{ code: 'desk', employees: 0, seed: 1, moonlighters: 0, hasCatalogue: true },
      names: {
        nameAr: 'مركز بيانات الوزارة',
        nameCkb: 'ناوەندی داتای وەزارەت',
        nameEn: 'Ministry Data Centre',
      },
      administrator: 'نضال هادي الشمري',
      registered: { isCentre: true, kind: 'data_centre', governorate: 'baghdad', latitude: 33.31, longitude: 44.37 },
    },
  ];
}
