import { eq } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { z } from 'zod';
import type { LocalDate } from '#kernel/date.ts';
import { fold } from '#kernel/text/fold.ts';
import type { Problem } from '#kernel/verdict.ts';
import type { RunCommand, WriteDoor } from '#db/door.ts';
import { Refusal, refusal } from '#db/refusal.ts';
import type { Importer } from '#modules/module.ts';
import { problemsOf } from './problems.ts';
import type { ImportInput, Rehearsal } from './contract/index.ts';
import type { JobControl } from './jobs.ts';
import { GROUP_SIGN } from './sheet-table.ts';
import { importMapping } from './schema.ts';

export type Mapping = Readonly<Record<string, number | null>>;

/**
 * The mapping remembered for these headings or for their beginning, or the one that the headings suggest; no column is
 * used twice. A heading of two lines is known by both, by its lower line with the upper one, and by the lower alone
 * where that is said once.
 */
export function mappingFor(
  source: { readonly db: BetterSQLite3Database; readonly name: string; readonly importer: Importer },
  headings: readonly string[],
): Mapping {
  const kept = source.db.select().from(importMapping).where(eq(importMapping.importer, source.name)).all();
  const said = JSON.stringify(headings);
  const remembered = kept.find((each) => each.headings === said);
  if (remembered) return remembered.mapping;
  // What was handed back to be mended has columns more behind those that are known.
  const before = kept.find((each) => said.startsWith(`${each.headings.slice(0, -1)},`))?.mapping ?? {};
  const readings = readingsOf(headings);
  const used = new Set<number | null>(Object.values(before));
  const guess = new Map(Object.entries(before));
  // What is said in full is understood before what is only meant.
  for (const reading of readings) {
    for (const { key, headings: known } of source.importer.columns) {
      if ((guess.get(key) ?? null) !== null) continue;
      const names = [key, ...known].map(fold);
      const at = reading.findIndex((heading, position) => names.includes(heading) && !used.has(position));
      if (at >= 0) used.add(at);
      guess.set(key, at >= 0 ? at : null);
    }
  }
  return Object.fromEntries(guess);
}

/** The headings folded, and what those of two lines may be called beside. */
function readingsOf(headings: readonly string[]): readonly (readonly string[])[] {
  const parts = headings.map((heading) => heading.split(GROUP_SIGN).map(fold));
  const lower = parts.map((each) => each.at(-1) ?? '');
  const isOnce = (name: string): boolean => lower.filter((each) => each === name).length === 1;
  const turned = parts.map((each) => each.toReversed().join(' '));
  return [
    headings.map(fold),
    turned,
    parts.map((each) => each.join(' ')),
    lower.map((name) => (isOnce(name) ? name : '')),
  ];
}

/** Keeps a mapping for the next sheet with the same headings. */
export function rememberMapping(
  target: { readonly db: BetterSQLite3Database; readonly name: string; readonly newId: () => string },
  { headings, mapping }: Pick<ImportInput, 'headings' | 'mapping'>,
): void {
  target.db
    .insert(importMapping)
    .values({ id: target.newId(), importer: target.name, headings: JSON.stringify(headings), mapping })
    .onConflictDoUpdate({ target: [importMapping.importer, importMapping.headings], set: { mapping } })
    .run();
}

export interface ImportWork {
  readonly importer: Importer;
  readonly input: ImportInput;
  readonly door: WriteDoor;
  readonly db: BetterSQLite3Database;
  readonly today: LocalDate;
  readonly latestDay: LocalDate;
  readonly control: JobControl;
}

/** Judges every row and runs all good ones inside a transaction that is then taken back: nothing is written. */
export async function rehearseImport(work: ImportWork): Promise<Rehearsal> {
  const judged = await judgeRows(work);
  return work.door.rehearse(work.control.actor, (run) => applyRows(work, judged, run));
}

/** Writes all rows in one transaction. Refuses `IMPORT_NOT_CLEAN` and writes none when any row is rejected. */
export async function commitImport(work: ImportWork): Promise<Rehearsal> {
  const judged = await judgeRows(work);
  return work.door.writeAll(work.control.actor, (run) => {
    const outcome = applyRows(work, judged, run);
    if (outcome.rejected.length > 0) throw refusal('IMPORT_NOT_CLEAN', { count: outcome.rejected.length });
    return outcome;
  });
}

type Judged =
  { readonly ok: true; readonly row: unknown } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Rows judged between two pauses. */
const SLICE = 200;

async function judgeRows({ importer, input, control }: ImportWork): Promise<readonly Judged[]> {
  const missing = importer.columns.find(({ key, isRequired }) => isRequired && (input.mapping[key] ?? null) === null);
  if (missing) throw refusal('IMPORT_COLUMN_MISSING', undefined, missing.key);
  const used = Object.values(input.mapping).filter((at) => at !== null);
  if (new Set(used).size < used.length) throw refusal('IMPORT_COLUMN_TWICE');
  const judged: Judged[] = [];
  for (const cells of input.rows) {
    judged.push(judgeRow(importer, input.mapping, cells));
    if (judged.length % SLICE === 0) {
      control.progress((judged.length / input.rows.length) * 0.5);
      await control.pause();
    }
  }
  return judged;
}

function judgeRow(importer: Importer, mapping: Mapping, cells: readonly string[]): Judged {
  const raw: Record<string, string> = {};
  const empty: Problem[] = [];
  for (const { key, isRequired, isFolded } of importer.columns) {
    const at = mapping[key] ?? null;
    const value = at === null ? '' : (cells[at] ?? '').trim();
    if (value !== '') raw[key] = isFolded ? fold(value) : value;
    else if (isRequired) empty.push({ code: 'VALUE_REQUIRED', field: key });
  }
  if (empty.length > 0) return { ok: false, problems: empty };
  const parsed: z.ZodSafeParseResult<unknown> = importer.schema.safeParse(raw);
  return parsed.success ? { ok: true, row: parsed.data } : { ok: false, problems: problemsOf(parsed.error.issues) };
}

function applyRows(work: ImportWork, judged: readonly Judged[], run: RunCommand): Rehearsal {
  const counts = { created: 0, updated: 0, same: 0 };
  const changed: Rehearsal['changed'] = [];
  const rejected: Rehearsal['rejected'] = [];
  const good: { readonly at: number; readonly row: unknown }[] = [];
  judged.forEach((each, at) => {
    if (each.ok) good.push({ at, row: each.row });
    else rejected.push({ row: at, problems: [...each.problems] as Rehearsal['rejected'][number]['problems'] });
  });
  const order = work.importer.arrange?.(good.map(({ row }) => row)) ?? good.map((_, position) => position);
  const { db, today, latestDay, door } = work;
  const context = { ...{ db, today, latestDay, office: door.office }, known: new Map<string, string>() };
  for (const position of order) {
    const entry = good[position];
    if (!entry) continue;
    try {
      const done = work.importer.apply(run, entry.row, context);
      counts[typeof done === 'string' ? done : 'updated'] += 1;
      if (typeof done !== 'string') changed.push({ row: entry.at, changes: [...done.updated] });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      rejected.push({ row: entry.at, problems: [...error.problems] as Rehearsal['rejected'][number]['problems'] });
    }
  }
  const byRow = (left: { readonly row: number }, right: { readonly row: number }): number => left.row - right.row;
  return { ...counts, rejected: rejected.sort(byRow), changed: changed.sort(byRow) };
}
