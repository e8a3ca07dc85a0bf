import { isNull } from 'drizzle-orm';
import type { Context } from '#modules/module.ts';
import { peerKinds, type PeerKind } from '#modules/org/contract.ts';
import { peer } from '#modules/org/schema.ts';
import type { Ministry } from './port.ts';

/**
 * Writes the register into the records that every office is sent: so the others know whom they can hand somebody over
 * to. Offices that were registered in another way, such as by the command, come along.
 */
export async function makeOfficesKnown(ministry: Ministry, context: Context): Promise<void> {
  const offices = await ministry.offices();
  context.write('ministry.office.makeKnown', (tx) => {
    const known = new Map(
      tx.db
        .select()
        .from(peer)
        .where(isNull(peer.deletedAt))
        .all()
        .map((row) => [row.office, row]),
    );
    for (const { office, nameAr, nameCkb, nameEn, isClosed, kind, parentOffice } of offices) {
      const row = { office, nameAr, nameCkb, nameEn, isClosed, kind: kindOf(kind), parentOffice };
      const before = known.get(office);
      if (before === undefined) tx.insert(peer, row);
      else tx.update(peer, before.id, row);
    }
  });
}

/** The register keeps kinds as text; one that this program does not know is told as none. */
function kindOf(kind: string): PeerKind | null {
  return peerKinds.find((each) => each === kind) ?? null;
}
