import type { ItemInput, Unit } from '../contract/index.ts';

/** Its Arabic name, its unit, and what else is said of it. */
export type InventedItem = readonly [nameAr: string, unit: Unit, more?: Partial<ItemInput>];

type Names = readonly [ar: string, ckb: string, en: string];

interface InventedGroup<Below> {
  readonly names: Names;
  readonly below: readonly Below[];
}

interface InventedKind {
  readonly names: Names;
  readonly items: readonly InventedItem[];
}

const custody = { isCustody: true, isCapitalisable: true, hasSerial: true };

/** What the store of a municipality keeps, invented: the codes follow no national book, for none could be confirmed. */
export const catalogue: readonly InventedGroup<InventedGroup<InventedKind>>[] = [
  {
    names: ['القرطاسية والمطبوعات', 'قرتاسیە و چاپکراوەکان', 'Stationery and print'],
    below: [
      {
        names: ['القرطاسية', 'قرتاسیە', 'Stationery'],
        below: [
          {
            names: ['الورق', 'کاغەز', 'Paper'],
            items: [
              ['ورق تصوير حجم متوسط', 'REAM', { synonyms: 'ورق استنساخ، ورق طابعة', specification: '80 غم، 500 ورقة' }],
              ['ورق تصوير حجم كبير', 'REAM', { specification: '80 غم، 500 ورقة' }],
              ['ورق كاربون', 'PACKET'],
              ['ورق مقوى ملون', 'PACKET'],
            ],
          },
          {
            names: ['أدوات الكتابة', 'ئامرازەکانی نووسین', 'Writing tools'],
            items: [
              ['قلم حبر جاف أزرق', 'DOZEN', { synonyms: 'قلم جاف' }],
              ['قلم رصاص', 'DOZEN'],
              ['قلم تأشير فسفوري', 'PIECE', { synonyms: 'هايلايتر' }],
              ['ممحاة', 'PIECE', { synonyms: 'مسّاحة' }],
            ],
          },
          {
            names: ['الحفظ والتثبيت', 'هەڵگرتن و بەستن', 'Filing and fastening'],
            items: [
              ['فايل بلاستيكي', 'PIECE', { synonyms: 'إضبارة' }],
              ['بوكس فايل عريض', 'PIECE', { synonyms: 'حافظة أوراق' }],
              ['كابسة ورق', 'PIECE', { synonyms: 'ستبلر' }],
              ['دبابيس كابسة', 'BOX'],
            ],
          },
        ],
      },
      {
        names: ['المطبوعات والسجلات', 'چاپکراو و تۆمارەکان', 'Forms and registers'],
        below: [
          {
            names: ['السجلات', 'تۆمارەکان', 'Registers'],
            items: [
              ['سجل وارد', 'BOOK', { specification: '400 صفحة، مجلد' }],
              ['سجل صادر', 'BOOK', { specification: '400 صفحة، مجلد' }],
              ['دفتر مستند إدخال مخزني', 'BOOK', { isControlled: true }],
              ['دفتر مستند صرف مخزني', 'BOOK', { isControlled: true }],
            ],
          },
        ],
      },
    ],
  },
  {
    names: ['المواد الإنشائية', 'کەرەستەی بیناسازی', 'Building materials'],
    below: [
      {
        names: ['المواد الأولية', 'کەرەستەی سەرەتایی', 'Raw materials'],
        below: [
          {
            names: ['الإسمنت والرمل', 'چیمەنتۆ و لم', 'Cement and sand'],
            items: [
              ['إسمنت بورتلاندي عادي', 'BAG', { specification: 'كيس وزن 50 كغم', hasExpiry: true, hasBatch: true }],
              ['إسمنت بورتلاندي مقاوم', 'BAG', { specification: 'كيس وزن 50 كغم', hasExpiry: true, hasBatch: true }],
              ['رمل مغسول', 'CUBIC_METRE'],
              ['حصى خابط', 'CUBIC_METRE'],
            ],
          },
          {
            names: ['الحديد', 'ئاسن', 'Steel'],
            items: [
              ['حديد تسليح قطر 12 ملم', 'TON', { synonyms: 'شيش' }],
              ['حديد تسليح قطر 16 ملم', 'TON', { synonyms: 'شيش' }],
              ['سلك ربط', 'KILOGRAM'],
            ],
          },
        ],
      },
      {
        names: ['صيانة الطرق', 'چاککردنەوەی ڕێگاکان', 'Road maintenance'],
        below: [
          {
            names: ['الإسفلت والتخطيط', 'قیر و هێڵکێشان', 'Asphalt and marking'],
            items: [
              ['إسفلت بارد للترقيع', 'BAG', { specification: 'كيس وزن 25 كغم' }],
              ['قير سائل', 'BARREL', { isHazardous: true }],
              ['صبغ تخطيط طرق أبيض', 'CAN', { isHazardous: true, hasExpiry: true, hasBatch: true }],
              ['حاجز مروري بلاستيكي', 'PIECE', { synonyms: 'قمع مروري' }],
            ],
          },
        ],
      },
    ],
  },
  {
    names: ['المواد الكهربائية والصحية', 'کەرەستەی کارەبایی و تەندروستی', 'Electrical and sanitary'],
    below: [
      {
        names: ['الكهربائيات', 'کارەباییەکان', 'Electrical'],
        below: [
          {
            names: ['الإنارة', 'ڕووناکی', 'Lighting'],
            items: [
              ['مصباح توهج', 'PIECE', { synonyms: 'كلوب' }],
              ['مصباح موفر للطاقة', 'PIECE', { synonyms: 'كلوب، لمبة' }],
              ['جهاز إنارة شوارع', 'PIECE', { specification: '100 واط', hasSerial: true }],
            ],
          },
          {
            names: ['القابلوات', 'کێبڵەکان', 'Cables'],
            items: [
              ['قابلو نحاس 2×2.5 ملم', 'METRE', { synonyms: 'كيبل، واير' }],
              ['قابلو نحاس 4×16 ملم', 'METRE', { synonyms: 'كيبل' }],
              ['شريط لاصق كهربائي', 'ROLL', { synonyms: 'تيب' }],
            ],
          },
        ],
      },
      {
        names: ['الصحيات', 'تەندروستییەکان', 'Sanitary'],
        below: [
          {
            names: ['الأنابيب وملحقاتها', 'بۆری و پاشکۆکانی', 'Pipes and fittings'],
            items: [
              ['أنبوب بلاستيكي قطر 4 عقدة', 'METRE', { synonyms: 'بوري' }],
              ['قفل ماء قطر 1 عقدة', 'PIECE', { synonyms: 'فالف' }],
              ['حنفية معدنية', 'PIECE', { synonyms: 'صنبور' }],
            ],
          },
        ],
      },
    ],
  },
  {
    names: ['الوقود والزيوت والأدوات الاحتياطية', 'سووتەمەنی و ڕۆن و پارچەی یەدەگ', 'Fuel, oil and spare parts'],
    below: [
      {
        names: ['الوقود والزيوت', 'سووتەمەنی و ڕۆن', 'Fuel and oil'],
        below: [
          {
            names: ['الوقود', 'سووتەمەنی', 'Fuel'],
            items: [
              ['زيت الغاز', 'LITRE', { synonyms: 'كاز، ديزل', isHazardous: true, isControlled: true }],
              ['بنزين', 'LITRE', { isHazardous: true, isControlled: true }],
            ],
          },
          {
            names: ['الزيوت', 'ڕۆنەکان', 'Oils'],
            items: [
              ['زيت محرك', 'LITRE', { synonyms: 'دهن محرك', isHazardous: true, hasBatch: true }],
              ['زيت هيدروليك', 'LITRE', { synonyms: 'دهن هيدروليك', isHazardous: true, hasBatch: true }],
              ['شحم', 'KILOGRAM', { synonyms: 'كريس' }],
            ],
          },
        ],
      },
      {
        names: ['الأدوات الاحتياطية', 'پارچەی یەدەگ', 'Spare parts'],
        below: [
          {
            names: ['الإطارات والنضائد', 'تایە و پاتری', 'Tyres and batteries'],
            items: [
              ['إطار كابسة نفايات', 'PIECE', { synonyms: 'تاير', hasSerial: true }],
              ['نضيدة 150 أمبير', 'PIECE', { synonyms: 'بطارية، باتري', hasSerial: true, isHazardous: true }],
            ],
          },
        ],
      },
    ],
  },
  {
    names: ['الأثاث والأجهزة', 'کەلوپەل و ئامێرەکان', 'Furniture and equipment'],
    below: [
      {
        names: ['أثاث المكاتب', 'کەلوپەلی نووسینگە', 'Office furniture'],
        below: [
          {
            names: ['المناضد والكراسي', 'مێز و کورسی', 'Desks and chairs'],
            items: [
              ['منضدة مكتب خشبية', 'PIECE', { synonyms: 'ميز', ...custody, hasSerial: false }],
              ['كرسي دوار', 'PIECE', { ...custody, hasSerial: false }],
            ],
          },
        ],
      },
      {
        names: ['الأجهزة', 'ئامێرەکان', 'Equipment'],
        below: [
          {
            names: ['الحاسبات والطابعات', 'کۆمپیوتەر و چاپکەر', 'Computers and printers'],
            items: [
              ['حاسبة مكتبية', 'SET', { synonyms: 'كومبيوتر', ...custody }],
              ['طابعة ليزرية', 'PIECE', { synonyms: 'برنتر', ...custody }],
              ['حبر طابعة ليزرية أسود', 'PIECE', { synonyms: 'تونر', hasExpiry: true }],
            ],
          },
        ],
      },
    ],
  },
];
