import type { UnitType } from '../contract.ts';

/** A unit of the demonstration: its code, names, and what lies below it. */
export interface DemonstrationUnit {
  readonly code: string;
  readonly type: UnitType;
  readonly names: readonly [ar: string, ckb: string, en: string];
  readonly isPayingEntity?: true;
  readonly below?: readonly DemonstrationUnit[];
}

/** The code of the directorate whose staff the demonstration has. */
export const DEMONSTRATION_DIRECTORATE = '1017';

/** An invented municipality directorate under the ministry, with its departments and sections. */
export const demonstrationTree: DemonstrationUnit = {
  code: '1',
  type: 'ministry',
  names: [
    'وزارة الإعمار والإسكان والبلديات والأشغال العامة',
    'وەزارەتی ئاوەدانکردنەوە و نیشتەجێکردن و شارەوانی و کاری گشتی',
    'Ministry of Construction, Housing, Municipalities and Public Works',
  ],
  below: [
    {
      code: '10',
      type: 'general_directorate',
      names: ['مديرية البلديات العامة', 'بەڕێوەبەرایەتی گشتی شارەوانییەکان', 'General Directorate of Municipalities'],
      below: [
        {
          code: DEMONSTRATION_DIRECTORATE,
          type: 'directorate',
          names: ['مديرية بلدية النهرين', 'بەڕێوەبەرایەتی شارەوانی نەهرەین', 'Nahrain Municipality Directorate'],
          isPayingEntity: true,
          below: [
            department(
              '01',
              ['قسم الشؤون الإدارية', 'بەشی کاروباری کارگێڕی', 'Administrative Affairs Department'],
              [
                ['شعبة الأفراد', 'لقی تاکەکان', 'Personnel Section'],
                ['شعبة البريد والأرشيف', 'لقی پۆستە و ئەرشیف', 'Mail and Archive Section'],
                ['شعبة الخدمات الإدارية', 'لقی خزمەتگوزاری کارگێڕی', 'Administrative Services Section'],
              ],
            ),
            department(
              '02',
              ['قسم الشؤون المالية', 'بەشی کاروباری دارایی', 'Financial Affairs Department'],
              [
                ['شعبة الرواتب', 'لقی مووچە', 'Payroll Section'],
                ['شعبة الحسابات', 'لقی ژمێریاری', 'Accounts Section'],
                ['شعبة الموازنة', 'لقی بودجە', 'Budget Section'],
              ],
            ),
            department(
              '03',
              ['قسم الشؤون القانونية', 'بەشی کاروباری یاسایی', 'Legal Affairs Department'],
              [
                ['شعبة الدعاوى', 'لقی داواکان', 'Litigation Section'],
                ['شعبة العقود', 'لقی گرێبەستەکان', 'Contracts Section'],
              ],
            ),
            department(
              '04',
              ['قسم الأملاك', 'بەشی موڵکەکان', 'Property Department'],
              [
                ['شعبة الإيجارات', 'لقی کرێ', 'Leases Section'],
                ['شعبة المساحة', 'لقی ڕووپێوی', 'Survey Section'],
              ],
            ),
            department(
              '05',
              ['قسم المشاريع', 'بەشی پڕۆژەکان', 'Projects Department'],
              [
                ['شعبة التصاميم', 'لقی نەخشەسازی', 'Design Section'],
                ['شعبة المتابعة', 'لقی بەدواداچوون', 'Follow-up Section'],
              ],
            ),
            department(
              '06',
              ['قسم الآليات والمخازن', 'بەشی ئامێر و کۆگاکان', 'Machinery and Stores Department'],
              [
                ['شعبة المخازن', 'لقی کۆگاکان', 'Stores Section'],
                ['شعبة الصيانة', 'لقی چاککردنەوە', 'Maintenance Section'],
              ],
            ),
            department(
              '07',
              ['قسم التدقيق والرقابة الداخلية', 'بەشی وردبینی ناوخۆیی', 'Internal Audit Department'],
              [['شعبة التدقيق', 'لقی وردبینی', 'Audit Section']],
            ),
          ],
        },
      ],
    },
  ],
};

function department(
  number: string,
  names: DemonstrationUnit['names'],
  sections: readonly DemonstrationUnit['names'][],
): DemonstrationUnit {
  const code = `1017-${number}`;
  return {
    code,
    type: 'department',
    names,
    below: sections.map((section, index) => ({
      code: `${code}-${index + 1}`,
      type: 'section',
      names: section,
      // The first section of each department has one unit below it, so that every rank of the tree is shown.
      ...(index === 0 && {
        below: [
          {
            code: `${code}-1-1`,
            type: 'unit',
            names: ['وحدة الطباعة والحفظ', 'یەکەی چاپ و پاراستن', 'Typing and Filing Unit'],
          },
        ],
      }),
    })),
  };
}
