import { decoders, type TableModel } from '#db/columns.ts';
import { verify } from '#db/verify.ts';
import { heldOps, recordTable, type RecordRow } from '#datacenter/protocol/tables.ts';
import type { LoggedWorld } from './centre-invariants.ts';
import type { World } from './invariants.ts';
import type { SimOffice } from './office.ts';
import { periodFaults } from './periods.ts';

const ALL = { limit: 1_000_000 };

/** The questions to each office: its records are those of the data centre, and what it has of others is its due. */
export async function officeViolations(world: World): Promise<readonly string[]> {
  const violations: string[] = [];
  const { centre: simulated, numbers } = world;
  const centre = await recordsAtCentre({ centre: simulated, numbers }, simulated.program.models);
  for (const office of world.pcs) {
    const { disk, program } = office;
    if (!office.isReplaced) violations.push(...recordFaults(office, centre), ...periodFaults(office));
    const proof = await verify({
      database: { ...disk, path: '', db: null as never, close: () => undefined },
      models: program.models,
    });
    if (!proof.ok)
      violations.push(`the log of office ${office.no} does not prove its records: ${JSON.stringify(proof.fault)}`);
    const parked = Number(disk.raw.prepare('SELECT count(*) FROM sync_parked').pluck().get());
    if (parked > 0 && !office.isReplaced) violations.push(`I10 office ${office.no} still has ${parked} parked entries`);
  }
  return violations;
}

type RecordHolder = Pick<SimOffice, 'no' | 'disk' | 'program'>;

interface CentreRecords {
  /** By table and id, without shared tables: their fields are judged one by one. */
  readonly records: ReadonlyMap<string, { readonly model: TableModel; readonly row: RecordRow }>;
  /** Records on which an op is held: the data centre may be behind on them. */
  readonly held: ReadonlySet<string>;
}

export async function recordsAtCentre(
  { centre, numbers }: LoggedWorld,
  models: readonly TableModel[],
): Promise<CentreRecords> {
  const records = new Map<string, { model: TableModel; row: RecordRow }>();
  const held = new Set<string>();
  for (const no of numbers) {
    for (const model of models.filter(({ conflictClass }) => conflictClass !== 'shared')) {
      const rows = await centre.store.transaction((tx) => tx.range(recordTable(model), no, ALL));
      for (const row of rows) records.set(`${model.name} ${row.id}`, { model, row });
    }
    for (const row of await centre.store.transaction((tx) => tx.range(heldOps, no, ALL))) {
      for (const record of row.records) held.add(record);
    }
  }
  return { records, held };
}

/** I1 for the records, and I9: nothing of others but what was handed over, and all of that. */
export function recordFaults(office: RecordHolder, { records, held }: CentreRecords): readonly string[] {
  const violations: string[] = [];
  const here = new Map(office.program.models.flatMap((model) => [...rowsAt(office, model)]));
  for (const [name, row] of here) {
    const there = records.get(name)?.row;
    if (held.has(name)) continue;
    if (!there) violations.push(`I1 ${name} is at office ${office.no} (of ${String(row['ownerOffice'])}) only`);
    else if (there.officeNo !== row['ownerOffice']) violations.push(`I9 ${name} has two owners`);
    else if (differs(row, there)) violations.push(`I1 ${name} differs at office ${office.no}`);
  }
  for (const [name, { model, row }] of records) {
    const to = model.addressee === null ? null : row[model.addressee];
    const isDue = row.officeNo === office.no || to === office.no;
    if (isDue && !here.has(name)) violations.push(`I1 ${name} has not come to office ${office.no}`);
    if (!isDue && here.has(name)) violations.push(`I9 office ${office.no} has ${name}, which is not its due`);
  }
  return violations;
}

function* rowsAt({ disk }: RecordHolder, model: TableModel): Generator<[string, Readonly<Record<string, unknown>>]> {
  if (model.conflictClass === 'shared') return;
  const rows = disk.raw.prepare(`SELECT * FROM "${model.name}"`).all() as Record<string, unknown>[];
  for (const stored of rows) {
    const row = Object.fromEntries(
      model.columns.map(({ key, name, kind }) => {
        const value = stored[name];
        return [key, value === null ? null : decoders[kind](value)];
      }),
    );
    yield [`${model.name} ${String(row['id'])}`, row];
  }
}

function differs(here: Readonly<Record<string, unknown>>, there: RecordRow): boolean {
  return Object.keys(here).some((key) => key !== 'ownerOffice' && (there[key] ?? null) !== here[key]);
}
