import { isNull } from 'drizzle-orm';
import { assert } from '#kernel/assert.ts';
import type { LocalDate } from '#kernel/date.ts';
import type { RunCommand, Tx } from '#db/door.ts';
import { committee, committeeMember, delegation } from '../schema.ts';
import { ADMINISTRATOR, builtInRoles } from '../seed.ts';
import { createUnit } from '../procedures/unit.ts';
import { assign, createUser } from '../procedures/user.ts';
import { role, unit, user } from '../schema.ts';
import type { Demonstration, Founding } from '#modules/module.ts';
import { men, surnames, women } from './names.ts';
import { DEMONSTRATION_DIRECTORATE, demonstrationTree, type DemonstrationUnit } from './tree.ts';

/** Besides the administrator; with him the office has sixty people. */
const PEOPLE = 59;

/** The demonstration office: an invented municipality with its tree, sixty people in all roles, and committees. */
export function demonstrateOrg(run: RunCommand, founding: Founding, { seed }: Demonstration): void {
  const day = '2024-01-01' as LocalDate;
  const units = run('org.demonstration.units', (tx) => plantTree(tx, founding, day));
  const people = run('org.demonstration.users', (tx) => addPeople(tx, { founding, seed, units, day }));
  run('org.demonstration.committees', (tx) => formCommittees(tx, { units, people, day }));
}

interface Person {
  readonly id: string;
  readonly nameAr: string;
  readonly jobTitle: string;
}

function plantTree(tx: Tx, founding: Founding, day: LocalDate): readonly string[] {
  const root = tx.db.select().from(unit).get();
  assert(root !== undefined, 'The office has been founded with a top unit.');
  const [nameAr, nameCkb, nameEn] = demonstrationTree.names;
  // The directorate pays, not what stands above it.
  const { type } = demonstrationTree;
  tx.update(unit, root.id, { nameAr, nameCkb, nameEn, type, validFrom: day, isPayingEntity: false });
  const planted: string[] = [];
  const plant = (node: DemonstrationUnit, parentId: string): void => {
    const { officeNameAr, officeNameCkb, officeNameEn } = founding;
    const isOffice = node.code === DEMONSTRATION_DIRECTORATE;
    const [ar, ckb, en] = isOffice ? ([officeNameAr, officeNameCkb, officeNameEn] as const) : node.names;
    const id = createUnit(tx, {
      ...{ code: node.code, type: node.type, parentId, nameAr: ar, nameCkb: ckb, nameEn: en },
      ...{ validFrom: day, validTo: null, isPayingEntity: node.isPayingEntity ?? false },
    });
    if (node.type !== 'general_directorate') planted.push(id);
    for (const child of node.below ?? []) plant(child, id);
  };
  for (const child of demonstrationTree.below ?? []) plant(child, root.id);
  return planted;
}

const jobTitles = ['مدير قسم', 'مسؤول شعبة', 'ملاحظ', 'معاون ملاحظ', 'محاسب', 'مدقق', 'مهندس', 'كاتب'] as const;

/** Everybody shares the administrator's password hash: it is a demonstration, and its README says so. */
function addPeople(
  tx: Tx,
  { founding, seed, units, day }: { founding: Founding; seed: number; units: readonly string[]; day: LocalDate },
): readonly Person[] {
  const roles = tx.db.select().from(role).all();
  const others = builtInRoles.filter((each) => each.code !== ADMINISTRATOR);
  const top = tx.db.select({ id: unit.id }).from(unit).where(isNull(unit.parentId)).get();
  assert(top !== undefined, 'The office has a top unit.');
  return Array.from({ length: PEOPLE }, (_, index) => {
    const [nameAr = '', nameCkb = null, nameEn = null] = nameOf(index, seed);
    const builtIn = pick(others, index);
    const granted = roles.find((each) => each.code === builtIn.code);
    assert(granted !== undefined, `Role ${builtIn.code} was founded.`);
    const unitId = index < others.length ? pick(units, 0) : pick(units, index);
    const jobTitle = pick(jobTitles, index);
    const id = createUser(tx, {
      userName: `${builtIn.code.replace('_', '.')}${Math.floor(index / others.length) + 1}`,
      ...{ nameAr, nameCkb, nameEn, jobTitle, unitId },
      // The first of each role, who show the program, speak Arabic.
      language: index < others.length ? 'ar' : index % 9 === 4 ? 'ckb' : index % 11 === 6 ? 'en' : 'ar',
      passwordHash: founding.passwordHash,
      mustChangePassword: false,
    });
    // A list of the staff knows no borders of units: who brings one in has his right in the whole office.
    const reach = builtIn.code === 'staff_clerk' && index < others.length ? top.id : unitId;
    assign(tx, { userId: id, roleId: granted.id, unitId: reach, validFrom: day, validTo: null });
    return { id, nameAr, jobTitle };
  });
}

/** The name of a person in three languages. An office of another seed has other people under the same user names. */
function nameOf(index: number, seed: number): readonly string[] {
  const first = index % 3 === 2 ? pick(women, index + seed) : pick(men, index + seed);
  const father = pick(men, index * 7 + 3 + seed);
  const surname = pick(surnames, index * 5 + 1 + seed);
  return [0, 1, 2].map((language) => [first, father, surname].map((part) => part[language]).join(' '));
}

function formCommittees(
  tx: Tx,
  { units, people, day }: { units: readonly string[]; people: readonly Person[]; day: LocalDate },
): void {
  const committees = [
    ['لجنة المشتريات', 'لیژنەی کڕین', 'Purchasing Committee'],
    ['لجنة الجرد السنوي', 'لیژنەی جەردی ساڵانە', 'Annual Stocktaking Committee'],
    ['لجنة الفحص والاستلام', 'لیژنەی پشکنین و وەرگرتن', 'Inspection and Receipt Committee'],
  ] as const;
  committees.forEach(([nameAr, nameCkb, nameEn], index) => {
    const committeeId = tx.insert(committee, {
      ...{ nameAr, nameCkb, nameEn, purpose: null },
      ...{ orderNumber: `${214 + index * 37}`, orderDate: day, unitId: pick(units, 0), validFrom: day, validTo: null },
    });
    for (let position = 0; position < 4; position += 1) {
      const person = pick(people, index * 5 + position);
      const seat = position === 0 ? 'chairman' : position === 3 ? 'secretary' : 'member';
      tx.insert(committeeMember, {
        ...{ committeeId, personName: person.nameAr, jobTitle: person.jobTitle, userId: person.id, seat, position },
      });
    }
  });
  const [principal, deputy] = tx.db.select().from(user).limit(3).offset(1).all();
  assert(principal !== undefined && deputy !== undefined, 'There are people to delegate to.');
  tx.insert(delegation, {
    ...{ fromUserId: principal.id, toUserId: deputy.id, permissions: null, orderNumber: '88', orderDate: day },
    ...{ validFrom: day, validTo: '2099-12-31' as LocalDate },
  });
}

function pick<T>(from: readonly T[], index: number): T {
  const item = from[index % from.length];
  assert(item !== undefined, 'There is something to pick from.');
  return item;
}
