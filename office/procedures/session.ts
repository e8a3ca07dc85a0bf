import { implement } from '@orpc/server';
import { desc } from 'drizzle-orm';
import { assert } from '#kernel/assert.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { demand, refusal } from '#db/refusal.ts';
import {
  administratorsOf,
  currentSettings,
  newPasswordHash,
  storeOwnPassword,
  storeRehashed,
  storeSecondFactor,
  type SignInUser,
} from '#modules/org/index.ts';
import type { OfficeContext } from '../connection.ts';
import { contract, type OfficeState, type SignedIn } from '../contract/index.ts';
import type { OfficeCore } from '../core.ts';
import type { Who } from '../router.ts';
import { demandOwnPassword } from '../own-password.ts';
import { signIn } from '../schema.ts';

const os = implement(contract.session).$context<OfficeContext>();

export const sessionProcedures = os.router({
  state: os.state.handler(({ context }) => stateOf(context)),

  signIn: os.signIn.handler(async ({ input, context: { core, connection } }) => {
    const user = core.people.byName(input.userName);
    const isRight = await core.sessions.attempt({ userName: input.userName, address: connection.address }, async () => {
      // Checked against nobody's hash when there is no such user: the time tells nothing.
      const answer = await core.passwords.check(input.password, user?.passwordHash ?? null);
      if (user && answer.isRight && answer.isOld) {
        const hash = await core.passwords.hash(input.password);
        core.door.write({ userId: user.id }, 'platform.session.rehash', (tx) => storeRehashed(tx, user.id, hash));
      }
      return user !== null && answer.isRight;
    });
    if (!isRight || !user) throw refusal('SIGN_IN_FAILED');
    await demandSecondFactor(core, { user, code: input.code, address: connection.address });
    const opened = core.sessions.open(user.id, user.userName, connection);
    connection.keep('session', opened.cookie);
    return { user: shown(core, user, false), proof: opened.proof };
  }),

  signOut: os.signOut.handler(({ context: { core, connection, who } }) => {
    const sessionId = sessionOf(who);
    core.sessions.end(sessionId, { userName: who?.userName ?? '', address: connection.address });
    core.undo.forget(sessionId);
    connection.keep('session', null);
    return {};
  }),

  lock: os.lock.handler(({ context: { core, connection, who } }) => {
    core.sessions.lock(sessionOf(who));
    core.sessions.note(who?.userName ?? '', 'idle_lock', connection.address);
    return {};
  }),

  unlock: os.unlock.handler(async ({ input, context }) => {
    const { core, connection, who } = context;
    await demandOwnPassword(context, input.password);
    core.sessions.unlock(sessionOf(who));
    core.sessions.note(who?.userName ?? '', 'unlock', connection.address);
    return {};
  }),

  changePassword: os.changePassword.handler(async ({ input, context }) => {
    const { core, connection } = context;
    const user = await demandOwnPassword(context, input.current);
    if (input.password === input.current) throw refusal('PASSWORD_SAME', undefined, 'password');
    const passwordHash = await newPasswordHash(core.passwords, user, input.password);
    core.door.write({ userId: user.id }, 'org.user.changePassword', (tx) =>
      storeOwnPassword(tx, user.id, passwordHash),
    );
    context.endAccessOf(user.id);
    core.sessions.note(user.userName, 'password_changed', connection.address);
    return {};
  }),

  beginSecondFactor: os.beginSecondFactor.handler(async ({ input: { password, code }, context }) => {
    const { core, who } = context;
    // With a token nobody takes a second factor: it would then lie beside the first.
    const sessionId = sessionOf(who);
    // An open session is neither of the two: whoever sits down at it would make the second one his own.
    const { id: userId, userName, totpSecret } = await demandBothFactors(context, { password, code });
    return core.secondFactors.offer({ sessionId, userId, userName, totpSecret }, core.now());
  }),

  confirmSecondFactor: os.confirmSecondFactor.handler(({ input: { code }, context: { core, who } }) => {
    const sessionId = sessionOf(who);
    const user = who && core.people.byId(who.userId);
    if (!user) throw refusal('UNAUTHORIZED');
    const { id, totpSecret } = user;
    const sealed = demand(core.secondFactors.accept({ sessionId, userId: id, totpSecret }, code, core.now()));
    core.door.write({ userId: id }, 'org.user.secondFactor', (tx) => storeSecondFactor(tx, id, sealed));
    return {};
  }),

  endSecondFactor: os.endSecondFactor.handler(async ({ input, context }) => {
    const { id } = await demandBothFactors(context, input);
    context.core.door.write({ userId: id }, 'org.user.endSecondFactor', (tx) => storeSecondFactor(tx, id, null));
    return {};
  }),

  history: os.history.handler(({ context: { core } }) =>
    core.database.db.select().from(signIn).orderBy(desc(signIn.at)).limit(1_000).all(),
  ),
});

interface SecondFactorTry {
  readonly user: SignInUser;
  readonly code: string | undefined;
  readonly address: string;
}

/** After the right password: the code too, where the user has a second factor. A wrong one counts like a wrong password. */
async function demandSecondFactor(core: OfficeCore, { user, code, address }: SecondFactorTry): Promise<void> {
  const { id, totpSecret, userName } = user;
  if (totpSecret === null) return;
  if (code === undefined) throw refusal('SIGN_IN_CODE_NEEDED', undefined, 'code');
  const isRight = await core.sessions.attempt({ userName, address }, () =>
    Promise.resolve(core.secondFactors.check({ id, totpSecret }, code, core.now())),
  );
  if (!isRight) throw refusal('SIGN_IN_CODE_WRONG', undefined, 'code');
}

interface BothFactors {
  readonly password: string;
  readonly code: string | undefined;
}

/** The signed-in user again, after his own password and, where he has a second factor, a code of now. */
async function demandBothFactors(context: OfficeContext, { password, code }: BothFactors): Promise<SignInUser> {
  const user = await demandOwnPassword(context, password);
  await demandSecondFactor(context.core, { user, code, address: context.connection.address });
  return user;
}

function stateOf({ core, connection, who, today }: OfficeContext): OfficeState {
  const isHere = !core.sync.isFetching;
  const founded = connection.isPaired && isHere ? currentSettings(core.database.db) : null;
  const user = who && core.people.byId(who.userId);
  return {
    isFounded: isHere && currentSettings(core.database.db) !== null,
    isPaired: connection.isPaired,
    officeName: founded?.names ?? null,
    display: founded && displayOf(founded.settings),
    today: today(),
    user: who && user ? shown(core, user, who.isLocked) : null,
    isDemonstration: core.isDemonstration,
    isDataCentre: core.door.office === DATACENTER_OFFICE,
    neighbours: [...core.neighbours()],
    version: core.version,
    opening: core.opening,
    joining: connection.isPaired ? joiningOf(core) : null,
    toFound: connection.isPaired ? toFoundOn(core) : null,
    restore: connection.isPaired ? core.restore : null,
  };
}

/** Until somebody can sign in on a PC that takes over an office. */
function joiningOf({ sync, database, today }: OfficeCore): OfficeState['joining'] {
  const { link, fetching, problem } = sync.state;
  if (link?.isClaimed !== false) return null;
  // Its records come piece by piece: before the last one nobody begins.
  const isHere = !sync.isFetching && currentSettings(database.db) !== null;
  // The data centre has nothing of this office: `toFound`.
  if (!isHere && !sync.isFetching) return null;
  return {
    ...{ stage: fetching?.stage ?? 'following', done: fetching?.done ?? 0, total: fetching?.total ?? null, problem },
    administrators: isHere ? [...administratorsOf(database.db, today())] : [],
  };
}

function toFoundOn({ sync, database }: OfficeCore): number | null {
  const { link } = sync.state;
  const isToFound = link?.isClaimed === false && !sync.isFetching && currentSettings(database.db) === null;
  return isToFound ? link.office : null;
}

type Settings = NonNullable<ReturnType<typeof currentSettings>>['settings'];

function displayOf({ monthNames, digits, showHijri, idleMinutes, letterheadAr, letterheadEn }: Settings) {
  return { monthNames, digits, showHijri, idleMinutes, letterheadAr, letterheadEn };
}

function shown(core: OfficeCore, user: SignInUser, isLocked: boolean): SignedIn {
  const { id, userName, nameAr, nameCkb, nameEn, language, mustChangePassword, unitId } = user;
  const permissions = [...core.people.accessOf(id, core.today()).grants]
    .filter(([permission, { reach }]) => !core.wholeOffice.has(permission) || reach === 'everywhere')
    .map(([permission]) => permission);
  const hasSecondFactor = user.totpSecret !== null;
  const needsSecondFactor = !hasSecondFactor && permissions.length > 0 && core.secondFactorGuard.isOn;
  return {
    ...{ id, userName, nameAr, nameCkb, nameEn, language, mustChangePassword, isLocked, permissions },
    ...{ hasSecondFactor, needsSecondFactor, unitId },
  };
}

function sessionOf(who: Who | null): string {
  assert(who !== null, 'The gate lets only signed-in callers here.');
  if (who.sessionId === null) throw refusal('FORBIDDEN');
  return who.sessionId;
}
