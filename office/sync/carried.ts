import type Database from 'better-sqlite3';
import type { Answer, HelloAnswer, OpsAnswer } from '#kernel/sync/messages.ts';
import { selfNumber } from '#db/self.ts';
import type { OwnLog } from './own-log.ts';
import type { Puller } from './pull.ts';

export interface CarriedContext {
  readonly raw: Database.Database;
  readonly log: OwnLog;
  readonly puller: Puller;
  /** Does the file come from a later incarnation of the data centre than this office knew when it was opened? */
  readonly isNews: boolean;
  /** Have ops of one's own log begun to come, in several answers? */
  readonly hasBegun: boolean;
}

/**
 * On a line an answer is to the question just asked. One that was carried may be old, come twice, or speak of a history
 * that is no more: what is left of it here moves nothing back. Null when nothing is.
 */
export function siftCarried(answer: Answer, context: CarriedContext): Answer | null {
  const { raw, log, puller, isNews } = context;
  switch (answer.kind) {
    case 'hello':
      return isNews ? answer : siftGreeting(answer, raw);
    case 'acked': {
      const { receipt } = answer;
      // The receipt proves it, where this log still has what it was given for.
      const isProved = receipt.office === log.office && receipt.seq === answer.acked;
      const isThere = isProved && log.headAt(receipt.seq) === receipt.head;
      if (!isThere || receipt.seq < selfNumber(raw, 'acked', 0)) return null;
      return { ...answer, durable: Math.max(answer.durable, selfNumber(raw, 'durable', 0)) };
    }
    case 'gap':
      // Files that came out of their order leave gaps, too; only a data centre that was put back truly has less.
      return isNews ? answer : null;
    case 'ops':
      return isStillToAdopt(answer, context) ? answer : null;
    case 'reload':
      return answer.generation > puller.cursor(answer.channel).generation ? answer : null;
    case 'page':
    case 'stopped':
    case 'refused':
      return answer;
    case 'snapshot':
    case 'packing':
    case 'chunk':
    case 'gone':
    case 'late':
    case 'late-ops':
    case 'late-over':
      // No file holds them: by stick a log comes as ops, and late work goes over the line alone.
      return null;
  }
}

/** Of how far the data centre has come, only receipts are believed. */
function siftGreeting(answer: HelloAnswer, raw: Database.Database): HelloAnswer {
  return {
    ...answer,
    incarnation: selfNumber(raw, 'centre', 0),
    acked: selfNumber(raw, 'acked', 0),
    durable: Math.max(answer.durable, selfNumber(raw, 'durable', 0)),
  };
}

function isStillToAdopt({ epoch, last, common }: OpsAnswer, { log, hasBegun }: CarriedContext): boolean {
  if (epoch < log.epoch || log.headAt(last.seq) === last.head) return false;
  return hasBegun || log.headAt(common) !== null;
}
