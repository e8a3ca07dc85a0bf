import { Secret, TOTP } from 'otpauth';
import { open, signIn, word } from './desk.ts';
import { expect, test } from './fixtures.ts';

/** A user's telephone: the code of now, or of the half minute that comes. */
const codeOf = (secret: string, after = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({ timestamp: Date.now() + after });

test('a second factor is switched on, and moved to another telephone by the password and the present code', async ({
  page,
  office,
}) => {
  // Nobody else signs in as this one: the office is that of all tests.
  await signIn(page, { ...office, userName: 'clerk3' });
  await open(page, '/account/second-factor');
  const secret = async (): Promise<string> => (await page.locator('.factor-secret').textContent()) ?? '';
  const show = page.getByRole('button', { name: word('platform.factor.offer') });
  await expect(show).toBeDisabled();
  await page.locator('input[type=password]').fill('wrong');
  await show.click();
  await expect(page.getByText(word('platform.problem.PASSWORD_WRONG'))).toBeVisible();
  await page.locator('input[type=password]').fill(office.password);
  await show.click();
  const first = await secret();
  await page.getByLabel(word('platform.signIn.code')).fill(codeOf(first));
  await page.getByRole('button', { name: word('platform.factor.begin') }).click();
  await expect(page.getByText(word('platform.factor.change'))).toBeVisible();

  const move = page.getByRole('button', { name: word('platform.factor.move') });
  await expect(move).toBeDisabled();
  await page.locator('input[type=password]').fill('wrong');
  // The code that set it is used.
  await page.getByLabel(word('platform.signIn.code')).fill(codeOf(first, 30_000));
  await move.click();
  await expect(page.getByText(word('platform.problem.PASSWORD_WRONG'))).toBeVisible();
  await page.locator('input[type=password]').fill(office.password);
  await move.click();
  await expect(page.locator('.factor-secret')).toBeVisible();
  const second = await secret();
  expect(second).not.toBe(first);
  await page.getByLabel(word('platform.signIn.code')).fill(codeOf(second));
  await page.getByRole('button', { name: word('platform.factor.begin') }).click();
  await expect(page.getByText(word('platform.factor.change'))).toBeVisible();
});
