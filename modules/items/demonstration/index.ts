import { assert } from '#kernel/assert.ts';
import type { RunCommand, Tx } from '#db/door.ts';
import type { Demonstration } from '#modules/module.ts';
import { itemOf, withDraft } from '../catalogue.ts';
import type { ItemInput } from '../contract/index.ts';
import { addGroup, addItem, publishDraft, rewordItem } from '../drafts.ts';
import { draftOf } from '../editions.ts';
import { wordingOf } from '../rules/differences.ts';
import { edition } from '../schema.ts';
import { catalogue, type InventedItem } from './catalogue.ts';

/** Demonstration offices are founded before they have a number; where one is the data centre's, all of this goes to all. */
const NOT_LINKED = 0;

/** A small catalogue of a municipality's store in two editions. All of it is invented: no national code book is known. */
export function demonstrateItems(
  run: RunCommand,
  _: unknown,
  { hasCatalogue }: Pick<Demonstration, 'hasCatalogue'>,
): void {
  if (!hasCatalogue) return;
  const codes = run('items.demonstration.catalogue', plantCatalogue);
  run('items.demonstration.edition', (tx) => publish(tx, 'الإصدار الأول: مواد مخازن البلدية، مخترعة للعرض'));
  run('items.demonstration.changes', (tx) => changeSome(tx, codes));
  run('items.demonstration.edition', (tx) => publish(tx, 'مواد أوقف شراؤها ومواد استُبدلت، بطلب المخزن'));
}

/** Answers the code of each item by its name. */
function plantCatalogue(tx: Tx): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const main of catalogue) {
    const { code: mainCode } = addGroup(tx, null, namesOf(main.names), NOT_LINKED);
    for (const sub of main.below) {
      const { code: subCode } = addGroup(tx, mainCode, namesOf(sub.names), NOT_LINKED);
      for (const kind of sub.below) {
        const { code: kindCode } = addGroup(tx, subCode, namesOf(kind.names), NOT_LINKED);
        for (const each of kind.items) {
          codes.set(each[0], addItem(tx, kindCode, inventedOf(each, codes.size), NOT_LINKED).code);
        }
      }
    }
  }
  return codes;
}

/** What a year of use brings: an item that is no longer bought, one that another replaces, a clearer specification. */
function changeSome(tx: Tx, codes: ReadonlyMap<string, string>): void {
  const reword = (name: string, change: Partial<ItemInput>): void => {
    const code = codes.get(name);
    assert(code !== undefined, `The invented catalogue has ${name}.`);
    const now = itemOf(tx.db, withDraft(tx.db, NOT_LINKED), code);
    assert(now !== null, `The invented catalogue has ${code}.`);
    rewordItem(tx, code, { ...wordingOf(now), ...change }, { office: NOT_LINKED });
  };
  reword('مصباح توهج', { status: 'replaced', replacedBy: codes.get('مصباح موفر للطاقة') ?? null });
  reword('ورق كاربون', { status: 'frozen' });
  reword('إسمنت بورتلاندي مقاوم', { specification: 'كيس وزن 50 كغم، مقاوم للأملاح' });
}

function publish(tx: Tx, note: string): void {
  const draft = draftOf(tx.db, NOT_LINKED);
  assert(draft !== null, 'Something was written since the last edition.');
  tx.update(edition, draft.id, { note });
  publishDraft(tx, draft);
}

const plain = {
  ...{ hasBatch: false, hasExpiry: false, hasSerial: false, isHazardous: false },
  ...{ isControlled: false, isCustody: false, isCapitalisable: false },
};

function inventedOf([nameAr, unit, more = {}]: InventedItem, position: number): ItemInput {
  return {
    ...{ nameAr, unit, nameCkb: null, nameEn: null, synonyms: null, specification: null },
    // As an old paper list of the municipality might have numbered them.
    externalCode: `م/${101 + position * 3}`,
    ...{ ...plain, status: 'active', replacedBy: null },
    ...more,
  };
}

function namesOf([nameAr, nameCkb, nameEn]: readonly [string, string, string]) {
  return { nameAr, nameCkb, nameEn };
}
