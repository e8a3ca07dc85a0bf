import type { LocalDate } from '#kernel/date.ts';
import type { FoundPerson, PersonStanding } from '../contract/index.ts';

type Service = Pick<FoundPerson, 'serviceFrom' | 'serviceTo' | 'endedBy' | 'handover'>;

/** The kinds of order that end a service, as modules/hr writes them into it. */
const endings: ReadonlyMap<string | null, PersonStanding> = new Map([
  ['RETIREMENT', 'retired'],
  ['RESIGNATION', 'resigned'],
  ['DISMISSAL', 'dismissed'],
  ['DEATH', 'died'],
]);

/**
 * How somebody stands in the office of a file on a day, as far as the data centre has its records. Who was accepted
 * elsewhere was, whatever his old file says (hr/rules/handover.ts); until the day of it he serves where he was.
 */
export function standingOf({ serviceFrom, serviceTo, endedBy, handover }: Service, today: LocalDate): PersonStanding {
  const sent = handover !== null && handover.effectiveDate <= today ? handover : null;
  if (sent?.outcome === 'accepted') return 'handedOver';
  const hasBegun = serviceFrom !== null && serviceFrom <= today;
  if (hasBegun && (serviceTo === null || today <= serviceTo)) return 'serves';
  if (sent !== null) return sent.outcome === 'refused' ? 'givenBack' : 'onTheWay';
  if (serviceFrom === null) return 'none';
  return hasBegun ? (endings.get(endedBy) ?? 'ended') : 'begins';
}

/** The files in which their people serve stand first; otherwise as they came. */
export function servingFirst<Person extends { readonly standing: PersonStanding }>(
  people: readonly Person[],
): readonly Person[] {
  const place = ({ standing }: Person): number => (standing === 'serves' ? 0 : 1);
  return people.toSorted((left, right) => place(left) - place(right));
}
