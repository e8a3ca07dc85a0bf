import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { localDate } from '#kernel/date.ts';
import { doubleFile } from '#modules/hr/schema.ts';
import type { DoubleFileRow } from '#modules/ministry/contract/index.ts';
import { firstDemonstration } from '#office/demonstration.ts';
import { refusalOf } from '../host/harness.ts';
import { issue, openingOf, person, staffOffice } from '../host/hr-office.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

let ministry: MinistryOfOffices;
let desk: LinkedOffice;
let first: LinkedOffice;
let second: LinkedOffice;

// Of each test its own: the data centre has one office of its own, and one log of it.
beforeEach(async () => {
  ministry = await MinistryOfOffices.open();
  desk = await ministry.desk();
  first = await ministry.office({ employees: 0 });
  second = await ministry.office({ employees: 0 });
}, 120_000);

afterEach(() => ministry.close());

const BORN = { birthDate: localDate('1985-03-07'), motherName: 'زهرة' };
let number = 90_000;

type Papers = NonNullable<Parameters<typeof person>[2]>;

/** Registers him in the office, whose cable is pulled. */
async function registered({ admin }: LinkedOffice, firstName: string, papers: Papers): Promise<string> {
  await admin.platform.sync.plug({ isPlugged: false });
  const [unit] = (await admin.org.unit.list({})).filter(({ code }) => code === '1017-02');
  number += 1;
  const { id } = await admin.hr.employee.create({
    ...person(unit?.id ?? '', firstName, papers),
    officeNumber: String(number),
  });
  await admin.platform.sync.plug({ isPlugged: true });
  return id;
}

/** Registers him in both offices, which then have a line again; answers his two files. */
async function inBoth(names: readonly [string, string], papers: readonly [Papers, Papers]) {
  const ids = [await registered(first, names[0], papers[0]), await registered(second, names[1], papers[1])] as const;
  await ministry.meet(first, second, desk);
  return ids;
}

const list = () => desk.admin.ministry.doubleFile.list({});

/** The pair of these files, as soon as the words of the people have followed. */
async function pairOf(ids: readonly [string, string]): Promise<DoubleFileRow> {
  return vi.waitFor(async () => {
    const found = (await list()).pairs.find((pair) => pair.first.employeeId === ids[0]);
    expect(found?.second.employeeId).toBe(ids[1]);
    return found as DoubleFileRow;
  }, 10_000);
}

const decisionOn = ({ first: one, second: other }: DoubleFileRow, keepsOffice: number | null) => ({
  first: { office: one.office, employeeId: one.employeeId, mark: one.mark },
  second: { office: other.office, employeeId: other.employeeId, mark: other.mark },
  ...{ keepsOffice, reason: 'طابق المركز البطاقتين' },
});

/** What the office was told of this file. */
const toldOf = async ({ admin }: LinkedOffice, employeeId: string) =>
  (await admin.hr.doubleFile.list()).filter((notice) => notice.employeeId === employeeId);

describe('a person whom two offices register while neither has a line', { timeout: 120_000 }, () => {
  it('scenario 12: has two files, of which neither is refused, and the ministry finds both by his name and his card', async () => {
    const card = '198512345678';
    const ids = await inBoth(['أحمد', 'احمد'], [{ nationalCard: card }, { nationalCard: '١٩٨٥ ١٢٣٤ ٥٦٧٨' }]);
    const rows = await ministry.rows(
      'SELECT office_no, id FROM hr_employee WHERE id = ANY ($1) ORDER BY office_no',
      ids,
    );
    expect(rows).toEqual([
      { office_no: first.number, id: ids[0] },
      { office_no: second.number, id: ids[1] },
    ]);
    expect(await ministry.rows('SELECT office_no FROM office_stream WHERE held > 0')).toEqual([]);
    for (const { admin } of [first, second]) {
      expect(await admin.platform.sync.status({})).toMatchObject({ unsent: 0, inbox: 0 });
      expect(await admin.hr.employee.list({ search: 'أحمد' })).toHaveLength(1);
    }
    const found = async (text: string): Promise<readonly number[]> =>
      (await desk.admin.ministry.person.search({ text })).people.map(({ office }) => office).toSorted((a, b) => a - b);
    await vi.waitFor(async () => expect(await found('أحمد كاظم')).toEqual([first.number, second.number]), 10_000);
    expect(await found(card)).toEqual([first.number, second.number]);
    expect(await pairOf(ids)).toMatchObject({ byCard: true, byName: false, before: null });
  });

  it('scenario 12: is one by a decision, which keeps one file; both offices read it, and the other closes its own', async () => {
    const card = '198711112222';
    const ids = await inBoth(
      ['زينب', 'زينب'],
      [
        { ...BORN, nationalCard: card },
        { ...BORN, nationalCard: card },
      ],
    );
    const staff = await staffOffice(second.test);
    const opening = openingOf(staff.unitId, ids[1]);
    await issue(staff, opening);
    await ministry.meet(second, desk);
    const pair = await vi.waitFor(async () => {
      const found = await pairOf(ids);
      expect(found.second.serviceFrom).toBe('2018-01-01');
      return found;
    }, 10_000);
    expect(pair).toMatchObject({ byCard: true, byName: true, second: { serviceTo: null, lastPaidMonth: null } });

    const { doubleFile: files, person: people, act } = desk.admin.ministry;
    const { id } = await files.decide(decisionOn(pair, first.number));
    expect(await refusalOf(files.decide(decisionOn(pair, first.number)))).toEqual(['FILES_DECIDED']);
    expect((await list()).pairs.map((each) => each.first.employeeId)).not.toContain(ids[0]);
    const [latest] = await files.decided();
    expect(latest).toEqual(await files.get({ id }));
    expect(latest).toMatchObject({
      ...{ keepsOffice: first.number, reason: 'طابق المركز البطاقتين', isLatest: true },
      ...{ first: { employeeId: ids[0], nationalCard: card }, second: { employeeId: ids[1], officeName: 'مديرية' } },
    });
    // Whoever looks at the files of others is noted; their number alone says nothing of anybody. An open page asks anew
    // after each change, and its own act is one: noted each time, it would ask and be noted for ever.
    expect(await files.waiting()).toEqual({ count: 0, hasMore: false });
    const acts = await act.list({});
    const looks = acts.filter(({ kind }) => kind === 'files_looked');
    expect(looks).toMatchObject([{ office: null, detail: null }]);
    const decided = acts.filter(({ kind }) => kind !== 'files_looked').slice(0, 2);
    expect(decided.map(({ kind, office }) => [kind, office])).toEqual([
      ['files_one_person', second.number],
      ['files_one_person', first.number],
    ]);
    const found = (await people.search({ text: card })).people;
    // In the first office no service of hers is on record yet; that in which she serves stands before it.
    expect(found.map(({ standing, onePersonWith: [other] }) => [standing, other?.office])).toEqual([
      ['serves', first.number],
      ['none', second.number],
    ]);

    const before = await second.admin.hr.employee.get({ id: ids[1] });
    await ministry.meet(desk, first, second);
    expect(await toldOf(first, ids[0])).toMatchObject([
      { state: 'kept', isWaiting: true, otherOffice: second.number, reason: 'طابق المركز البطاقتين' },
    ]);
    expect(await toldOf(second, ids[1])).toMatchObject([
      { state: 'toClose', isWaiting: true, otherOffice: first.number, otherName: 'مديرية' },
    ]);
    // Nothing of the file itself was changed, and its page tells.
    const after = await second.admin.hr.employee.get({ id: ids[1] });
    expect(after).toEqual({ ...before, doubleFiles: await toldOf(second, ids[1]) });
    await issue(staff, {
      ...{ ...opening, number: 'إ-77', kind: 'RESIGNATION', effectiveDate: localDate('2026-11-01') },
      lines: [{ employeeId: ids[1], terms: { lastDay: localDate('2026-10-31') }, note: null }],
    });
    expect(await toldOf(second, ids[1])).toMatchObject([{ state: 'closed', isWaiting: false }]);
  });

  it('scenario 12: are two by a decision, of which their files show nothing, until the card of one is another', async () => {
    const ids = await inBoth(['علي', 'على'], [BORN, { ...BORN, motherName: null }]);
    const pair = await pairOf(ids);
    expect(pair).toMatchObject({ byCard: false, byName: true });
    await desk.admin.ministry.doubleFile.decide(decisionOn(pair, null));
    await ministry.meet(desk, first, second);
    expect(await toldOf(first, ids[0])).toMatchObject([{ state: 'otherPerson', isWaiting: false }]);
    const { revision, ...file } = await first.admin.hr.employee.get({ id: ids[0] });
    expect(file.doubleFiles).toEqual([]);
    expect((await list()).pairs.map((each) => each.first.employeeId)).not.toContain(ids[0]);

    const papers = person(file.unitId, 'علي', { ...BORN, nationalCard: '198599998888' });
    const { unitId, ...edited } = papers;
    expect(unitId).toBe(file.unitId);
    await first.admin.hr.employee.edit({ ...edited, id: ids[0], revision });
    await ministry.meet(first, desk);
    const again = await pairOf(ids);
    expect(again.before).toMatchObject({ keepsOffice: null });
    const { doubleFile: files } = desk.admin.ministry;
    expect(await refusalOf(files.decide(decisionOn(pair, second.number)))).toEqual(['FILES_CHANGED']);
    await files.decide(decisionOn(again, second.number));
    await ministry.meet(desk, first, second);
    expect(await toldOf(first, ids[0])).toMatchObject([{ state: 'closed' }]);
    expect((await files.decided()).slice(0, 2).map(({ isLatest }) => isLatest)).toEqual([true, false]);
  });

  it('scenario 12: is decided on by nobody without the right, and in no office', async () => {
    const ids = await inBoth(['حسين', 'حسين'], [BORN, BORN]);
    const decision = decisionOn(await pairOf(ids), null);
    const director = await desk.test.visitor().signIn('director1');
    for (const client of [director, first.admin]) {
      expect(await refusalOf(client.ministry.doubleFile.list({}))).toEqual(['FORBIDDEN']);
      expect(await refusalOf(client.ministry.doubleFile.decide(decision))).toEqual(['FORBIDDEN']);
    }
    expect(await desk.admin.ministry.doubleFile.decided()).toEqual([]);

    // A record of that kind which another office sends says nothing, neither to the office that it names nor to the desk.
    const { first: file, second: other } = await pairOf(ids);
    for (const toOffice of [second.number, desk.number]) {
      first.test.office.core.door.write(
        { userId: (await first.admin.platform.session.state()).user?.id ?? '' },
        'test.forge',
        (tx) =>
          tx.insert(doubleFile, {
            ...{ toOffice, employeeId: other.employeeId, otherOffice: file.office, otherEmployeeId: file.employeeId },
            ...{ otherName: null, verdict: 'closes', reason: 'مزوّر', decidedBy: 'مزوّر', file: other },
          }),
      );
    }
    await ministry.meet(first, second, desk);
    const arrived = second.test.office.core.database.db.select().from(doubleFile).all();
    expect(arrived.map(({ reason }) => reason)).toEqual(['مزوّر']);
    expect(await second.admin.hr.doubleFile.list()).toEqual([]);
    expect((await second.admin.hr.employee.get({ id: ids[1] })).doubleFiles).toEqual([]);
    expect(await desk.admin.ministry.doubleFile.decided()).toEqual([]);
  });

  it('is found also where one of the two offices is the data centre’s own', async () => {
    const ids = [await registered(desk, 'كوثر', BORN), await registered(first, 'كوثر', BORN)] as const;
    await ministry.meet(first, desk);
    await desk.admin.ministry.doubleFile.decide(decisionOn(await pairOf(ids), first.number));
    await ministry.meet(desk, first);
    expect(await toldOf(desk, ids[0])).toMatchObject([{ state: 'closed', otherOffice: first.number }]);
    expect(await toldOf(first, ids[1])).toMatchObject([{ state: 'kept', otherOffice: desk.number }]);
    expect(await ministry.rows('SELECT office_no FROM office_stream WHERE held > 0')).toEqual([]);
  });

  it('is nobody’s double where the mothers are others, the birth date is unknown, or the card is one figure alone', async () => {
    const others = [
      await inBoth(['هدى', 'هدى'], [BORN, { ...BORN, motherName: 'نجاة' }]),
      await inBoth(['سعاد', 'سعاد'], [{}, {}]),
      await inBoth(['نور', 'سرى'], [{ nationalCard: '000000000000' }, { nationalCard: '000000000000' }]),
    ];
    // When these, who came last, are found, the others have been looked at.
    await pairOf(await inBoth(['مريم', 'مريم'], [BORN, BORN]));
    const { pairs } = await list();
    for (const [id] of others) expect(pairs.map((pair) => pair.first.employeeId)).not.toContain(id);
  });
});

describe('an employee who was handed over', { timeout: 120_000 }, () => {
  it('is nobody’s double in the file that he left', async () => {
    const sender = await ministry.office({ employees: 6, invented: { ...firstDemonstration, seed: 77 } });
    const receiver = await ministry.office({ employees: 0 });
    await desk.admin.ministry.office.list({});
    await ministry.meet(desk, sender);
    const employees = await sender.admin.hr.employee.list({});
    const leaving = employees.find(({ isInService, nationalCard }) => isInService && nationalCard !== null);
    const { effectiveDate } = await sender.admin.hr.handover.preview({ employeeId: leaving?.id ?? '' });
    const { id } = await sender.admin.hr.handover.send({
      ...{ employeeId: leaving?.id ?? '', toOffice: receiver.number, orderNumber: '5', note: null },
      ...{ orderDate: localDate('2026-10-20'), effectiveDate: effectiveDate ?? localDate('2026-11-01') },
    });
    await ministry.meet(sender, receiver);
    const [unit] = (await receiver.admin.org.unit.list({})).filter(({ code }) => code === '1017-02');
    await receiver.admin.hr.handover.accept({ id, unitId: unit?.id ?? '', jobTitle: null, officeNumber: '91000' });
    await ministry.meet(receiver, sender, desk);
    const card = leaving?.nationalCard ?? '';
    await vi.waitFor(async () => {
      const { people } = await desk.admin.ministry.person.search({ text: card });
      // He is told where he serves now, though the other file has the same name and the lower number.
      expect(people.map(({ office, standing }) => [office, standing])).toEqual([
        [receiver.number, 'serves'],
        [sender.number, 'handedOver'],
      ]);
      expect(people[1]?.handover?.toOffice).toBe(receiver.number);
    }, 10_000);
    expect((await list()).pairs.map((pair) => pair.first.employeeId)).not.toContain(leaving?.id);
  });
});
