import { Secret, TOTP } from 'otpauth';
import { open, signIn, word } from './desk.ts';
import { expect, test } from './fixtures.ts';

/** A user's telephone: the code of now. */
const codeOf = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate();

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
  await page.getByLabel(word('platform.signIn.code')).fill(codeOf(first));
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
