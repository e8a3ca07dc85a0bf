import { implement } from '@orpc/server';
import { money } from '#kernel/money.ts';
import { all, type Verdict } from '#kernel/verdict.ts';
import { amountInWords } from '#kernel/words/amount.ts';
import { demand } from '#db/refusal.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { contract, type HandoverDetail, type HandoverFile, type HandoverRow } from '../contract/index.ts';
import { payDesk } from '../port.ts';
import {
  dayAfterPay,
  isOverdue,
  judgeAccept,
  judgeGiveBack,
  judgeLeaving,
  judgeRecall,
  judgeTakeBack,
  stateOf,
} from '../rules/handover.ts';
import { acceptSlice, arrivals } from './handover-arrivals.ts';
import { findHandover, findHandovers, halvesOf, type Told } from './handover-book.ts';
import { judgeDebts, takeDebts, takeDebtsSlice, waitingDebts } from './handover-debts.ts';
import { departures, sendSlice } from './handover-departures.ts';
import { readFile } from './handover-file.ts';
import { acceptHandover, giveBack, holderOf } from './handover-receiving.ts';
import { peersOf, recallHandover, sendHandover, takeBackHandover } from './handover-sending.ts';
import { waysOf } from './handover-ways.ts';
import { findEmployee, mayOf } from './staff.ts';

const os = implement(contract.handover).$context<Context>();

export const handoverProcedures = os.router({
  list: os.list.handler(({ context }) =>
    findHandovers(context.db)
      .filter((told) => mayRead(context, told).ok)
      .map((told) => present(told, context)),
  ),

  get: os.get.handler(({ input: { id }, context }) => {
    const told = findHandover(context.db, id);
    demand(mayRead(context, told));
    const file = readFile(context.db, id);
    const net = file?.lastPay?.net ?? 0;
    const words = amountInWords(money(net), 'ar', { adjective: true, suffix: true });
    return {
      ...present(told, context),
      file,
      netInWords: net > 0 && words.ok ? words.value : '',
      debtsTakenAt: told.answer?.debtsTakenAt ?? null,
      can: answers(context, told, file),
    };
  }),

  offices: os.offices.handler(({ context }) => [...peersOf(context)]),

  preview: os.preview.handler(({ input: { employeeId }, context }) => {
    const row = findEmployee(context.db, employeeId);
    demand(mayOf(context.access, 'hr.handover.send', row));
    const standing = context.service(payDesk)?.standingsOf(context.db, [employeeId]).get(employeeId);
    const lastPaidMonth = standing?.lastMonth ?? null;
    return {
      ...{ fullName: row.fullName, lastPaidMonth, effectiveDate: dayAfterPay(lastPaidMonth) },
      debts: standing?.debts ?? 0,
      answer: judgeLeaving({
        ...{ office: context.office, known: peersOf(context).map(({ office }) => office) },
        ...waysOf(context, [employeeId])(employeeId),
      }),
    };
  }),

  send: os.send.handler(({ input, context }) => sendHandover(context, input)),
  recall: os.recall.handler(({ input, context }) => recallHandover(context, input)),
  takeBack: os.takeBack.handler(({ input, context }) => takeBackHandover(context, input)),
  accept: os.accept.handler(({ input, context }) => acceptHandover(context, input)),
  refuse: os.refuse.handler(({ input, context }) => giveBack(context, input)),
  departures: os.departures.handler(({ input, context }) => departures(context, input)),
  sendSlice: os.sendSlice.handler(({ input, context }) => sendSlice(context, input)),
  arrivals: os.arrivals.handler(({ input, context }) => arrivals(context, input)),
  acceptSlice: os.acceptSlice.handler(({ input, context }) => acceptSlice(context, input)),
  takeDebts: os.takeDebts.handler(({ input: { id }, context }) => takeDebts(context, id)),
  waitingDebts: os.waitingDebts.handler(({ context }) => waitingDebts(context)),
  takeDebtsSlice: os.takeDebtsSlice.handler(({ input, context }) => takeDebtsSlice(context, input)),
});

/** Who sends sees those of the units that he reaches; who receives sees what came to the office, where his right holds everywhere. */
function mayRead({ access, office }: Context, { row }: Told): Verdict {
  return mayAt(access, 'hr.handover.view', row.ownerOffice === office ? row.unitId : null);
}

function present(told: Told, { office, now }: Pick<Context, 'office' | 'now'>): HandoverRow {
  const { row, answer } = told;
  const isOut = row.ownerOffice === office;
  const { id, revision, createdAt, updatedAt, fullName, orderNumber, orderDate, effectiveDate } = row;
  const state = stateOf(halvesOf(told, office));
  return {
    ...{ id, revision, createdAt, updatedAt, fullName, orderNumber, orderDate, effectiveDate },
    direction: isOut ? 'out' : 'in',
    otherOffice: isOut ? row.toOffice : row.ownerOffice,
    otherName: isOut ? row.toName : row.fromName,
    ...{ lastPaidMonth: row.lastPaidMonth, note: row.note, sentAt: row.createdAt },
    ...{ state, isOverdue: isOverdue(state, { since: answer?.createdAt ?? row.createdAt, now: now() }) },
    ...{ answeredOn: answer?.answeredOn ?? null, reason: answer?.reason ?? null },
    employeeId: isOut ? row.employeeId : (answer?.employeeId ?? null),
  };
}

function answers(context: Context, told: Told, file: HandoverFile | null): HandoverDetail['can'] {
  const { access, office, db } = context;
  const halves = halvesOf(told, office);
  const send = mayAt(access, 'hr.handover.send', told.row.unitId);
  const receive = mayAt(access, 'hr.handover.accept', null);
  const beginning = { today: context.today(), effectiveDate: told.row.effectiveDate };
  const holder = halves.side === 'receiver' ? holderOf(db, file, beginning) : null;
  return {
    recall: all(send, judgeRecall(halves)),
    takeBack: all(send, judgeTakeBack(halves)),
    accept: all(receive, judgeAccept({ ...halves, isReadable: file !== null, holder })),
    refuse: all(receive, judgeGiveBack(halves)),
    takeDebts: judgeDebts(context, told, file),
  };
}
