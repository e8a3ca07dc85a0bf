import { fold } from '#kernel/text/fold.ts';
import { unitCodes, type Unit } from './contract/index.ts';

/** What storekeepers write in the column "unit": first as the screens show it in Arabic, so that a change is told so. */
const words: Readonly<Record<Unit, readonly [shown: string, ...others: string[]]>> = {
  ...({ PIECE: ['قطعة', 'عدد', 'حبة', 'دانە'], SET: ['طقم', 'سيت', 'تاقم'], PAIR: ['زوج', 'جووت'] } as const),
  ...({ DOZEN: ['درزن', 'دەرزەن'], BOX: ['علبة', 'صندوق', 'قوتوو'], PACKET: ['باكيت', 'پاکەت'] } as const),
  ...({ REAM: ['رزمة', 'بند', 'بەند'], CARTON: ['كارتون', 'کارتۆن'], BAG: ['كيس', 'کیسە'] } as const),
  ...({ ROLL: ['رول', 'لفة', 'ڕۆڵ'], SHEET: ['لوح', 'ورقة', 'پارچە'], BOOK: ['سجل', 'دفتر', 'تۆمار'] } as const),
  ...({ BOTTLE: ['قنينة', 'شووشە'], CAN: ['تنكة', 'صفيحة', 'تەنەکە'], BARREL: ['برميل', 'بەرمیل'] } as const),
  ...({ KILOGRAM: ['كيلوغرام', 'كغم', 'كيلو', 'کیلۆگرام'], GRAM: ['غرام', 'گرام'], TON: ['طن', 'تەن'] } as const),
  ...({ LITRE: ['لتر', 'لیتر'], METRE: ['متر', 'مەتر'] } as const),
  SQUARE_METRE: ['متر مربع', 'م2', 'مەتری دووجا', 'square metre'],
  CUBIC_METRE: ['متر مكعب', 'م3', 'مەتری سێجا', 'cubic metre'],
};

const units: ReadonlyMap<string, Unit> = new Map(
  unitCodes.flatMap((unit) => [unit, ...words[unit]].map((word) => [fold(word), unit] as const)),
);

/** The unit that a word of a sheet means, in any of the three languages, or by its code; null where none is known. */
export function unitOf(word: string): Unit | null {
  return units.get(fold(word)) ?? null;
}

/** The unit in the words of a sheet. */
export function wordOfUnit(unit: Unit): string {
  return words[unit][0];
}
