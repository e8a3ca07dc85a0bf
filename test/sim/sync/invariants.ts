import { proveOffice } from '#datacenter/protocol/proof.ts';
import type { Book } from './book.ts';
import type { SimCentre } from './centre.ts';
import { centreViolations } from './centre-invariants.ts';
import { lateFaults } from './late.ts';
import { officeViolations } from './office-invariants.ts';
import type { SimOffice } from './office.ts';
import type { SimProgram } from './programs.ts';

export interface World {
  readonly centre: SimCentre;
  /** The numbers of the offices. */
  readonly numbers: readonly number[];
  /** Their PCs: one each, and the copies of disks that are used beside it. */
  readonly pcs: readonly SimOffice[];
  readonly book: Book;
  /** The program that everybody has in the end. */
  readonly newest: SimProgram;
  /** The highest acknowledged op that was ever seen, by office and incarnation of the data centre. */
  readonly reached: Map<string, number>;
}

/** What must hold when everything has healed. */
export async function violationsAfter(world: World): Promise<readonly string[]> {
  return [
    ...(await centreViolations(world)),
    ...(await officeViolations(world)),
    ...(await lateFaults(world)),
    ...(await proofFaults(world)),
  ];
}

/** The data centre's own proof of its records comes to what the questions before have come to: nothing differs. */
async function proofFaults({ centre, numbers }: World): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const office of numbers) {
    const proof = await proveOffice(centre.ports, office);
    const isRight = proof === null || (proof.isLogWhole && proof.differences.length === 0);
    if (!isRight) faults.push(`the proof of office ${office} says ${JSON.stringify(proof)}`);
  }
  return faults;
}
