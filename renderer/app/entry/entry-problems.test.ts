import { expect, test } from 'vitest';
import texts from '../strings.ar.json' with { type: 'json' };
import { missingOf, problemsOfStep } from './entry-problems.ts';

const typed = { officeNameAr: 'مديرية', administratorName: 'رباب', userName: 'rabab', password: 'ماء من النهر' };
const fieldsOf = (step: number, change: Record<string, string>): (string | undefined)[] =>
  problemsOfStep(step, { ...typed, repeated: typed.password, ...change }).map(({ code, field }) => `${code} ${field}`);

test('an empty field that must be filled is named in our own words', () => {
  expect(missingOf({ code: ' ', name: 'x' })).toEqual([{ code: 'VALUE_REQUIRED', field: 'code' }]);
});

test.each([
  [1, {}, []],
  [1, { officeNameAr: ' ' }, ['VALUE_REQUIRED officeNameAr']],
  [2, {}, []],
  [2, { userName: '', repeated: '' }, ['VALUE_REQUIRED userName', 'VALUE_REQUIRED repeated']],
  [2, { userName: 'ab' }, ['USER_NAME_FORM userName']],
  [2, { password: 'short' }, ['PASSWORD_TOO_SHORT password']],
  [3, { backupFolder: '' }, []],
])('step %i of the wizard with %j', (step, change, expected) => expect(fieldsOf(step, change)).toEqual(expected));

test('what the wizard finds has words before any module of the window is loaded', () => {
  const found = problemsOfStep(2, { userName: 'a', password: 'b' });
  expect(found).toHaveLength(4);
  for (const { code } of found) expect(Object.keys(texts)).toContain(`platform.problem.${code}`);
});
