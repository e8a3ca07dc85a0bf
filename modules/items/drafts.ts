import { eq, sql } from 'drizzle-orm';
import { demand, refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { groupOf, groupsIn, itemOf, knownIn, withDraft } from './catalogue.ts';
import type { GroupInput, ItemInput } from './contract/index.ts';
import { draftOf, editionsInForce, hashOfEdition, linesOf, type Edition } from './editions.ts';
import { nextCode } from './rules/codes.ts';
import { judgeEdition, judgeItem } from './rules/judge-item.ts';
import { judgeOwnCatalogue } from './rules/moves.ts';
import { edition, group, item } from './schema.ts';
import { statementsOf } from './statements.ts';

/** The draft edition of this office; opened where there is none. Refuses `ITEMS_FROM_CENTRE`. */
function openedDraft(tx: Tx, office: number): Edition {
  demand(judgeOwnCatalogue(office));
  const draft = draftOf(tx.db, office);
  if (draft !== null) return draft;
  // Also above those that were thrown away: their lines keep their numbers.
  const latest = tx.db
    .select({ version: sql<number | null>`max(${edition.version})` })
    .from(edition)
    .where(eq(edition.ownerOffice, office))
    .get();
  const id = tx.insert(edition, {
    ...{ version: (latest?.version ?? 0) + 1, state: 'draft', note: null },
    ...{ hash: null, publishedAt: null, publishedBy: null },
  });
  return tx.get(edition, id);
}

interface Written {
  readonly id: string;
  readonly code: string;
}

/** A new item under the next code of its kind. Refuses `GROUP_UNKNOWN`, `GROUP_FULL` and what `judgeItem` refuses. */
export function addItem(tx: Tx, kindCode: string, written: ItemInput, office: number): Written {
  const draft = openedDraft(tx, office);
  const code = demand(nextCode(kindCode, givenCodes(tx, item, { below: kindCode, office })));
  demand(judgeItem(code, written, knownIn(tx.db, draft)));
  const id = tx.insert(item, { ...written, code, edition: draft.version });
  tx.touch(edition, draft.id);
  return { id, code };
}

/**
 * Another wording of an item: of a line of the draft, or a line beside what is in force. Answers null where nothing
 * differs. Refuses `CODE_UNKNOWN` and what `judgeItem` refuses.
 */
export function rewordItem(
  tx: Tx,
  code: string,
  written: ItemInput,
  { office, expected }: { readonly office: number; readonly expected?: { readonly revision: number } },
): string | null {
  demand(judgeOwnCatalogue(office));
  const now = itemOf(tx.db, withDraft(tx.db, office), code);
  if (now === null) throw refusal('CODE_UNKNOWN', { code });
  if (isSaidAlready(now, written)) return null;
  const draft = openedDraft(tx, office);
  demand(judgeItem(code, written, knownIn(tx.db, draft)));
  const id = now.edition === draft.version ? now.id : tx.insert(item, { ...written, code, edition: draft.version });
  if (id === now.id) tx.update(item, id, written, expected);
  tx.touch(edition, draft.id);
  return id;
}

/**
 * Puts the draft into force, here and in every office that it reaches; its row is written last, so that who has it has
 * all. Refuses what `judgeEdition` refuses.
 */
export function publishDraft(tx: Tx, draft: Edition, expected?: { readonly revision: number }): void {
  const groups = new Set(groupsIn(tx.db, draft).map(({ code }) => code));
  demand(judgeEdition(linesOf(tx.db, draft), { ...knownIn(tx.db, draft), hasGroup: (code) => groups.has(code) }));
  const hash = hashOfEdition(tx.db, draft, editionsInForce(tx.db).at(-1)?.hash ?? null);
  const published = { state: 'published', hash, publishedAt: tx.now, publishedBy: tx.actor.userId } as const;
  tx.update(edition, draft.id, published, expected);
}

/** A new group under the next code below its parent. Refuses `GROUP_UNKNOWN`, `CODE_LEVEL`, `GROUP_FULL`. */
export function addGroup(tx: Tx, parentCode: string | null, written: GroupInput, office: number): Written {
  const draft = openedDraft(tx, office);
  demandGroup(tx, draft, parentCode);
  const code = demand(nextCode(parentCode, givenCodes(tx, group, { below: parentCode, office })));
  return { id: insertGroup(tx, draft, { ...written, code }), code };
}

/** A group under a code that a sheet names. Refuses `GROUP_UNKNOWN` where the one above it is not there. */
export function addGroupAs(
  tx: Tx,
  written: GroupInput & { readonly code: string; readonly parentCode: string | null },
  office: number,
): string {
  const { parentCode, ...line } = written;
  const draft = openedDraft(tx, office);
  demandGroup(tx, draft, parentCode);
  return insertGroup(tx, draft, line);
}

/** Another wording of a group, as `rewordItem`. */
export function rewordGroup(
  tx: Tx,
  code: string,
  written: GroupInput,
  { office, expected }: { readonly office: number; readonly expected?: { readonly revision: number } },
): string | null {
  demand(judgeOwnCatalogue(office));
  const now = groupOf(tx.db, withDraft(tx.db, office), code);
  if (now === null) throw refusal('CODE_UNKNOWN', { code });
  if (isSaidAlready(now, written)) return null;
  const draft = openedDraft(tx, office);
  const id = now.edition === draft.version ? now.id : tx.insert(group, { ...written, code, edition: draft.version });
  if (id === now.id) tx.update(group, id, written, expected);
  tx.touch(edition, draft.id);
  return id;
}

function insertGroup(tx: Tx, draft: Edition, line: GroupInput & { readonly code: string }): string {
  const id = tx.insert(group, { ...line, edition: draft.version });
  tx.touch(edition, draft.id);
  return id;
}

function demandGroup(tx: Tx, draft: Edition, code: string | null): void {
  if (code !== null && groupOf(tx.db, draft, code) === null) throw refusal('GROUP_UNKNOWN', { code }, 'parentCode');
}

/** The highest code directly below a group that this office ever gave, also one that it took back; none before the first. */
function givenCodes(
  tx: Tx,
  table: typeof item | typeof group,
  { below, office }: { readonly below: string | null; readonly office: number },
): readonly string[] {
  const { highestItem, highestGroup } = statementsOf(tx.db);
  const start = below === null ? '' : `${below}-`;
  const asked = { ownerOffice: office, start, end: `${start}~` };
  return (table === item ? highestItem : highestGroup).all(asked).map(({ code }) => code);
}

function isSaidAlready<Row extends object>(now: Row, written: object): boolean {
  const said = new Map<string, unknown>(Object.entries(now));
  return Object.entries(written).every(([key, value]) => said.get(key) === value);
}
