import { fold } from '#kernel/text/fold.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';

export const PASSWORD_LENGTH = { least: 10, most: 200 } as const;
/** How long a name must be to be looked for: anywhere in the password, or among its words. */
const NAME_LENGTH = { anywhere: 4, asWord: 3 } as const;

/**
 * Length protects more than odd characters do (NIST SP 800-63B §3.1.1): at least ten letters, not the same few over
 * and over, and not the person's own name: a short one only as a word of its own, for three letters are found in any
 * sentence.
 */
export function judgePassword(password: string, person: { userName: string; nameAr: string }): Verdict {
  const folded = fold(password);
  const words = folded.split(/[^\p{L}]+/u);
  const isOwn = (name: string): boolean =>
    name.length >= NAME_LENGTH.anywhere
      ? folded.includes(name)
      : name.length >= NAME_LENGTH.asWord && words.includes(name);
  const own = [person.userName, ...person.nameAr.split(' ')].map(fold);
  return all(
    [...password].length < PASSWORD_LENGTH.least
      ? refuse('PASSWORD_TOO_SHORT', { least: PASSWORD_LENGTH.least }, 'password')
      : accept(),
    password.length > PASSWORD_LENGTH.most
      ? refuse('PASSWORD_TOO_LONG', { most: PASSWORD_LENGTH.most }, 'password')
      : accept(),
    new Set(password).size < 5 ? refuse('PASSWORD_TOO_SIMPLE', undefined, 'password') : accept(),
    own.some(isOwn) ? refuse('PASSWORD_HOLDS_NAME', undefined, 'password') : accept(),
  );
}

/** User names are typed at every sign-in: Latin or Arabic letters, digits, dot, dash; compared after folding. */
export function judgeUserName(userName: string): Verdict {
  return /^[\p{L}\p{M}\d][\p{L}\p{M}\d._-]{2,39}$/u.test(userName)
    ? accept()
    : refuse('USER_NAME_FORM', undefined, 'userName');
}
