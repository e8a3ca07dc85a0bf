import { isNull } from 'drizzle-orm';
import type { Context } from '#modules/module.ts';
import { peerKinds, type PeerKind } from '#modules/org/contract.ts';
import { peer } from '#modules/org/schema.ts';
import type { OfficeRow } from './contract/index.ts';
import type { Ministry } from './port.ts';

/** One command's log has a limit, and a region may be registered at once. */
const OFFICES_AT_ONCE = 200;

/**
 * Writes the register into the records that every office is sent: so the others know whom they can hand somebody over
 * to. Offices that were registered in another way, such as by the command, come along.
 */
export async function makeOfficesKnown(ministry: Ministry, context: Context): Promise<void> {
  tellOffices(await ministry.offices(), context);
}

/** The same for the register as it was just read. Writes nothing where the others know all of it already. */
export function tellOffices(register: readonly OfficeRow[], context: Context): void {
  const known = new Map(
    context.db
      .select()
      .from(peer)
      .where(isNull(peer.deletedAt))
      .all()
      .map((row) => [row.office, row]),
  );
  const news = register.map(told).flatMap((row) => {
    const before = known.get(row.office);
    return before && isSame(row, before) ? [] : [{ row, before }];
  });
  for (let from = 0; from < news.length; from += OFFICES_AT_ONCE) {
    context.write('ministry.office.makeKnown', (tx) => {
      for (const { row, before } of news.slice(from, from + OFFICES_AT_ONCE)) {
        if (before === undefined) tx.insert(peer, row);
        else tx.update(peer, before.id, row);
      }
    });
  }
}

/** What the others are told of an office. */
export function told({ office, nameAr, nameCkb, nameEn, isClosed, kind, parentOffice }: OfficeRow) {
  return { office, nameAr, nameCkb, nameEn, isClosed, kind: kindOf(kind), parentOffice };
}

type Known = ReturnType<typeof told>;

function isSame(row: Known, before: Known): boolean {
  // The keys are those of the type: `told` has made it.
  return (Object.keys(row) as (keyof Known)[]).every((key) => row[key] === before[key]);
}

/** The register keeps kinds as text; one that this program does not know is told as none. */
function kindOf(kind: string): PeerKind | null {
  return peerKinds.find((each) => each === kind) ?? null;
}
