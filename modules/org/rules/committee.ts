import { fold } from '#kernel/text/fold.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import type { CommitteeInput } from '../contract.ts';
import { judgePeriod } from './unit.ts';

/** One chairman, nobody twice, and the order that forms it is not younger than its first day. */
export function judgeCommittee(input: CommitteeInput): Verdict {
  const chairmen = input.members.filter((member) => member.seat === 'chairman').length;
  const people = new Set(input.members.map((member) => member.userId ?? fold(member.personName)));
  return all(
    judgePeriod(input),
    chairmen === 0 ? refuse('COMMITTEE_NEEDS_CHAIRMAN', undefined, 'members') : accept(),
    chairmen > 1 ? refuse('COMMITTEE_TWO_CHAIRMEN', undefined, 'members') : accept(),
    people.size < input.members.length ? refuse('COMMITTEE_MEMBER_TWICE', undefined, 'members') : accept(),
    input.orderDate > input.validFrom ? refuse('ORDER_AFTER_START', undefined, 'orderDate') : accept(),
  );
}
