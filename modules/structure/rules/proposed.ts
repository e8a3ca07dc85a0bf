import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import type { OfficeDifference, OfficeStanding, ProposedChange } from '../contract/index.ts';
import { judgeOffice, namesakeOf } from './register.ts';

/** An office of the tree. */
export type TreeOffice = OfficeStanding & { readonly office: number };

/** What is proposed; of a closing the wording is that of the office. */
export interface Proposed extends Omit<OfficeStanding, 'isClosed'> {
  readonly change: ProposedChange;
  readonly aboutOffice: number | null;
}

/** What has been sent: with the office as its sender saw it. */
export interface SentProposal extends Proposed {
  readonly seen: OfficeStanding | null;
}

const wordingFields = ['nameAr', 'nameCkb', 'nameEn', 'kind', 'parentOffice'] as const;
const standingFields = [...wordingFields, 'isClosed'] as const;

/** What of an office is otherwise in `after`, in the order in which a person reads it. */
export function officeDifferences(before: OfficeStanding, after: OfficeStanding): readonly OfficeDifference[] {
  return standingFields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

/** What a proposal changes of an office that stands so. A closing changes nothing else. */
export function changesOf(before: OfficeStanding, proposed: Proposed): readonly OfficeDifference[] {
  return officeDifferences(before, proposed.change === 'close' ? { ...before, isClosed: true } : asProposed(proposed));
}

/** The office as it would stand. */
function asProposed({ change, ...wording }: Proposed): OfficeStanding {
  const { nameAr, nameCkb, nameEn, kind, parentOffice } = wording;
  return { nameAr, nameCkb, nameEn, kind, parentOffice, isClosed: change === 'close' };
}

/** How an office stands, without its number. */
export function plainStanding({
  nameAr,
  nameCkb,
  nameEn,
  kind,
  parentOffice,
  isClosed,
}: OfficeStanding): OfficeStanding {
  return { nameAr, nameCkb, nameEn, kind, parentOffice, isClosed };
}

/** How an office stands, in one line: whether it has changed since it was looked at. */
export function treeMark(now: OfficeStanding | null): string {
  return now === null ? '' : JSON.stringify(standingFields.map((field) => now[field]));
}

/**
 * Could the register take it? Refuses `OFFICE_UNKNOWN`, `OFFICE_IS_CENTRE`, `OFFICE_IS_CLOSED`, `NOTHING_PROPOSED`,
 * `PARENT_CLOSED` for a closed office above it, and what `judgeOffice` refuses.
 */
export function judgeProposed(proposed: Proposed, tree: readonly TreeOffice[]): Verdict {
  const { change, aboutOffice, parentOffice } = proposed;
  const asked = { ...asProposed(proposed), office: aboutOffice };
  if (change === 'add') return all(judgeOffice(asked, tree), judgeOpenAbove(parentOffice, tree));
  const about = judgeAbout(aboutOffice, tree);
  const now = tree.find(({ office }) => office === aboutOffice);
  if (!about.ok || now === undefined) return about;
  if (now.isClosed) return refuse('OFFICE_IS_CLOSED');
  if (change === 'close') return accept();
  if (officeDifferences(now, asked).length === 0) return refuse('NOTHING_PROPOSED');
  // What stands above it already may have been closed since: that is not what is proposed.
  const above = parentOffice === now.parentOffice ? accept() : judgeOpenAbove(parentOffice, tree);
  return all(judgeOffice(asked, tree), above);
}

/** Is there such an office, and one that the register changes? Refuses `OFFICE_UNKNOWN` or `OFFICE_IS_CENTRE`. */
export function judgeAbout(aboutOffice: number | null, tree: readonly Pick<TreeOffice, 'office'>[]): Verdict {
  if (aboutOffice === DATACENTER_OFFICE) return refuse('OFFICE_IS_CENTRE');
  return tree.some(({ office }) => office === aboutOffice) ? accept() : refuse('OFFICE_UNKNOWN');
}

function judgeOpenAbove(parentOffice: number | null, tree: readonly TreeOffice[]): Verdict {
  const above = tree.find(({ office }) => office === parentOffice);
  return above?.isClosed === true ? refuse('PARENT_CLOSED', undefined, 'parentOffice') : accept();
}

/** What the register is to do: nothing, where an office stands as proposed already; or to bring it to `after`. */
export type Step =
  { readonly kind: 'stands'; readonly office: number } | { readonly kind: 'change'; readonly after: OfficeStanding };

/**
 * What a proposal asks of the register as it stands now. Only what the sender wanted otherwise is changed: what others
 * have changed since stays. Refuses `OFFICE_OVERTAKEN` where they have changed the very same, and as `judgeProposed` does.
 */
export function stepOf(sent: SentProposal, register: readonly TreeOffice[]): Verdict<Step> {
  if (sent.change === 'add') return stepOfNew(sent, register);
  const about = judgeAbout(sent.aboutOffice, register);
  const now = register.find(({ office }) => office === sent.aboutOffice);
  if (!about.ok) return about;
  if (now === undefined) return refuse('OFFICE_UNKNOWN');
  const { change, seen } = sent;
  const proposed = asProposed(sent);
  const wanted = change === 'close' ? (['isClosed'] as const) : wantedFields(proposed, seen ?? now);
  if (wanted.length > 0 && wanted.every((field) => now[field] === proposed[field]))
    return accept({ kind: 'stands', office: now.office });
  const overtaken = wanted.some(
    (field) => seen !== null && now[field] !== seen[field] && now[field] !== proposed[field],
  );
  if (overtaken) return refuse('OFFICE_OVERTAKEN');
  const after = { ...plainStanding(now), ...Object.fromEntries(wanted.map((field) => [field, proposed[field]])) };
  const judged = judgeProposed({ ...after, change, aboutOffice: now.office }, register);
  return judged.ok ? accept({ kind: 'change', after }) : judged;
}

function stepOfNew(sent: SentProposal, register: readonly TreeOffice[]): Verdict<Step> {
  const after = asProposed(sent);
  const namesake = namesakeOf({ office: null, nameAr: after.nameAr }, register);
  if (namesake !== undefined && officeDifferences(namesake, after).length === 0)
    return accept({ kind: 'stands', office: namesake.office });
  const judged = judgeProposed(sent, register);
  return judged.ok ? accept({ kind: 'change', after }) : judged;
}

function wantedFields(proposed: OfficeStanding, seen: OfficeStanding): readonly (typeof wordingFields)[number][] {
  return wordingFields.filter((field) => proposed[field] !== seen[field]);
}
