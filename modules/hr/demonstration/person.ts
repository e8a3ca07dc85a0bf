import { addDays, dateOf, firstDay, monthOf, partsOf, yearsBetween, type LocalDate } from '#kernel/date.ts';
import { isIraqiIban } from '#kernel/iban.ts';
import type { EmployeeInput } from '../contract/index.ts';
import { Chance } from './chance.ts';
import { governorates, institutions, men, quarters, surnames, women } from './names.ts';

/** An invented employee: his papers, his family, how he came into the service and with what. */
export interface InventedPerson {
  readonly papers: Omit<EmployeeInput, 'unitId'>;
  readonly officeNumber: string;
  readonly trade: Trade;
  readonly entered: LocalDate;
  /** The last day of service of whoever left; null of whoever serves. */
  readonly left: LocalDate | null;
  readonly iban: string | null;
  readonly bank: string;
  readonly spouseName: string | null;
  readonly children: readonly { readonly name: string; readonly birthDate: LocalDate }[];
  /** Null where the paper is missing. */
  readonly taxStatus: string | null;
  readonly institution: string | null;
  readonly graduationYear: number | null;
}

/** What people do, with the certificate and grade with which they enter (domain sheet §3). */
export interface Trade {
  readonly title: string;
  readonly certificate: string;
  readonly grade: string;
  readonly speciality: string | null;
  /** Allowances beside that of the certificate: a share of the nominal salary, or an amount. */
  readonly allowances: readonly {
    readonly code: string;
    readonly basisPoints: number | null;
    readonly amount: number | null;
  }[];
}

const share = (code: string, basisPoints: number) => ({ code, basisPoints, amount: null });
const amount = (code: string, dinars: number) => ({ code, basisPoints: null, amount: dinars });
const transport = amount('TRANSPORT', 20_000);

const trades: readonly (readonly [weight: number, trade: Trade])[] = [
  [13, trade('مهندس', ['CERT_BSC', '7', 'الهندسة المدنية'], [share('ENG', 3500), share('RISK', 3000)])],
  [5, trade('مهندس كهرباء', ['CERT_BSC', '7', 'الهندسة الكهربائية'], [share('ENG', 3500), share('RISK', 3000)])],
  [2, trade('مهندس استشاري', ['CERT_MASTER', '6', 'هندسة الطرق'], [share('ENG', 3500), share('HIGHER_50', 5000)])],
  [9, trade('محاسب', ['CERT_BSC', '7', 'المحاسبة'], [share('RISK', 2000), transport])],
  [3, trade('مدقق', ['CERT_BSC', '7', 'إدارة الأعمال'], [share('RISK', 2000), transport])],
  [3, trade('حقوقي', ['CERT_BSC', '7', 'القانون'], [share('LEGAL', 3000)])],
  [5, trade('مبرمج', ['CERT_BSC', '7', 'علوم الحاسوب'], [share('RISK', 2000)])],
  [14, trade('ملاحظ', ['CERT_DIP', '8', 'إدارة المكاتب'], [transport])],
  [8, trade('فني مساحة', ['CERT_DIP', '8', 'المساحة'], [share('RISK', 3000), transport])],
  [14, trade('كاتب', ['CERT_PREP', '9', null], [transport])],
  [9, trade('حرفي', ['CERT_INT', '10', null], [share('CRAFT', 1500), share('RISK', 3000)])],
  [6, trade('سائق', ['CERT_INT', '10', null], [amount('DRIVER', 87_500), share('RISK', 2000)])],
  [6, trade('عامل خدمة', ['CERT_NONE', '10', null], [share('RISK', 2000), transport])],
  [1, trade('خبير', ['CERT_PHD', '5', 'تخطيط المدن'], [share('HIGHER_50', 5000)])],
];

function trade(
  title: string,
  [certificate, grade, speciality]: readonly [string, string, string | null],
  allowances: Trade['allowances'],
): Trade {
  return { title, certificate, grade, speciality, allowances };
}

/** How old people are when they enter, by their certificate. */
const ages: Readonly<Record<string, number>> = {
  ...{ CERT_PHD: 32, CERT_MASTER: 28, CERT_BSC: 24, CERT_DIP: 22, CERT_PREP: 20, CERT_INT: 20, CERT_NONE: 22 },
};

const banks = [
  ['مصرف الرافدين', 'RAFB'],
  ['مصرف الرشيد', 'RDBA'],
  ['المصرف العراقي للتجارة', 'TRIQ'],
] as const;

/** They entered this month, and one of their papers is still missing: the work list of the first run shows them. */
const NEWCOMERS: ReadonlySet<number> = new Set([1, 376]);

/** The person of a number, on a day: always the same for the same seed. */
export function inventPerson(seed: number, index: number, today: LocalDate): InventedPerson {
  const chance = new Chance(seed * 100_003 + index);
  const isMan = chance.happens(64);
  const [father, grandfather, greatGrandfather] = [chance.pick(men), chance.pick(men), chance.pick(men)];
  const own = chance.weighed(trades);
  const { year } = partsOf(today);
  const age = Math.max((ages[own.certificate] ?? 22) + 1, Math.min(59, Math.round(24 + 36 * chance.share() ** 0.85)));
  const birthDate = dateOf({ year: year - age, month: chance.whole(1, 12), day: chance.whole(1, 28) });
  const isBirthDayAssumed = age > 45 && chance.happens(30);
  const entryAge = Math.min(age - 1, (ages[own.certificate] ?? 22) + chance.whole(0, 6));
  const entered = addDays(
    dateOf({ year: year - age + entryAge, month: chance.whole(1, 12), day: 1 }),
    chance.whole(0, 27),
  );
  const isNewcomer = NEWCOMERS.has(index);
  const isMarried = age > 27 && chance.happens(82);
  const children = isMarried ? inventChildren(chance, { father: isMan ? null : chance.pick(men), age, year }) : [];
  const [bank, sign] = chance.pick(banks);
  return {
    papers: {
      ...{ firstName: chance.pick(isMan ? men : women), fatherName: father, grandfatherName: grandfather },
      ...{ greatGrandfatherName: greatGrandfather, surname: chance.pick(surnames) },
      ...{ motherName: chance.pick(women), motherFatherName: chance.pick(men), motherGrandfatherName: null },
      nationalCard: `${isMan ? '19' : '20'}${String(index).padStart(6, '0')}${chance.digits(4)}`,
      ...{
        civilIdNumber: null,
        civilRegister: null,
        civilPage: null,
        nationalityCertificate: null,
        residenceCard: null,
      },
      phone: `07${chance.pick(['7', '8', '5'])}${chance.digits(8)}`,
      birthDate: isBirthDayAssumed ? dateOf({ ...partsOf(birthDate), month: 7, day: 1 }) : birthDate,
      ...{ isBirthDayAssumed, birthPlace: null, gender: isMan ? 'MALE' : 'FEMALE' },
      maritalStatus: isMarried ? 'MARRIED' : chance.happens(6) ? 'DIVORCED' : 'SINGLE',
      bloodGroup: chance.pick(['A+', 'B+', 'O+', 'AB+', 'O-', 'A-']),
      ...{ governorate: chance.pick(governorates), district: null, subdistrict: null, quarter: chance.pick(quarters) },
      ...{ alley: String(chance.whole(1, 90)), house: String(chance.whole(1, 60)) },
      ...{ employmentKind: age < 35 && chance.happens(12) ? 'CONTRACT' : 'PERMANENT', note: null },
    },
    officeNumber: String(10_001 + index),
    trade: own,
    entered: isNewcomer ? firstDay(monthOf(today)) : entered,
    left: !isNewcomer && yearsBetween(entered, today) > 3 && chance.happens(3) ? leavingDay(chance, today) : null,
    // Some have not brought the paper of their bank yet.
    iban: chance.happens(98) ? ibanOf(`${sign}${chance.digits(15)}`) : null,
    bank,
    spouseName: isMarried ? `${chance.pick(isMan ? women : men)} ${chance.pick(men)}` : null,
    children,
    taxStatus: isNewcomer ? null : taxStatusOf(chance, { isMan, isMarried }),
    institution: own.speciality === null ? null : chance.pick(institutions),
    graduationYear: own.speciality === null ? null : partsOf(entered).year - chance.whole(0, 3),
  };
}

function inventChildren(
  chance: Chance,
  { father, age, year }: { readonly father: string | null; readonly age: number; readonly year: number },
): InventedPerson['children'] {
  const count = chance.weighed([
    ...([
      [14, 0],
      [20, 1],
      [26, 2],
      [20, 3],
      [12, 4],
      [8, 5],
    ] as const),
  ]);
  return Array.from({ length: count }, (_, place) => ({
    name: [chance.pick([...men, ...women]), ...(father === null ? [] : [father])].join(' '),
    birthDate: dateOf({
      year: Math.min(year - 1, year - age + 28 + place * 2 + chance.whole(0, 1)),
      ...{ month: chance.whole(1, 12), day: chance.whole(1, 28) },
    }),
  }));
}

function taxStatusOf(chance: Chance, of: { readonly isMan: boolean; readonly isMarried: boolean }): string {
  if (!of.isMarried) return !of.isMan && chance.happens(12) ? 'T_WIDOW_DIV' : 'T_SINGLE';
  // Whose spouse earns too is taxed like a single person.
  if (!of.isMan) return chance.happens(6) ? 'T_WIFE_DISABLED_HUSBAND' : 'T_SINGLE';
  return chance.happens(70) ? 'T_MARRIED' : 'T_SINGLE';
}

function leavingDay(chance: Chance, today: LocalDate): LocalDate {
  return addDays(today, -chance.whole(20, 700));
}

/** The number with the check digits that make it right. */
function ibanOf(account: string): string {
  for (let check = 2; check < 99; check += 1) {
    const iban = `IQ${String(check).padStart(2, '0')}${account}`;
    if (isIraqiIban(iban)) return iban;
  }
  throw new Error(`No check digits make ${account} an IBAN.`);
}
