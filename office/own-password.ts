import { refusal } from '#db/refusal.ts';
import type { SignInUser } from '#modules/org/index.ts';
import type { OfficeContext } from './connection.ts';

/** The signed-in user again, after his own password under the lockout. Refuses `PASSWORD_WRONG`. */
export async function demandOwnPassword(
  { core, connection, who }: OfficeContext,
  password: string,
): Promise<SignInUser> {
  const user = who && core.people.byId(who.userId);
  if (!user) throw refusal('UNAUTHORIZED');
  const isRight = await core.sessions.attempt(
    { userName: user.userName, address: connection.address },
    async () => (await core.passwords.check(password, user.passwordHash)).isRight,
  );
  if (!isRight) throw refusal('PASSWORD_WRONG', undefined, 'current');
  return user;
}
