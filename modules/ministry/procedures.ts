import { implement } from '@orpc/server';
import { desc, eq, isNull } from 'drizzle-orm';
import { assert } from '#kernel/assert.ts';
import { demand, refusal } from '#db/refusal.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { TRANSIT_PATIENCE } from '#modules/hr/contract/index.ts';
import type { Context } from '#modules/module.ts';
import { peer, user } from '#modules/org/schema.ts';
import { contract, type ActKind, type OfficeFields } from './contract/index.ts';
import { decideDoubleFile, doubleFileRows, findDecision, shownDecisions, withOtherFiles } from './double-files.ts';
import { makeOfficesKnown, tellOffices } from './known-offices.ts';
import { acceptItemProposal, itemProposalDetail, itemProposalRows, refuseItemProposal } from './item-proposals.ts';
import { decideLateWork, nameOfWork } from './late-work.ts';
import { noteFirstLook } from './looks.ts';
import {
  acceptOfficeProposal,
  officeProposalDetail,
  officeProposalRows,
  refuseOfficeProposal,
} from './office-proposals.ts';
import { ministryService, type Ministry } from './port.ts';
import { acceptProposal, proposalDetail, proposalRows, refuseProposal } from './proposals.ts';
import { addToRegister, changeInRegister, closeInRegister, note } from './register.ts';
import { judgeHealth } from './rules/health.ts';
import { judgeMove, officeMark } from './rules/office.ts';
import { servingFirst, standingOf } from './rules/person-standing.ts';
import { act } from './schema.ts';

const os = implement(contract).$context<Context>();

/**
 * What is done or looked at beyond the own office is noted before it is: nothing of it goes unseen. Of what the data
 * centre may refuse and keeps with its author, only what was done.
 */
export const router = os.router({
  office: {
    list: os.office.list.handler(async ({ context }) => {
      const offices = await ministryOf(context).offices();
      // Here those come to light that the command has registered or closed.
      tellOffices(offices, context);
      return [...offices];
    }),
    get: os.office.get.handler(async ({ input, context }) => {
      const found = await ministryOf(context).office(input.office);
      if (!found) throw refusal('OFFICE_UNKNOWN');
      return found;
    }),
    add: os.office.add.handler(({ input, context }) =>
      ministryOf(context).inRegister(async (rows) => {
        const ministry = ministryOf(context);
        const office = await addToRegister({ ministry, context, rows }, registered(input));
        await makeOfficesKnown(ministry, context);
        return { office };
      }),
    ),
    change: os.office.change.handler(({ input: { office, mark, ...fields }, context }) =>
      ministryOf(context).inRegister(async (rows) => {
        if (office === DATACENTER_OFFICE) throw refusal('OFFICE_IS_CENTRE');
        const before = rows.find((each) => each.office === office);
        if (!before) throw refusal('OFFICE_UNKNOWN');
        if (officeMark(before) !== mark) throw refusal('OFFICE_CHANGED');
        const ministry = ministryOf(context);
        await changeInRegister({ ministry, context, rows }, before, registered(fields));
        await makeOfficesKnown(ministry, context);
        return {};
      }),
    ),
    close: os.office.close.handler(({ input: { office, isClosed }, context }) =>
      ministryOf(context).inRegister(async (rows) => {
        const ministry = ministryOf(context);
        await closeInRegister({ ministry, context, rows }, office, { isClosed });
        await makeOfficesKnown(ministry, context);
        return {};
      }),
    ),
    freeze: os.office.freeze.handler(async ({ input: { office, isFrozen }, context }) => {
      note(context, isFrozen ? 'frozen' : 'thawed', office);
      demandKnown(await ministryOf(context).setFrozen(office, isFrozen), 'OFFICE_UNKNOWN');
      return {};
    }),
    invite: os.office.invite.handler(async ({ input: { office }, context }) => {
      note(context, 'invited', office);
      // First, because an invitation is shown once.
      await makeOfficesKnown(ministryOf(context), context);
      return demand(await ministryOf(context).invite(office, nameOf(context)));
    }),
    voidInvitations: os.office.voidInvitations.handler(async ({ input: { office }, context }) => {
      note(context, 'invitations_voided', office);
      await ministryOf(context).voidInvitations(office);
      return {};
    }),
    revoke: os.office.revoke.handler(async ({ input: { office, keyId }, context }) => {
      const known = await ministryOf(context).office(office);
      const name = known?.devices.find((device) => device.keyId === keyId)?.name;
      note(context, 'device_revoked', office, [keyId, name ?? ''].join(' ').trim());
      demandKnown(await ministryOf(context).revokeDevice(office, keyId), 'DEVICE_UNKNOWN');
      return {};
    }),
    moveDevice: os.office.moveDevice.handler(async ({ input, context }) => {
      const { office, keyId, to } = input;
      demand(judgeMove(input));
      const known = await ministryOf(context).office(office);
      const name = known?.devices.find((device) => device.keyId === keyId)?.name;
      // First, because an invitation is shown once.
      await makeOfficesKnown(ministryOf(context), context);
      const made = demand(await ministryOf(context).moveDevice({ office, keyId, to, movedBy: nameOf(context) }));
      note(context, 'device_moved', office, `${to} ${name ?? keyId}`);
      return made;
    }),
    exchange: os.office.exchange.handler(async ({ input: { office, file }, context }) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { reply, acked, isCut, isFrozen } = demand(await ministryOf(context).exchange(office, bytes));
      note(context, 'exchanged', office, String(acked));
      const name = `diwan-${office}-${acked}-answer.osx`;
      const answer = new File([Buffer.from(reply)], name, { type: 'application/octet-stream' });
      return { file: answer, acked, isCut, isFrozen };
    }),
  },
  late: {
    take: os.late.take.handler(async ({ input, context }) => {
      const decision = { ...input, decidedBy: nameOf(context), reason: null };
      await decideLateWork(ministryOf(context), decision, (work) =>
        note(context, 'late_taken', input.office, nameOfWork(work)),
      );
      return {};
    }),
    refuse: os.late.refuse.handler(async ({ input, context }) => {
      const decision = { ...input, decidedBy: nameOf(context) };
      await decideLateWork(ministryOf(context), decision, (work) =>
        note(context, 'late_refused', input.office, `${nameOfWork(work)}: ${input.reason}`),
      );
      return {};
    }),
  },
  payroll: {
    months: os.payroll.months.handler(async ({ context }) => [...(await ministryOf(context).payrollMonths())]),
    unfinished: os.payroll.unfinished.handler(async ({ input, context }) => [
      ...(await ministryOf(context).unfinishedOffices(input)),
    ]),
    totals: os.payroll.totals.handler(async ({ input, context }) => [
      ...(await ministryOf(context).payrollTotals(input)),
    ]),
    components: os.payroll.components.handler(async ({ input, context }) => [
      ...(await ministryOf(context).payrollComponents({ ...input, by: 'ministry' })),
    ]),
    twice: os.payroll.twice.handler(async ({ input, context }) => {
      noteLook(context, 'twice_looked', input.month);
      return [...(await ministryOf(context).doublePayments(input))];
    }),
  },
  person: {
    search: os.person.search.handler(async ({ input: { text }, context }) => {
      if ([...text.trim()].length < 2) throw refusal('SEARCH_TOO_SHORT', undefined, 'text');
      note(context, 'person_searched', null, text);
      const today = context.today();
      const { people, hasMore } = await ministryOf(context).findPeople({ text, today });
      const shown = withOtherFiles(context, people).map((each) => ({ ...each, standing: standingOf(each, today) }));
      return { people: [...servingFirst(shown)], hasMore };
    }),
    inTransit: os.person.inTransit.handler(async ({ context }) => {
      noteLook(context, 'transit_looked', null);
      const { people, hasMore } = await ministryOf(context).inTransit();
      const overdue = context.now() - TRANSIT_PATIENCE;
      return { people: people.map((each) => ({ ...each, isOverdue: each.since < overdue })), hasMore };
    }),
    overdue: os.person.overdue.handler(async ({ context }) => ({
      count: await ministryOf(context).countInTransit(context.now() - TRANSIT_PATIENCE),
    })),
  },
  doubleFile: {
    waiting: os.doubleFile.waiting.handler(async ({ context }) => {
      const { pairs, hasMore } = await doubleFileRows(ministryOf(context), context);
      return { count: pairs.length, hasMore };
    }),
    list: os.doubleFile.list.handler(({ context }) => {
      noteLook(context, 'files_looked', null);
      return doubleFileRows(ministryOf(context), context);
    }),
    decided: os.doubleFile.decided.handler(({ context }) => shownDecisions(context)),
    get: os.doubleFile.get.handler(({ input: { id }, context }) => findDecision(context, id)),
    decide: os.doubleFile.decide.handler(({ input, context }) =>
      decideDoubleFile(ministryOf(context), context, { ...input, decidedBy: nameOf(context) }),
    ),
  },
  proposal: {
    list: os.proposal.list.handler(({ context }) => proposalRows(ministryOf(context), context)),
    get: os.proposal.get.handler(({ input, context }) => proposalDetail(ministryOf(context), context, input)),
    accept: os.proposal.accept.handler(async ({ input, context }) => {
      const decided = { ...input, decidedBy: nameOf(context) };
      const { id } = await acceptProposal(ministryOf(context), context, decided);
      return { packageId: id };
    }),
    refuse: os.proposal.refuse.handler(async ({ input, context }) => {
      const decided = { ...input, decidedBy: nameOf(context) };
      await refuseProposal(ministryOf(context), context, decided);
      return {};
    }),
  },
  itemProposal: {
    list: os.itemProposal.list.handler(({ context }) => itemProposalRows(ministryOf(context), context)),
    get: os.itemProposal.get.handler(({ input, context }) => itemProposalDetail(ministryOf(context), context, input)),
    accept: os.itemProposal.accept.handler(({ input, context }) =>
      acceptItemProposal(ministryOf(context), context, { ...input, decidedBy: nameOf(context) }),
    ),
    refuse: os.itemProposal.refuse.handler(async ({ input, context }) => {
      await refuseItemProposal(ministryOf(context), context, { ...input, decidedBy: nameOf(context) });
      return {};
    }),
  },
  officeProposal: {
    list: os.officeProposal.list.handler(({ context }) => officeProposalRows(ministryOf(context), context)),
    get: os.officeProposal.get.handler(({ input, context }) =>
      officeProposalDetail(ministryOf(context), context, input),
    ),
    accept: os.officeProposal.accept.handler(({ input, context }) =>
      acceptOfficeProposal(ministryOf(context), context, { ...input, decidedBy: nameOf(context) }),
    ),
    refuse: os.officeProposal.refuse.handler(async ({ input, context }) => {
      await refuseOfficeProposal(ministryOf(context), context, { ...input, decidedBy: nameOf(context) });
      return {};
    }),
  },
  health: {
    get: os.health.get.handler(async ({ context }) => {
      const found = await ministryOf(context).health();
      return { ...found, ...judgeHealth(found) };
    }),
    standing: os.health.standing.handler(async ({ context }) => {
      const { standing, reasons } = judgeHealth(await ministryOf(context).health());
      return { standing, count: reasons.filter((reason) => reason.standing === standing).length };
    }),
  },
  act: {
    list: os.act.list.handler(({ context: { db } }) => {
      const names = new Map(
        db
          .select({ office: peer.office, nameAr: peer.nameAr })
          .from(peer)
          .where(isNull(peer.deletedAt))
          .all()
          .map(({ office, nameAr }) => [office, nameAr]),
      );
      return db
        .select({ act, byName: user.nameAr })
        .from(act)
        .leftJoin(user, eq(user.id, act.createdBy))
        .orderBy(desc(act.createdAt), desc(act.id))
        .limit(1_000)
        .all()
        .map(({ act: { id, createdAt: at, kind, office, detail }, byName }) => ({
          ...{ id, at, kind, office, detail },
          officeName: office === null ? null : (names.get(office) ?? null),
          byName: byName ?? '',
        }));
    }),
  },
});

/** As the register keeps it. */
function registered({ parentOffice, place, ...office }: OfficeFields) {
  return {
    ...{ ...office, parentNo: parentOffice },
    ...{ latitude: place?.latitude ?? null, longitude: place?.longitude ?? null },
  };
}

/** The gate lets nobody here where there is no data centre: its permissions are known only beside one. */
function ministryOf({ service }: Context): Ministry {
  const ministry = service(ministryService);
  assert(ministry !== null, 'The ministry is asked only where its data centre is.');
  return ministry;
}

/** Notes that somebody looks at what is not his office's. */
function noteLook(context: Context, kind: ActKind, detail: string | null): void {
  noteFirstLook(context, { kind, detail, note: () => note(context, kind, null, detail) });
}

function nameOf({ db, actor }: Context): string {
  return db.select({ name: user.nameAr }).from(user).where(eq(user.id, actor.userId)).get()?.name ?? '';
}

function demandKnown(isKnown: boolean, code: 'OFFICE_UNKNOWN' | 'DEVICE_UNKNOWN'): void {
  if (!isKnown) throw refusal(code);
}
