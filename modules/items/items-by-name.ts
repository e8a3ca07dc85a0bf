import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { fold } from '#kernel/text/fold.ts';
import { itemsIn } from './catalogue.ts';
import type { ItemInput } from './contract/index.ts';
import type { AsOf } from './counting.ts';
import { parentOf } from './rules/codes.ts';

/**
 * Codes by kind, name and unit, for one run of an import: a sheet without codes that is brought a second time would make
 * its items twice. Each kind is read once, and kept true as the run writes.
 */
export type CodesByName = Map<string, string>;

type Named = Pick<ItemInput, 'nameAr' | 'unit' | 'externalCode'>;

/** Reads a kind, unless it was read in this run. */
export function readKind(db: BetterSQLite3Database, asOf: AsOf | null, kindCode: string, known: CodesByName): void {
  if (known.has(kindCode)) return;
  known.set(kindCode, '');
  const { rows } = itemsIn(db, asOf, { group: kindCode, limit: Number.MAX_SAFE_INTEGER });
  for (const row of rows) noteItem(known, row);
}

/**
 * The code of an item that is the same as far as kind, name and unit tell, or null. Of two that both have an old code the
 * old list knew better.
 */
export function codeOfSame(known: CodesByName, kindCode: string, item: Named): string | null {
  const name = nameOf(kindCode, item);
  const uncoded = known.get(uncodedKey(name)) ?? null;
  return uncoded === null && item.externalCode === null ? (known.get(codedKey(name)) ?? null) : uncoded;
}

/** Notes how an item is called from now on. */
export function noteItem(known: CodesByName, { code, ...item }: Named & { readonly code: string }): void {
  known.set(keyOf(parentOf(code) ?? '', item), code);
}

/** Forgets how it was called. */
export function forgetItem(known: CodesByName, { code, ...item }: Named & { readonly code: string }): void {
  const key = keyOf(parentOf(code) ?? '', item);
  if (known.get(key) === code) known.delete(key);
}

function keyOf(kindCode: string, item: Named): string {
  const name = nameOf(kindCode, item);
  return item.externalCode === null ? uncodedKey(name) : codedKey(name);
}

const uncodedKey = (name: string): string => `uncoded ${name}`;
const codedKey = (name: string): string => `coded ${name}`;

function nameOf(kindCode: string, { nameAr, unit }: Named): string {
  return `${kindCode} ${unit} ${fold(nameAr)}`;
}
