import { describe, expect, it } from 'vitest';
import { judgePassword } from './password.ts';

const ali = { userName: 'ali', nameAr: 'علي حسن عبدالزهرة' };

describe('a password', () => {
  it.each([
    ['a sentence', 'نهر دجلة الجميل', []],
    ['too short', 'قصير 1', ['PASSWORD_TOO_SHORT']],
    ['the same few letters', 'ababababab', ['PASSWORD_TOO_SIMPLE']],
    ['a long name anywhere', 'xعبدالزهرةx20', ['PASSWORD_HOLDS_NAME']],
    ['a name of three letters beside figures', 'علي-20262026', ['PASSWORD_HOLDS_NAME']],
    ['a user name of three letters', 'Ali 1234567', ['PASSWORD_HOLDS_NAME']],
    ['three letters inside another word', 'البيت العليا 7', []],
    ['three Latin letters inside another word', 'qualities 24', []],
  ])('%s', (_, password, codes) => {
    const verdict = judgePassword(password, ali);
    expect(verdict.ok ? [] : verdict.problems.map(({ code }) => code)).toEqual(codes);
  });
});
