import { fold } from '#kernel/text/fold.ts';
import { parseMoney } from '#kernel/money-input.ts';
import type { sheetCauses } from '../contract/reports.ts';
import type { SlipAmounts } from '../contract/index.ts';

/** A slip as a sheet of another system is held against it. */
export interface OwnRow {
  readonly slipId: string;
  readonly employeeId: string;
  readonly employeeNumber: string | null;
  readonly fullName: string;
  readonly gross: number;
  readonly deductionsTotal: number;
  readonly net: number;
  readonly arrearsNet: number;
  readonly amounts: SlipAmounts;
}

export interface SheetDifference {
  /** Counted from 1 under the headings. */
  readonly row: number | null;
  readonly employeeId: string | null;
  readonly slipId: string | null;
  readonly name: string;
  readonly component: string;
  readonly sheet: number | null;
  readonly diwan: number | null;
  readonly cause: SheetCause;
}

export type SheetCause = (typeof sheetCauses)[number];

export interface SheetComparison {
  readonly rows: number;
  readonly matched: number;
  readonly equal: number;
  readonly ambiguous: readonly { readonly row: number; readonly name: string }[];
  readonly differences: readonly SheetDifference[];
}

interface Sheet {
  /** What each column holds: `NUMBER`, `NAME`, `GROSS`, `DEDUCTIONS`, `NET`, or a component; null is passed over. */
  readonly columns: readonly (string | null)[];
  readonly rows: readonly (readonly string[])[];
  /** Differences of so many dinars or fewer are not told. */
  readonly tolerance: number;
}

/** Person by person, where the old system's sheet and the slips differ, each with its probable cause. */
export function compareSheet({ columns, rows, tolerance }: Sheet, own: readonly OwnRow[]): SheetComparison {
  const people = new People(own);
  const found = new Set<string>();
  const ambiguous: { row: number; name: string }[] = [];
  const differences: SheetDifference[] = [];
  let [matched, equal, counted] = [0, 0, 0];
  for (const [index, cells] of rows.entries()) {
    const read = readRow(columns, cells);
    // Sums at the foot, titles and blank rows name nobody.
    if (read.number === '' && read.name === '') continue;
    counted += 1;
    const row = index + 1;
    const person = people.find(read);
    const name = read.name === '' ? read.number : read.name;
    if (person === 'ambiguous') ambiguous.push({ row, name });
    else if (person === null) {
      differences.push({
        row,
        employeeId: null,
        slipId: null,
        name,
        component: 'NET',
        sheet: null,
        diwan: null,
        cause: 'NOT_IN_RUN',
      });
    } else {
      matched += 1;
      found.add(person.employeeId);
      const made = differencesOf(read, person, tolerance).map((each) => ({ ...each, row }));
      if (made.length === 0) equal += 1;
      differences.push(...made);
    }
  }
  const missing = own.filter(({ employeeId }) => !found.has(employeeId));
  return {
    ...{ rows: counted, matched, equal, ambiguous },
    differences: [
      ...differences,
      ...missing.map(({ employeeId, slipId, fullName, net }): SheetDifference => ({
        ...{ row: null, employeeId, slipId, name: fullName, component: 'NET', sheet: null, diwan: net },
        cause: 'NOT_IN_SHEET',
      })),
    ],
  };
}

interface ReadRow {
  readonly number: string;
  readonly name: string;
  /** By column: null where the cell is no amount. */
  readonly amounts: ReadonlyMap<string, number | null>;
}

function readRow(columns: readonly (string | null)[], cells: readonly string[]): ReadRow {
  const amounts = new Map<string, number | null>();
  let [number, name] = ['', ''];
  for (const [index, target] of columns.entries()) {
    const cell = (cells[index] ?? '').trim();
    if (target === 'NUMBER') number = fold(cell);
    else if (target === 'NAME') name = cell;
    else if (target !== null) amounts.set(target, amountOf(cell));
  }
  return { number, name, amounts };
}

/** An empty cell is nothing; a cell that is no amount is null. */
function amountOf(cell: string): number | null {
  if (cell === '' || cell === '-') return 0;
  const parsed = parseMoney(cell.replace(/\.0+$/, ''));
  return parsed.ok ? parsed.value : null;
}

/** The people of a run by number, and by the folded name where one is enough. */
class People {
  readonly #byNumber: ReadonlyMap<string, OwnRow>;
  readonly #byName: ReadonlyMap<string, readonly OwnRow[]>;

  constructor(own: readonly OwnRow[]) {
    this.#byNumber = new Map(
      own.flatMap((row) => (row.employeeNumber === null ? [] : [[fold(row.employeeNumber), row] as const])),
    );
    this.#byName = Map.groupBy(own, ({ fullName }) => fold(fullName));
  }

  find({ number, name }: ReadRow): OwnRow | 'ambiguous' | null {
    const known = number === '' ? undefined : this.#byNumber.get(number);
    if (known !== undefined) return known;
    const named = this.#byName.get(fold(name)) ?? [];
    return named.length > 1 ? 'ambiguous' : (named[0] ?? null);
  }
}

type OpenDifference = Omit<SheetDifference, 'row'>;

function differencesOf(read: ReadRow, own: OwnRow, tolerance: number): readonly OpenDifference[] {
  const found: { component: string; sheet: number | null; diwan: number }[] = [];
  for (const [component, sheet] of read.amounts) {
    const diwan = figureOf(own, component);
    if (sheet === null || Math.abs(sheet - diwan) > tolerance) found.push({ component, sheet, diwan });
  }
  const differing = new Set(found.map(({ component }) => component));
  const { employeeId, slipId, fullName: name } = own;
  return found.map((each) => ({
    ...{ employeeId, slipId, name },
    ...each,
    cause: causeOf(each, { read, own, differing }),
  }));
}

function figureOf(own: OwnRow, component: string): number {
  switch (component) {
    case 'GROSS':
      return own.gross;
    case 'DEDUCTIONS':
      return own.deductionsTotal;
    case 'NET':
      return own.net;
    default:
      return [...own.amounts.lines, ...own.amounts.deductions]
        .filter(({ code }) => code === component)
        .reduce((sum, { amount }) => sum + amount, 0);
  }
}

/** Old sheets round each figure to the dinar or to the smallest note. */
const ROUNDING = 250;
const family = ['SPOUSE', 'CHILD'];
const sums = ['GROSS', 'DEDUCTIONS', 'NET'];
/** What is a share of the nominal salary, and so goes wrong with it. */
const follows = ['CERT', 'PENSION', 'SOC_PROT', 'TAX'];

interface Surroundings {
  readonly read: ReadRow;
  readonly own: OwnRow;
  readonly differing: ReadonlySet<string>;
}

function causeOf(
  { component, sheet, diwan }: { component: string; sheet: number | null; diwan: number },
  { read, own, differing }: Surroundings,
): SheetCause {
  if (sheet === null) return 'NUMBER_NOT_READABLE';
  if (sums.includes(component)) return causeOfSum(component, sheet, { read, own, differing });
  if (component === 'NOMINAL') return 'GRADE_DIFFERS';
  if (family.includes(component)) return 'FAMILY_DIFFERS';
  if (Math.abs(sheet - diwan) < ROUNDING && !differing.has('NOMINAL')) return 'ROUNDING';
  if (differing.has('NOMINAL') && sheet !== 0 && diwan !== 0) return 'FOLLOWS_FROM_OTHERS';
  if (component === 'CERT') return 'CERTIFICATE_DIFFERS';
  if (component === 'TAX')
    return [...differing].some((each) => !follows.includes(each) && !sums.includes(each))
      ? 'FOLLOWS_FROM_OTHERS'
      : 'TAX_STATUS_DIFFERS';
  if (diwan === 0) return 'ALLOWANCE_MISSING';
  if (sheet === 0) return 'ALLOWANCE_EXTRA';
  const isCut = own.amounts.warnings.some(({ code }) => code === 'CAP_EXCESS');
  return isCut && sheet > diwan ? 'CAP_CUT' : 'OTHER';
}

function causeOfSum(component: string, sheet: number, { read, own, differing }: Surroundings): SheetCause {
  if (component === 'NET') {
    const [gross, deductions] = [read.amounts.get('GROSS'), read.amounts.get('DEDUCTIONS')];
    if (gross != null && deductions != null && gross - deductions !== sheet) return 'SHEET_SUM_WRONG';
    if (own.arrearsNet > 0 && own.net - own.arrearsNet === sheet) return 'ARREARS_INSIDE';
  }
  return [...differing].some((each) => each !== component) ? 'FOLLOWS_FROM_OTHERS' : 'SHEET_SUM_WRONG';
}
