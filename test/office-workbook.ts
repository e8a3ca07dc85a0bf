import writeXlsxFile, { type Row } from 'write-excel-file/node';
import { addMonths, dateOf, dayNumber, partsOf, yearsBetween, type LocalDate } from '#kernel/date.ts';
import { toDigits } from '#kernel/digits.ts';
import { Chance } from '#modules/hr/demonstration/chance.ts';
import { inventPerson, type InventedPerson } from '#modules/hr/demonstration/person.ts';

/** The list of staff as an office keeps it in Excel, with everything in it that such lists have. */
export interface OfficeWorkbook {
  readonly bytes: Buffer;
  /** Rows that are a person. */
  readonly people: number;
  /** Numbers of those whose row cannot be taken as it stands, by what is wrong. */
  readonly wrong: Readonly<Record<Dirt, readonly string[]>>;
  /** Of each number, the number under which the same person stands already. */
  readonly twins: ReadonlyMap<string, string>;
}

export const dirt = ['noStep', 'shortCard', 'wrongIban', 'twin'] as const;
type Dirt = (typeof dirt)[number];

const departments = [
  ...['قسم الشؤون الإدارية', 'قسم الشؤون المالية', 'قسم الشؤون القانونية', 'قسم الأملاك', 'قسم المشاريع'],
  ...['قسم الآليات والمخازن', 'قسم التدقيق والرقابة الداخلية'],
];

/** The employee of the contract's example E5: his promotion falls due on 10 March 2026. */
export const lateOne = { name: 'ماجد فاضل عباس حسين الخفاجي', number: '77001' } as const;

const EXCEL_EPOCH = 25_569;
/** Serial 0 of Excel is a day of 1899; a person's papers begin later. */
const serialOf = (day: LocalDate): number => dayNumber(day) + EXCEL_EPOCH;

/** So many rows stand between two that have the same mistake. */
const EVERY = { noStep: 23, shortCard: 29, wrongIban: 37, twin: 31 } as const satisfies Record<Dirt, number>;
/** After so many people a page ends: its total and the headings again. */
const PAGE = 200;

/** The workbook of so many people, always the same for a seed. */
export async function officeWorkbook(of: {
  readonly people: number;
  readonly seed: number;
  readonly today: LocalDate;
}): Promise<OfficeWorkbook> {
  const wrong: Record<Dirt, string[]> = { noStep: [], shortCard: [], wrongIban: [], twin: [] };
  const twins = new Map<string, string>();
  const rows: Row[] = [...titles(), ...headings()];
  const serving = peopleInService(of);
  const lines = [lineOfLateOne()];
  serving.forEach((person, index) => {
    const line = lineOf(person, { index, chance: new Chance(of.seed + index), today: of.today });
    for (const kind of ['noStep', 'shortCard', 'wrongIban'] as const) {
      if (index % EVERY[kind] === EVERY[kind] - 1) {
        spoil(line, kind);
        wrong[kind].push(person.officeNumber);
        break;
      }
    }
    lines.push(line);
    if (index % EVERY.twin === EVERY.twin - 1 && !isSpoiled(wrong, person)) {
      const number = String(Number(person.officeNumber) + 50_000);
      lines.push({ ...line, number, name: otherSpelling(line.name), card: '' });
      wrong.twin.push(number);
      twins.set(number, person.officeNumber);
    }
  });
  lines.forEach((line, index) => {
    rows.push(rowOf(line, index + 1));
    if (index % PAGE === PAGE - 1 && index < lines.length - 1) rows.push(totalRow('مجموع الصفحة'), [], ...headings());
  });
  rows.push(totalRow('المجموع العام'), [], signatures());
  const bytes = await writeXlsxFile(rows, { rightToLeft: true, sheet: 'الملاك' }).toBuffer();
  return { bytes, people: lines.length, wrong, twins };
}

/** Lists of staff name who serves; whoever left stands in another file. */
function peopleInService(of: { people: number; seed: number; today: LocalDate }): readonly InventedPerson[] {
  const found: InventedPerson[] = [];
  for (let index = 0; found.length < of.people - 1; index += 1) {
    const person = inventPerson(of.seed, index, of.today);
    if (person.left === null) found.push(person);
  }
  return found;
}

function isSpoiled(wrong: Readonly<Record<Dirt, readonly string[]>>, { officeNumber }: InventedPerson): boolean {
  return Object.values(wrong).some((numbers) => numbers.includes(officeNumber));
}

/** A person as the columns of the list name him. */
interface Line {
  readonly number: string;
  readonly name: string;
  readonly mother: string;
  card: string;
  readonly birth: string | number;
  readonly gender: string;
  readonly marital: string;
  readonly department: string;
  readonly title: string;
  readonly grade: string | number;
  step: string | number;
  readonly certificate: string;
  readonly speciality: string;
  readonly risk: string | number;
  readonly engineering: string | number;
  readonly legal: string | number;
  readonly craft: string | number;
  readonly transport: string | number;
  readonly spouse: string;
  readonly children: string | number;
  readonly tax: string;
  readonly bank: string;
  iban: string;
  readonly appointed: string | number;
  readonly promoted: string | number;
  readonly raised: string | number;
  readonly balance: string | number;
  readonly phone: string;
}

function spoil(line: Line, kind: Exclude<Dirt, 'twin'>): void {
  if (kind === 'noStep') line.step = '';
  if (kind === 'shortCard') line.card = line.card.slice(0, -1);
  if (kind === 'wrongIban') line.iban = line.iban === '' ? 'IQ00RAFB' : `${line.iban.slice(0, -1)}${other(line.iban)}`;
}

/** Another last figure than that of a number. */
function other(number: string): string {
  return String((Number(number.at(-1)) + 1) % 10);
}

/** As another clerk writes the same name. */
function otherSpelling(name: string): string {
  return name.replaceAll(/[أإآ]/gu, 'ا').replaceAll('ة', 'ه').replaceAll('ى', 'ي').replaceAll('عبد ', 'عبد');
}

const words: Readonly<Record<string, string>> = {
  ...{ CERT_PHD: 'دكتوراه', CERT_MASTER: 'ماجستير', CERT_BSC: 'بكلوريوس', CERT_DIP: 'دبلوم', CERT_PREP: 'اعدادية' },
  ...{ CERT_INT: 'متوسطة', CERT_NONE: 'ابتدائية', MALE: 'ذكر', FEMALE: 'أنثى', MARRIED: 'متزوج', SINGLE: 'أعزب' },
  ...{ DIVORCED: 'مطلق', T_SINGLE: 'أعزب', T_MARRIED: 'متزوج زوجته ربة بيت', T_WIDOW_DIV: 'مطلقة' },
  T_WIFE_DISABLED_HUSBAND: 'متزوجة زوجها عاجز',
};
const ordinals = [
  'الأولى',
  'الثانية',
  'الثالثة',
  'الرابعة',
  'الخامسة',
  'السادسة',
  'السابعة',
  'الثامنة',
  'التاسعة',
  'العاشرة',
];

/** Years before a promotion, by grade: as the scale has them. */
const yearsIn = (grade: number): number => (grade <= 5 ? 5 : 4);

function lineOf(
  person: InventedPerson,
  { index, chance, today }: { readonly index: number; readonly chance: Chance; readonly today: LocalDate },
): Line {
  const { papers, trade, entered, taxStatus } = person;
  const place = placeOf(person, today);
  const names = [papers.firstName, papers.fatherName, papers.grandfatherName, papers.greatGrandfatherName];
  const share = (code: string): string | number => {
    const points = trade.allowances.find((each) => each.code === code)?.basisPoints ?? null;
    return points === null
      ? ''
      : chance.pick([points / 100, `${points / 100}%`, `${toDigits(String(points / 100), 'arabic')}٪`]);
  };
  const transport = trade.allowances.find(({ code }) => code === 'TRANSPORT')?.amount ?? null;
  const isPaidFamily = papers.gender === 'MALE' && taxStatus === 'T_MARRIED';
  const birthDate = papers.birthDate ?? today;
  return {
    ...{ number: figures(chance, person.officeNumber), name: [...names, papers.surname].filter(Boolean).join(' ') },
    mother: [papers.motherName, papers.motherFatherName].filter(Boolean).join(' '),
    card: figures(chance, papers.nationalCard ?? ''),
    birth: papers.isBirthDayAssumed ? figures(chance, birthDate.slice(0, 4)) : written(chance, birthDate),
    ...{ gender: words[papers.gender ?? ''] ?? '', marital: words[papers.maritalStatus ?? ''] ?? '' },
    ...{ department: departments[index % departments.length] ?? '', title: trade.title },
    grade: chance.pick([place.grade, figures(chance, String(place.grade)), ordinals[place.grade - 1] ?? '']),
    step: chance.pick([place.step, figures(chance, String(place.step))]),
    ...{ certificate: words[trade.certificate] ?? '', speciality: trade.speciality ?? '' },
    ...{ risk: share('RISK'), engineering: share('ENG'), legal: share('LEGAL'), craft: share('CRAFT') },
    transport: transport === null ? '' : chance.pick([transport, '20,000', '٢٠٬٠٠٠']),
    ...{ spouse: isPaidFamily ? 'نعم' : 'لا', children: isPaidFamily ? person.children.length : 0 },
    tax: taxStatus === null ? '' : (words[taxStatus] ?? ''),
    ...{ bank: person.bank, iban: spaced(chance, person.iban ?? '') },
    ...{ appointed: written(chance, entered), promoted: written(chance, place.promoted) },
    raised: written(chance, place.raised),
    balance: chance.pick([chance.whole(0, 170), figures(chance, String(chance.whole(0, 170)))]),
    phone: figures(chance, papers.phone ?? ''),
  };
}

/** Where somebody stands who was always promoted and raised on his day. */
function placeOf(
  { trade, entered }: InventedPerson,
  today: LocalDate,
): { readonly grade: number; readonly step: number; readonly promoted: LocalDate; readonly raised: LocalDate } {
  let [grade, promoted] = [Number(trade.grade), entered];
  while (grade > 2 && yearsBetween(promoted, today) >= yearsIn(grade)) {
    [promoted, grade] = [addMonths(promoted, 12 * yearsIn(grade)), grade - 1];
  }
  const raises = Math.min(10, Math.max(0, yearsBetween(promoted, today)));
  return { grade, step: raises + 1, promoted, raised: addMonths(promoted, 12 * raises) };
}

/** Of the contract's example E5, as the list of his office has him. */
function lineOfLateOne(): Line {
  return {
    ...{ number: lateOne.number, name: lateOne.name, mother: 'نجاة كريم', card: '198077001234', birth: '1980/5/17' },
    ...{
      gender: 'ذكر',
      marital: 'متزوج',
      department: 'قسم الشؤون المالية',
      title: 'محاسب',
      grade: 'الخامسة',
      step: '٥',
    },
    ...{ certificate: 'بكلوريوس', speciality: 'المحاسبة', risk: '30%', engineering: '', legal: '', craft: '' },
    ...{ transport: '٢٠٬٠٠٠', spouse: 'نعم', children: '٣', tax: 'متزوج زوجته ربة بيت', bank: 'المصرف الأهلي' },
    ...{ iban: 'IQ98 NBIQ 8501 2345 6789 012', appointed: '10/3/2012', promoted: '١٠/٣/٢٠٢١', raised: 45_726 },
    ...{ balance: 60, phone: '07701234567' },
  };
}

const figures = (chance: Chance, text: string): string => (chance.happens(50) ? toDigits(text, 'arabic') : text);

/** A date as text in figures of either hand, or the number that Excel keeps. */
function written(chance: Chance, day: LocalDate): string | number {
  const { year, month, day: dayOfMonth } = partsOf(dateOf(partsOf(day)));
  const text = chance.pick([
    `${dayOfMonth}/${month}/${year}`,
    `${year}-${month}-${dayOfMonth}`,
    day.replaceAll('-', '/'),
  ]);
  return chance.happens(30) ? serialOf(day) : figures(chance, text);
}

function spaced(chance: Chance, iban: string): string {
  return chance.happens(60) ? (iban.match(/.{1,4}/gu) ?? []).join(' ') : iban;
}

const columns = 29;
const wide = (value: string, columnSpan: number) => ({ value, type: String, columnSpan }) as const;
const high = (value: string) => ({ value, type: String, rowSpan: 2 }) as const;
const cell = (value: string | number) => ({ value, type: typeof value === 'number' ? Number : String });

function titles(): Row[] {
  return [
    [wide('وزارة الإعمار والإسكان والبلديات والأشغال العامة', columns)],
    [wide('مديرية بلدية النهرين — قائمة ملاك الموظفين', columns)],
    [],
  ];
}

/** Two lines: groups of columns above, their columns below. */
function headings(): Row[] {
  const over = (title: string, count: number) => [wide(title, count), ...Array<null>(count - 1).fill(null)];
  const single = (...names: readonly string[]) => names.map(high);
  return [
    [
      ...single('ت', 'الرقم الوظيفي', 'الاسم الرباعي واللقب', 'اسم الأم', 'رقم البطاقة الوطنية', 'التولد', 'الجنس'),
      ...single('الحالة الزوجية', 'القسم', 'العنوان الوظيفي'),
      ...over('الدرجة الوظيفية', 2),
      ...single('الشهادة', 'الاختصاص'),
      ...over('المخصصات', 7),
      ...single('الحالة الضريبية'),
      ...over('توطين الراتب', 2),
      ...over('تاريخ', 3),
      ...single('رصيد الإجازات', 'الهاتف'),
    ],
    [
      ...Array<null>(10).fill(null),
      ...['الدرجة', 'المرحلة'].map(cell),
      ...[null, null],
      ...['نسبة الخطورة', 'نسبة الهندسية', 'نسبة القانونية', 'نسبة الحرفية', 'النقل', 'الزوجية', 'عدد الأطفال'].map(
        cell,
      ),
      null,
      ...['المصرف', 'الآيبان'].map(cell),
      ...['التعيين', 'آخر ترفيع', 'آخر علاوة'].map(cell),
      ...[null, null],
    ],
  ];
}

function rowOf(line: Line, place: number): Row {
  const cells = [
    ...[place, line.number, line.name, line.mother, line.card, line.birth, line.gender, line.marital, line.department],
    ...[line.title, line.grade, line.step, line.certificate, line.speciality, line.risk, line.engineering, line.legal],
    ...[line.craft, line.transport, line.spouse, line.children, line.tax, line.bank, line.iban, line.appointed],
    ...[line.promoted, line.raised, line.balance, line.phone],
  ];
  return cells.map((value) => (value === '' ? null : cell(value)));
}

const totalRow = (label: string): Row => [cell(label), ...Array<null>(17).fill(null), cell(1_260_000), null, cell(118)];

const signatures = (): Row => [null, cell('منظم القائمة'), null, cell('المدقق'), null, null, null, cell('مدير القسم')];
