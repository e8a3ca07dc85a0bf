import { addDays, addMonths, dateOf, firstDay, lastDay, partsOf, type LocalDate, type Month } from '#kernel/date.ts';
import { assert } from '#kernel/assert.ts';
import { money } from '#kernel/money.ts';
import type { RunCommand, Tx } from '#db/door.ts';
import { DEMONSTRATION_DIRECTORATE } from '#modules/org/index.ts';
import { unit, user } from '#modules/org/schema.ts';
import { rulesInForce } from '#modules/regulation/index.ts';
import type { Rule } from '#modules/regulation/contract/index.ts';
import type { Demonstration, Founding } from '#modules/module.ts';
import type { NewFact } from '../contract/index.ts';
import { fullNameOf } from '../rules/papers.ts';
import { bringFact } from '../procedures/order-writing.ts';
import {
  bankAccount,
  dependant,
  employee,
  employeeNumber,
  leaveEntry,
  order,
  orderLine,
  qualification,
} from '../schema.ts';
import { careerOfPerson, type GradeEvent } from './career.ts';
import { Chance } from './chance.ts';
import { inventPerson, type InventedPerson } from './person.ts';

/** So many people are written by one command. */
const BATCH = 20;
/** So many stand in one order. */
const LINES = 60;
const ISSUER = 'قسم الشؤون الإدارية';

/** The staff of the demonstration: people of a seed, with their families, careers and the orders of the last years. */
export function demonstrateStaff(
  run: RunCommand,
  { today }: Founding,
  { employees, seed, twice }: Demonstration,
): void {
  const granted: Granted[] = [];
  for (let start = 0; start < employees; start += BATCH) {
    run('hr.demonstration.staff', (tx) => {
      const office = officeOf(tx, today);
      for (let index = start; index < Math.min(employees, start + BATCH); index += 1) {
        granted.push(
          ...addPerson(tx, inventPerson(index < twice.people ? twice.seed : seed, index, today), {
            ...office,
            chance: new Chance(seed + index),
          }),
        );
      }
    });
  }
  const byOrder = Map.groupBy(granted, ({ month, kind }) => `${month} ${kind}`);
  const months = [...byOrder.values()].toSorted((left, right) =>
    (left[0]?.month ?? '') < (right[0]?.month ?? '') ? -1 : 1,
  );
  const papers = months.flatMap((lines) =>
    Array.from({ length: Math.ceil(lines.length / LINES) }, (_, part) => lines.slice(part * LINES, (part + 1) * LINES)),
  );
  for (const [index, lines] of papers.entries()) {
    run('hr.demonstration.orders', (tx) => addOrder(tx, lines, { index, today }));
  }
}

/** A step that stands in an order. */
interface Granted {
  readonly employeeId: string;
  readonly month: Month;
  readonly kind: 'INCREMENT' | 'PROMOTION';
  readonly fact: NewFact;
}

interface OfficeOfStaff {
  readonly units: readonly string[];
  readonly rules: readonly Rule[];
  readonly today: LocalDate;
}

function officeOf(tx: Tx, today: LocalDate): OfficeOfStaff {
  const units = tx.db.select({ id: unit.id, type: unit.type }).from(unit).all();
  const working = units.filter(({ type }) => type === 'department' || type === 'section' || type === 'unit');
  return { units: working.map(({ id }) => id), rules: rulesInForce(tx.db, today), today };
}

function addPerson(
  tx: Tx,
  person: InventedPerson,
  office: OfficeOfStaff & { readonly chance: Chance },
): readonly Granted[] {
  const unitId = office.chance.pick(office.units);
  const employeeId = tx.insert(employee, { ...person.papers, unitId, fullName: fullNameOf(person.papers) });
  addPapers(tx, employeeId, person);
  addFamily(tx, employeeId, { person, today: office.today });
  const newYear = dateOf({ ...partsOf(office.today), month: 1, day: 1 });
  if (person.entered < newYear) openingBalance(tx, employeeId, { onDate: newYear, days: office.chance.whole(5, 175) });
  const events = careerOfPerson(person, office.rules, office.today);
  for (const fact of openingFacts(person, { unitId, chance: office.chance })) {
    bringFact(tx, { orderId: null, employeeId }, fact);
  }
  for (const event of events.filter(({ inOrderOf }) => inOrderOf === null)) {
    bringFact(tx, { orderId: null, employeeId }, gradeFact(event));
  }
  return events.flatMap((event) => {
    const { inOrderOf: month, value } = event;
    const kind = value.by === 'PROMOTION' ? ('PROMOTION' as const) : ('INCREMENT' as const);
    return month === null ? [] : [{ employeeId, month, kind, fact: gradeFact(event) }];
  });
}

function gradeFact({ from, value }: GradeEvent): NewFact {
  return { kind: 'GRADE', value, from, to: null };
}

function addPapers(tx: Tx, employeeId: string, person: InventedPerson): void {
  const { officeNumber, trade, institution, graduationYear, iban, bank, entered } = person;
  tx.insert(employeeNumber, {
    ...{ employeeId, kind: 'OFFICE', number: officeNumber },
    validFrom: entered,
    validTo: null,
  });
  tx.insert(qualification, {
    ...{ employeeId, level: trade.certificate, speciality: trade.speciality, institution, graduationYear },
    ...{ authenticityNumber: null, authenticityDate: null },
  });
  tx.insert(bankAccount, {
    ...{ employeeId, bank, branch: null, iban, accountNumber: null, validFrom: entered, validTo: null },
  });
}

function addFamily(tx: Tx, employeeId: string, { person, today }: { person: InventedPerson; today: LocalDate }): void {
  const paysFamily = person.papers.gender === 'MALE';
  const none = { allowanceFrom: null, allowanceTo: null, taxFrom: null, taxTo: null };
  if (person.spouseName !== null) {
    const from = addMonths(person.entered, 12);
    const isPaid = paysFamily && person.taxStatus === 'T_MARRIED' && from < today;
    tx.insert(dependant, {
      ...{ employeeId, kind: 'SPOUSE', name: person.spouseName, birthDate: null, document: null },
      ...(isPaid ? { allowanceFrom: from, allowanceTo: null, taxFrom: from, taxTo: null } : none),
    });
  }
  for (const { name, birthDate } of person.children) {
    const from = birthDate > person.entered ? birthDate : person.entered;
    const grown = addDays(addMonths(birthDate, 12 * 18), -1);
    const isPaid = paysFamily && grown > from;
    tx.insert(dependant, {
      ...{ employeeId, kind: 'CHILD', name, birthDate, document: null },
      ...(isPaid ? { allowanceFrom: from, allowanceTo: grown, taxFrom: from, taxTo: grown } : none),
    });
  }
}

/** What the office took over from its paper files. */
function openingFacts(
  { entered, left, trade, taxStatus }: InventedPerson,
  { unitId, chance }: { readonly unitId: string; readonly chance: Chance },
): readonly NewFact[] {
  const open = { from: entered, to: null };
  const leads = chance.happens(6);
  return [
    {
      kind: 'SERVICE',
      value: { beganBy: 'APPOINTMENT', endedBy: left === null ? null : 'RESIGNATION' },
      ...{ from: entered, to: left },
    },
    { kind: 'CERTIFICATE', value: { code: trade.certificate }, ...open },
    { kind: 'PLACE', value: { unitId, jobTitle: trade.title, post: leads ? 'مسؤول شعبة' : null }, ...open },
    ...(taxStatus === null ? [] : [{ kind: 'TAX_STATUS' as const, value: { code: taxStatus }, ...open }]),
    ...trade.allowances.map(({ code, basisPoints, amount }) => ({
      ...{ kind: 'ALLOWANCE' as const, ...open },
      value: { code, basisPoints, amount: amount === null ? null : money(amount) },
    })),
    ...(leads
      ? [{ kind: 'ALLOWANCE' as const, value: { code: 'POSITION', basisPoints: 1500, amount: null }, ...open }]
      : []),
    ...(chance.happens(12)
      ? [
          {
            ...{
              kind: 'THANKS' as const,
              value: { issuer: 'MINISTER', letterNumber: String(chance.whole(100, 4_000)) },
            },
            ...thanked(chance, entered),
          },
        ]
      : []),
  ];
}

function thanked(chance: Chance, entered: LocalDate): { readonly from: LocalDate; readonly to: LocalDate } {
  const { year } = partsOf(entered);
  const day = dateOf({ year: year + chance.whole(1, 3), month: chance.whole(1, 12), day: chance.whole(1, 28) });
  return { from: day, to: day };
}

/** One order for all who were granted the same kind of step in a month. */
function addOrder(tx: Tx, lines: readonly Granted[], { index, today }: { index: number; today: LocalDate }): void {
  const [first] = lines;
  assert(first !== undefined, 'An order has lines.');
  const { month, kind } = first;
  const users = tx.db.select({ id: user.id, userName: user.userName }).from(user).all();
  const idOf = (name: string): string | null => users.find(({ userName }) => userName === name)?.id ?? null;
  const root = tx.db
    .select()
    .from(unit)
    .all()
    .find(({ code }) => code === DEMONSTRATION_DIRECTORATE);
  assert(root !== undefined, 'The demonstration has its directorate.');
  const signed = { checkedAt: tx.now, approvedAt: tx.now };
  const orderDate = lastDay(month) < today ? lastDay(month) : today;
  const orderId = tx.insert(order, {
    ...{ number: String(1_200 + index), orderDate, issuer: ISSUER, kind },
    ...{ effectiveDate: firstDay(month), subject: null, unitId: root.id, state: 'approved', reversesOrderId: null },
    ...{ checkedBy: idOf('staff.checker1'), approvedBy: idOf('staff.manager1'), ...signed },
  });
  for (const [position, { employeeId, fact }] of lines.entries()) {
    assert(fact.kind === 'GRADE', 'A step is a place in the scale.');
    const { grade, step } = fact.value;
    tx.insert(orderLine, {
      ...{ orderId, employeeId, position, note: null },
      terms: { on: fact.from, step, ...(kind === 'PROMOTION' && { grade }) },
      effects: [{ effect: 'BRING', fact }],
    });
    bringFact(tx, { orderId, employeeId }, fact);
  }
}

/** Ordinary leave that was left when the office began with Diwan. */
function openingBalance(tx: Tx, employeeId: string, { onDate, days }: { onDate: LocalDate; days: number }): void {
  tx.insert(leaveEntry, { employeeId, type: 'ORDINARY', kind: 'OPENING', onDate, days, leaveId: null, note: null });
}
