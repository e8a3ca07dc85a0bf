import { ORPCError, os, ValidationError } from '@orpc/server';
import { assert } from '#kernel/assert.ts';
import type { Actor, Tx } from '#db/door.ts';
import { asDatabaseRefusal } from '#db/errors.ts';
import { demand, refusal, Refusal } from '#db/refusal.ts';
import { PUBLIC, SIGNED_IN, type ProcedureMeta } from '#modules/contract.ts';
import { modules } from '#modules/host.ts';
import { mayAt, type Access, type Context } from '#modules/module.ts';
import type { Connection, OfficeContext } from './connection.ts';
import { newReference } from './faults.ts';
import type { OfficeCore } from './core.ts';
import { problemsOf } from './problems.ts';
import { platformProcedures } from './procedures/index.ts';

/** Answered also while the session is locked. */
const WHILE_LOCKED = new Set(['platform.session.unlock', 'platform.session.signOut', 'platform.session.state']);
/** Answered also while a new password is demanded. */
const BEFORE_PASSWORD_CHANGE = new Set([...WHILE_LOCKED, 'platform.session.changePassword', 'platform.session.lock']);

/**
 * The one router of the office: the platform's procedures and those of every registered module, all behind one gate.
 * The gate fails closed: a procedure without a declared permission is answered to nobody.
 */
export function composeRouter(core: OfficeCore) {
  const gate = os.$context<Connection>().use(async ({ context: connection, next, path, procedure }) => {
    const name = path.join('.');
    // Every procedure is made by `query` or `command` of modules/contract.ts, which set these three.
    const meta = procedure['~orpc'].meta as ProcedureMeta;
    try {
      const context = enter(core, { connection, name, meta });
      return await next({ context });
    } catch (error) {
      throw asAnswer(core, name, error);
    }
  });
  return gate.router({
    platform: platformProcedures,
    ...Object.fromEntries(modules.map((module) => [module.name, module.router])),
  });
}

/** Who asks, may he, and with what in hand? Throws the refusal, or returns what the procedure works with. */
function enter(
  core: OfficeCore,
  { connection, name, meta }: { connection: Connection; name: string; meta: ProcedureMeta },
): OfficeContext {
  assert(meta.permission !== '', `Procedure ${name} names no permission.`);
  if (!connection.isPaired && name !== 'platform.session.state' && name !== 'platform.device.redeem') {
    throw new ORPCError('FORBIDDEN', { data: problem('DEVICE_NOT_PAIRED') });
  }
  if (meta.kind === 'command') demandStaying(core);
  const who = core.identify(connection);
  if (meta.permission === PUBLIC) return contextOf(core, { connection, who, meta });
  // A beginning of an office's records is no office: nobody reads it and nobody writes into it.
  if (core.sync.isFetching) throw refusal('OFFICE_ARRIVING');
  if (!who) throw new ORPCError('UNAUTHORIZED', { data: problem('UNAUTHORIZED') });
  if (who.isLocked && !WHILE_LOCKED.has(name)) throw new ORPCError('UNAUTHORIZED', { data: problem('SESSION_LOCKED') });
  if (who.mustChangePassword && !BEFORE_PASSWORD_CHANGE.has(name)) {
    throw new ORPCError('FORBIDDEN', { data: problem('PASSWORD_MUST_CHANGE') });
  }
  if (meta.permission !== SIGNED_IN && !who.access.grants.has(meta.permission)) {
    throw new ORPCError('FORBIDDEN', { data: problem('FORBIDDEN') });
  }
  const guarded = core.secondFactorGuard.judge(meta, who);
  if (!guarded.ok) throw new ORPCError('FORBIDDEN', { data: { problems: guarded.problems } });
  if (core.wholeOffice.has(meta.permission)) demand(mayAt(who.access, meta.permission, null));
  return contextOf(core, { connection, who, meta });
}

/** What an office takes while it closes to be restored or set aside would stay behind, and nothing may say that it is saved. */
function demandStaying({ isClosing }: OfficeCore): void {
  if (isClosing) throw refusal('OFFICE_CLOSING');
}

/** Somebody who has signed in, by a window or by a token. */
export interface Who {
  readonly userId: string;
  readonly userName: string;
  /** Null for a token. */
  readonly sessionId: string | null;
  readonly isLocked: boolean;
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly access: Access;
}

function contextOf(
  core: OfficeCore,
  { connection, who, meta }: { connection: Connection; who: Who | null; meta: ProcedureMeta },
): OfficeContext {
  return { ...contextOfUser(core, who, meta), core, connection, who };
}

/** What a module's procedure works with when somebody calls it. */
export function contextOfUser(core: OfficeCore, who: Who | null, meta: ProcedureMeta): Context {
  const grant = who?.access.grants.get(meta.permission);
  const actor: Actor = {
    userId: who?.userId ?? '',
    ...(grant && grant.onBehalfOf !== null && { onBehalfOf: grant.onBehalfOf }),
  };
  return {
    ...{ db: core.database.db, now: core.now, today: core.today, latestDay: core.latestDay },
    ...{ knownPermissions: core.permissions },
    office: core.door.office,
    service: core.service,
    ...{ access: who?.access ?? null, actor, files: core.files, settings: core.settings, passwords: core.passwords },
    recordKind: (table) => core.recordKinds.get(table),
    startJob: (name, input) => {
      demandStaying(core);
      return core.jobs.start(name, input, actor);
    },
    endAccessOf: (userId) => {
      core.sessions.endAllOf(userId, who?.sessionId ?? null);
      core.tokens.revokeAllOf(userId);
    },
    write: (command, work) => {
      assert(who !== null, 'Only somebody who has signed in writes.');
      // It may have been let in before.
      demandStaying(core);
      return core.write({ actor, command, work: work as (tx: Tx) => never, meta, sessionId: who.sessionId });
    },
  };
}

/** What the other side is told: refusals as they are, bad input as refusals, bugs only as a reference number. */
function asAnswer(core: OfficeCore, name: string, thrown: unknown): unknown {
  const error = asDatabaseRefusal(thrown);
  if (error instanceof Refusal) {
    return new ORPCError('REFUSED', {
      ...{ status: 409, defined: true },
      data: { problems: error.problems, ...(error.conflict && { conflict: error.conflict }) },
    });
  }
  if (error instanceof ORPCError) {
    if (error.code === 'INTERNAL_SERVER_ERROR') return fault(core, name, error.cause ?? error);
    if (error.code !== 'BAD_REQUEST') return error;
    const issues = error.cause instanceof ValidationError ? error.cause.issues : [];
    // The schemas are zod's, so the issues of the standard schema interface are zod's issues.
    const problems = problemsOf(issues as unknown as Parameters<typeof problemsOf>[0]);
    const data = { problems: problems.length > 0 ? problems : refusal('BAD_INPUT').problems };
    return new ORPCError('REFUSED', { status: 409, defined: true, data });
  }
  return fault(core, name, error);
}

function fault(core: OfficeCore, name: string, error: unknown): unknown {
  const reference = newReference();
  core.log.error({ reference, procedure: name, err: error }, 'procedure failed');
  return new ORPCError('INTERNAL_SERVER_ERROR', { message: 'INTERNAL', data: { ...problem('INTERNAL'), reference } });
}

function problem(code: string): { problems: readonly { code: string }[] } {
  return { problems: [{ code }] };
}
