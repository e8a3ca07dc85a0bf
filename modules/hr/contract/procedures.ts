import { z } from 'zod';
import {
  command,
  LIST_LIMIT,
  query,
  undoableCommand,
  zAnswer,
  zDate,
  zId,
  zOptionalText,
  zRequired,
  zRevision,
  zUsualMonth,
} from '#modules/contract.ts';
import { doubleFileNotice } from './double-file.ts';
import { dueBatchInput, dueRow, retirementRow, zProspects, zTotalService } from './due.ts';
import {
  accountRow,
  dependantRow,
  employeeInput,
  employeeListRow,
  employeeLists,
  employeeRecord,
  likenessInput,
  likenessRow,
  newEmployeeInput,
  numberRow,
  qualificationRow,
  unpaidRow,
} from './employee.ts';
import {
  acceptInput,
  awayBy,
  dispatchInput,
  dispatchPreview,
  handoverDetail,
  handoverRow,
  peerList,
  refusalInput,
} from './handover.ts';
import {
  acceptSlice,
  arrivalInput,
  arrivalList,
  departureInput,
  departureList,
  sendSlice,
  debtsSlice,
  sliceResults,
  waitingDebtsList,
} from './handover-together.ts';
import { awayRow, leaveBalance, leaveInput, leaveOrder, leavePreview, leaveRow } from './leave.ts';
import { factRow, orderInput, orderLineRow, orderListRow } from './order.ts';

const listInput = z.strictObject({ search: z.string().max(200).default('') });
const idInput = z.strictObject({ id: zId });
const atRevision = { id: zId, revision: zRevision };
const employeeIdInput = z.strictObject({ employeeId: zId });
const made = z.object({ id: zId });
const done = z.object({ revision: z.number().int() });

/** A code of the rule package with its name: what a list to choose from shows. */
const codeRow = z.object({
  kind: z.enum(['SCALE', 'CERTIFICATE', 'ALLOWANCE', 'TAX_STATUS', 'LEAVE', 'THANKS', 'PENALTY']),
  code: z.string(),
  titleAr: z.string(),
});

export type CodeRow = z.infer<typeof codeRow>;

const slice = z.object({ key: z.string(), count: z.number().int() });

export const contract = {
  code: { list: query('hr.employee.view').output(z.array(codeRow).max(1000)) },
  employee: {
    list: query('hr.employee.view').input(listInput).output(z.array(employeeListRow).max(LIST_LIMIT)),
    get: query('hr.employee.view')
      .input(idInput)
      .output(
        employeeRecord.extend({
          numbers: z.array(numberRow),
          qualifications: z.array(qualificationRow),
          accounts: z.array(accountRow),
          dependants: z.array(dependantRow),
          /** The handover by which he left this office, or is about to. */
          handover: awayBy.nullable(),
          /** What the data centre decided on other files of his. */
          doubleFiles: z.array(doubleFileNotice).max(100),
          can: z.object({ edit: zAnswer, draftOrder: zAnswer, requestLeave: zAnswer, handOver: zAnswer }),
        }),
      ),
    career: query('hr.employee.view')
      .input(idInput)
      .output(z.object({ facts: z.array(factRow), prospects: zProspects, service: zTotalService.nullable() })),
    /** Who serves today in a unit where no paying entity pays: in no run, and nobody would notice. */
    unpaid: query('hr.employee.view').output(z.array(unpaidRow).max(LIST_LIMIT)),
    /** Who is known under this name and birth date, whatever way they are spelled: offered, never merged. */
    similar: query('hr.employee.edit').input(likenessInput).output(z.array(likenessRow).max(50)),
    create: undoableCommand('hr.employee.edit').input(newEmployeeInput).output(made),
    edit: undoableCommand('hr.employee.edit')
      .input(employeeInput.omit({ unitId: true }).extend(atRevision))
      .output(done),
    keepNumbers: undoableCommand('hr.employee.edit')
      .input(z.strictObject({ ...atRevision, rows: employeeLists.numbers }))
      .output(done),
    keepQualifications: undoableCommand('hr.employee.edit')
      .input(z.strictObject({ ...atRevision, rows: employeeLists.qualifications }))
      .output(done),
    keepAccounts: undoableCommand('hr.employee.edit')
      .input(z.strictObject({ ...atRevision, rows: employeeLists.accounts }))
      .output(done),
    keepDependants: undoableCommand('hr.employee.edit')
      .input(z.strictObject({ ...atRevision, rows: employeeLists.dependants }))
      .output(done),
    /** A picture that is attached to his file, or none. */
    setPhoto: undoableCommand('hr.employee.edit')
      .input(z.strictObject({ ...atRevision, photoId: zId.nullable() }))
      .output(done),
  },
  order: {
    list: query('hr.order.view')
      .input(listInput.extend({ employeeId: zId.nullable().default(null) }))
      .output(z.array(orderListRow).max(LIST_LIMIT)),
    get: query('hr.order.view')
      .input(idInput)
      .output(
        orderListRow.extend({
          lines: z.array(orderLineRow),
          drafterName: z.string(),
          checkerName: z.string().nullable(),
          approverName: z.string().nullable(),
          reversesNumber: z.string().nullable(),
          can: z.object({ edit: zAnswer, check: zAnswer, approve: zAnswer, refuse: zAnswer, reverse: zAnswer }),
        }),
      ),
    draft: undoableCommand('hr.order.draft').input(orderInput).output(made),
    edit: undoableCommand('hr.order.draft').input(orderInput.extend(atRevision)).output(done),
    check: command('hr.order.check').input(z.strictObject(atRevision)).output(done),
    approve: command('hr.order.approve').input(z.strictObject(atRevision)).output(done),
    refuse: command('hr.order.check').input(z.strictObject(atRevision)).output(done),
    reverse: command('hr.order.draft')
      .input(z.strictObject({ ...atRevision, ...leaveOrder }))
      .output(made),
  },
  due: {
    list: query('hr.order.view')
      .input(z.strictObject({ month: zUsualMonth }))
      .output(z.array(dueRow).max(2 * LIST_LIMIT)),
    retirements: query('hr.employee.view')
      .input(z.strictObject({ asOf: zDate }))
      .output(z.array(retirementRow).max(LIST_LIMIT)),
    batch: undoableCommand('hr.order.draft').input(dueBatchInput).output(made),
  },
  leave: {
    list: query('hr.leave.view')
      .input(listInput.extend({ employeeId: zId.nullable().default(null) }))
      .output(z.array(leaveRow).max(LIST_LIMIT)),
    get: query('hr.leave.view')
      .input(idInput)
      .output(
        leaveRow.extend({
          orderNumber: z.string().nullable(),
          orderDate: zDate.nullable(),
          returnOrderNumber: z.string().nullable(),
          requesterName: z.string(),
          can: z.object({ approve: zAnswer, refuse: zAnswer, cancel: zAnswer, return: zAnswer }),
        }),
      ),
    /** Who is away in a month, and who asks to be. */
    away: query('hr.leave.view')
      .input(z.strictObject({ month: zUsualMonth }))
      .output(z.array(awayRow).max(LIST_LIMIT)),
    /** What a leave would mean before it is asked for: its days, the balance, whatever speaks against it. */
    preview: query('hr.leave.request')
      .input(leaveInput.omit({ reason: true }))
      .output(leavePreview),
    balances: query('hr.leave.view').input(employeeIdInput).output(z.array(leaveBalance)),
    request: undoableCommand('hr.leave.request').input(leaveInput).output(made),
    approve: command('hr.leave.approve')
      .input(z.strictObject({ ...atRevision, ...leaveOrder }))
      .output(done),
    refuse: command('hr.leave.approve')
      .input(z.strictObject({ ...atRevision, reason: zRequired(300) }))
      .output(done),
    cancel: command('hr.leave.request').input(z.strictObject(atRevision)).output(done),
    return: command('hr.leave.approve')
      .input(z.strictObject({ ...atRevision, ...leaveOrder, returnedOn: zDate }))
      .output(done),
    /** The balance brought from the papers, or days paid out at the end of service. */
    enter: command('hr.leave.approve')
      .input(
        z.strictObject({
          employeeId: zId,
          type: z.string().max(40),
          kind: z.enum(['OPENING', 'PAYOUT']),
          onDate: zDate,
          days: z.number().int().min(1).max(1000),
          note: zOptionalText(300),
        }),
      )
      .output(made),
  },
  handover: {
    /** Those that go and those that come, the latest first. */
    list: query('hr.handover.view').output(z.array(handoverRow).max(LIST_LIMIT)),
    get: query('hr.handover.view').input(idInput).output(handoverDetail),
    /** The offices of the ministry as the data centre made them known; empty before it did. */
    offices: query('hr.handover.send').output(peerList),
    preview: query('hr.handover.send').input(employeeIdInput).output(dispatchPreview),
    send: command('hr.handover.send').input(dispatchInput).output(made),
    /** Asks for him back: the other office gives him back, unless it has accepted him already. */
    recall: command('hr.handover.send').input(z.strictObject(atRevision)).output(done),
    /** He was not accepted: he serves here again as if he had never been sent. */
    takeBack: command('hr.handover.send').input(z.strictObject(atRevision)).output(done),
    accept: command('hr.handover.accept')
      .input(acceptInput)
      .output(z.object({ employeeId: zId })),
    refuse: command('hr.handover.accept').input(refusalInput).output(made),
    /** Who of those that are chosen may go together by one paper, and why the others may not. Nothing is written. */
    departures: query('hr.handover.send').input(departureInput).output(departureList),
    /** Sends some of them, each by a command of his own; who cannot go says why, and the others go. */
    sendSlice: command('hr.handover.send').input(sendSlice).output(sliceResults),
    /** Who came from an office, or by an order, and waits for his answer; and who of them may be accepted. */
    arrivals: query('hr.handover.accept').input(arrivalInput).output(arrivalList),
    /** Accepts some of them, each by a command of his own. */
    acceptSlice: command('hr.handover.accept').input(acceptSlice).output(sliceResults),
    /** Writes the debts of the certificate into this office's books: who keeps those confirms them. */
    takeDebts: command('hr.handover.view')
      .input(idInput)
      .output(z.object({ employeeId: zId })),
    /** Whose debts wait to be written into this office's books, of those whom this user may write for. */
    waitingDebts: query('hr.handover.view').output(waitingDebtsList),
    /** Writes the debts of some of them, each by a command of his own. */
    takeDebtsSlice: command('hr.handover.view').input(debtsSlice).output(sliceResults),
  },
  doubleFile: {
    /** What the data centre decided on files of this office that another office has too, the latest first. */
    list: query('hr.handover.view').output(z.array(doubleFileNotice).max(1_000)),
  },
  headcount: {
    get: query('hr.employee.view').output(
      z.object({
        total: z.number().int(),
        byGrade: z.array(slice),
        byAge: z.array(slice),
        byCertificate: z.array(slice),
        byUnit: z.array(slice),
      }),
    ),
  },
};
