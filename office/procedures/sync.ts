import { implement } from '@orpc/server';
import { fromMoment } from '#kernel/date.ts';
import { readInvitation, type Invitation } from '#kernel/sync/enrolment.ts';
import { clockBehind } from '#kernel/sync/skew.ts';
import { demand, refusal } from '#db/refusal.ts';
import { selfNumber } from '#db/self.ts';
import type { OfficeContext } from '../connection.ts';
import { contract, type SyncView } from '../contract/index.ts';
import type { OfficeCore } from '../core.ts';
import { demandMove, moveAway, moveViewOf } from '../moving.ts';
import { demandOwnPassword } from '../own-password.ts';
import { lastExportOf } from '../sync/exchange.ts';
import { decide, openItems } from '../sync/inbox.ts';
import { knownTime } from '../sync/known-time.ts';

const os = implement(contract.sync).$context<OfficeContext>();

export const syncProcedures = os.router({
  status: os.status.handler(({ context: { core } }) => statusOf(core)),

  now: os.now.handler(async ({ context: { core } }) => {
    await core.sync.syncNow();
    return {};
  }),

  filesNow: os.filesNow.handler(async ({ context: { core } }) => {
    await core.sync.filesNow();
    return {};
  }),

  plug: os.plug.handler(({ input, context: { core } }) => {
    if (!core.isDemonstration) throw refusal('FORBIDDEN');
    core.sync.setPlugged(input.isPlugged);
    return {};
  }),

  readInvitation: os.readInvitation.handler(({ input, context: { core } }) => {
    const invitation = invitationIn(input.text);
    // Before anybody compares a fingerprint for nothing.
    core.sync.demandOwn(invitation);
    const { office, address, fingerprint } = invitation;
    return { office, address, fingerprint };
  }),

  enrol: os.enrol.handler(async ({ input, context: { core } }) => {
    await core.sync.enrol(invitationIn(input.text), input.device);
    core.restart();
    return {};
  }),

  beforeMove: os.beforeMove.handler(({ context: { core, connection } }) => moveViewOf(core, connection)),

  readMove: os.readMove.handler(({ input, context: { core, connection } }) => {
    const invitation = invitationIn(input.text);
    demandMove(core, { invitation, connection });
    const { office, address, fingerprint } = invitation;
    return { office, address, fingerprint, isOwnCentre: core.sync.state.link?.fingerprint === fingerprint };
  }),

  move: os.move.handler(async ({ input: { text, password, behind }, context }) => {
    const { core, connection } = context;
    const user = await demandOwnPassword(context, password);
    const folder = moveAway(core, { invitation: invitationIn(text), connection, behind });
    core.sessions.note(user.userName, 'moved_away', connection.address);
    return { folder };
  }),

  exportFile: os.exportFile.handler(async ({ context: { core } }) => {
    const { bytes, at } = await core.sync.exportFile();
    const name = `diwan-${core.door.office}-${fromMoment(at)}-${at}.osx`;
    return new File([Buffer.from(bytes)], name, { type: 'application/octet-stream' });
  }),

  importFile: os.importFile.handler(async ({ input, context: { core } }) => {
    const { createdAt, acked, received, isCut, isKnown } = await core.sync.importFile(
      new Uint8Array(await input.file.arrayBuffer()),
    );
    return { createdAt, acked, received, isCut, isKnown };
  }),

  inbox: os.inbox.handler(({ context }) => [...openItems(context)]),

  decide: os.decide.handler(({ input, context }) => {
    decide(context, input);
    return {};
  }),
});

function invitationIn(text: string): Invitation {
  return demand(readInvitation(text));
}

function statusOf({ sync, database, door, version, now }: OfficeCore): SyncView {
  const { link, isRunning, isPlugged, lastDoneAt, problem, nextAt, status, files, release, late } = sync.state;
  return {
    ...{ link, isRunning, isPlugged, lastDoneAt, problem, nextAt, files },
    ...{ program: version, release, late },
    lateJoined: lateJoinedOf(database.raw),
    unsent: status?.health.unsent ?? 0,
    oldestUnsentAt: status?.health.oldestUnsentAt ?? null,
    lastReceipt: status?.lastReceipt ?? null,
    acked: status?.acked ?? 0,
    lastArrival: status?.lastArrival ?? null,
    durable: status?.durable ?? 0,
    lastExport: lastExportOf(database.raw),
    inbox: status?.health.inbox ?? 0,
    now: now(),
    clockOffset: clockBehind(knownTime(database.raw, door.writtenMs), now()),
  };
}

function lateJoinedOf(raw: OfficeCore['database']['raw']): SyncView['lateJoined'] {
  const at = selfNumber(raw, 'late_at', 0);
  if (at === 0) return null;
  return { at, changes: selfNumber(raw, 'late_ops', 0), aside: selfNumber(raw, 'late_aside', 0) };
}
