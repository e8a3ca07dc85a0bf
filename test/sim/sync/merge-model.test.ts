import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesToUuid } from '#kernel/ids.ts';
import type { SimOffice } from './office.ts';
import { ask, CLERK, Stage } from './stage.ts';
import { contact, paper } from './tables.ts';

/**
 * The merge against a model that knows no protocol: a list of writings in the order of the clock on the wall, and for
 * each office which of them it has heard of. What an office shows is the last writing of a field that it knows.
 */
const OFFICES = [2, 3, 4] as const;
type OfficeNo = (typeof OFFICES)[number];
const FIELDS = ['phone', 'note'] as const;
type Field = (typeof FIELDS)[number];

interface Writing {
  readonly record: string;
  readonly field: Field;
  readonly value: string | null;
}

class Model {
  readonly writings: Writing[] = [];
  readonly #heard = new Map<OfficeNo, Set<number>>(OFFICES.map((no) => [no, new Set()]));
  readonly #unsent = new Map<OfficeNo, number[]>(OFFICES.map((no) => [no, []]));
  readonly #atCentre = new Set<number>();
  /** What each office has written of its own papers: nobody else may. */
  readonly papers = new Map<OfficeNo, Map<string, number | null>>(OFFICES.map((no) => [no, new Map()]));

  write(no: OfficeNo, writing: Writing): void {
    const place = this.writings.push(writing) - 1;
    this.#heard.get(no)?.add(place);
    this.#unsent.get(no)?.push(place);
  }

  /** The office hears what the data centre had before it called, and the data centre what the office had. */
  meet(no: OfficeNo): void {
    for (const place of this.#atCentre) this.#heard.get(no)?.add(place);
    for (const place of this.#unsent.get(no)?.splice(0) ?? []) this.#atCentre.add(place);
  }

  recordsOf(no: OfficeNo): readonly string[] {
    return [...new Set(this.#known(no).map(({ record }) => record))];
  }

  /** Each record that the office knows, with the last value of each field. */
  shown(no: OfficeNo): ReadonlyMap<string, Readonly<Record<Field, string | null>>> {
    const shown = new Map<string, Record<Field, string | null>>();
    for (const { record, field, value } of this.#known(no)) {
      const row = shown.get(record) ?? { phone: null, note: null };
      row[field] = value;
      shown.set(record, row);
    }
    return shown;
  }

  #known(no: OfficeNo): readonly Writing[] {
    return [...(this.#heard.get(no) ?? [])].sort((left, right) => left - right).map((place) => this.writings[place]!);
  }
}

interface Real {
  readonly stage: Stage;
  readonly pcs: ReadonlyMap<OfficeNo, SimOffice>;
}

type Step = fc.AsyncCommand<Model, Real>;

function pcOf({ pcs }: Real, no: OfficeNo): SimOffice {
  const pc = pcs.get(no);
  if (!pc) throw new Error('Every office has its PC.');
  return pc;
}

function contactsOf(pc: SimOffice): ReadonlyMap<string, unknown> {
  const rows = ask(pc, 'SELECT id, phone, note FROM sim_contact') as { id: Buffer; phone: unknown; note: unknown }[];
  return new Map(rows.map(({ id, phone, note }) => [bytesToUuid(id), { phone, note }]));
}

function papersOf(pc: SimOffice): ReadonlyMap<string, number | null> {
  const rows = ask(pc, 'SELECT id, total, deleted_at FROM sim_paper') as {
    id: Buffer;
    total: number;
    deleted_at: number | null;
  }[];
  return new Map(
    rows.map(({ id, total, deleted_at: deletedAt }) => [bytesToUuid(id), deletedAt === null ? total : null]),
  );
}

/** What may be asked of an office at any moment. */
function expectAgreement(model: Model, real: Real, no: OfficeNo): void {
  expect(contactsOf(pcOf(real, no))).toEqual(model.shown(no));
  expect(papersOf(pcOf(real, no))).toEqual(model.papers.get(no));
}

/** A step of one office, after which it shows what the model says. */
function step(no: OfficeNo, name: string, run: (model: Model, real: Real) => void | Promise<void>): Step {
  return {
    check: () => true,
    run: async (model, real) => {
      await run(model, real);
      expectAgreement(model, real, no);
    },
    toString: () => `${name} at ${no}`,
  };
}

const newContact = (no: OfficeNo, phone: string): Step =>
  step(no, `a new contact ${phone}`, (model, real) => {
    const record = pcOf(real, no).door.write(CLERK, 'sim.correct', (tx) => tx.insert(contact, { phone, note: null }));
    model.write(no, { record, field: 'phone', value: phone });
    model.write(no, { record, field: 'note', value: null });
  });

const correction = (no: OfficeNo, which: number, field: Field, value: string | null): Step => ({
  ...step(no, `${field} of contact ${which} becomes ${value}`, (model, real) => {
    const records = model.recordsOf(no);
    const record = records[which % records.length] ?? '';
    pcOf(real, no).door.write(CLERK, 'sim.correct', (tx) => tx.update(contact, record, { [field]: value }));
    // Nothing is written where nothing changes.
    if (model.shown(no).get(record)?.[field] !== value) model.write(no, { record, field, value });
  }),
  check: (model) => model.recordsOf(no).length > 0,
});

const newPaper = (no: OfficeNo, total: number): Step =>
  step(no, `a paper over ${total}`, (model, real) => {
    const id = pcOf(real, no).door.write(CLERK, 'sim.paper', (tx) =>
      tx.insert(paper, { number: `${no}`, state: 'draft', total }),
    );
    model.papers.get(no)?.set(id, total);
  });

const changedPaper = (no: OfficeNo, which: number, total: number | null): Step => ({
  ...step(no, total === null ? `paper ${which} is removed` : `paper ${which} becomes ${total}`, (model, real) => {
    const living = livingPapers(model, no);
    const id = living[which % living.length] ?? '';
    pcOf(real, no).door.write(CLERK, 'sim.post', (tx) => {
      if (total === null) tx.remove(paper, id);
      else tx.update(paper, id, { total });
    });
    model.papers.get(no)?.set(id, total);
  }),
  check: (model) => livingPapers(model, no).length > 0,
});

function livingPapers(model: Pick<Model, 'papers'>, no: OfficeNo): readonly string[] {
  return [...(model.papers.get(no) ?? [])].flatMap(([id, total]) => (total === null ? [] : [id]));
}

const meeting = (no: OfficeNo): Step =>
  step(no, 'a session', async (model, real) => {
    expect(await real.stage.sync(pcOf(real, no))).toBe('done');
    model.meet(no);
  });

const restart = (no: OfficeNo): Step => step(no, 'a restart', (_, real) => pcOf(real, no).boot());

const office = fc.constantFrom(...OFFICES);
const value = fc.constantFrom('0770', '0780', '0790', null);
const steps = fc.commands(
  [
    fc.tuple(office, fc.constantFrom('0701', '0702')).map((given) => newContact(...given)),
    fc.tuple(office, fc.nat(9), fc.constantFrom(...FIELDS), value).map((given) => correction(...given)),
    fc.tuple(office, fc.nat(9), fc.constantFrom(...FIELDS), value).map((given) => correction(...given)),
    fc.tuple(office, fc.nat(99)).map((given) => newPaper(...given)),
    fc.tuple(office, fc.nat(9), fc.option(fc.nat(99))).map((given) => changedPaper(...given)),
    office.map(meeting),
    office.map(meeting),
    office.map(restart),
  ],
  { maxCommands: 40 },
);

it('shows at every office, after every step, what a list of writings shows; and at the end the same everywhere', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (commands) => {
      const stage = new Stage();
      const pcs = new Map<OfficeNo, SimOffice>();
      for (const no of OFFICES) pcs.set(no, await stage.office(no));
      const [model, real] = [new Model(), { stage, pcs }];
      await fc.asyncModelRun(() => ({ model, real }), commands);
      for (let round = 0; round < 2; round += 1) {
        for (const no of OFFICES) await meeting(no).run(model, real);
      }
      const [first, ...others] = OFFICES.map((no) => contactsOf(pcOf(real, no)));
      for (const other of others) expect(other).toEqual(first);
      await stage.agree();
      for (const no of OFFICES) {
        const told = await stage.recordsOf(no, paper);
        const totals = told.map(({ id, total, deletedAt }) => [id, deletedAt === null ? total : null]);
        expect(new Map(totals as [string, number | null][])).toEqual(model.papers.get(no));
      }
    }),
    { numRuns: 60 },
  );
});
