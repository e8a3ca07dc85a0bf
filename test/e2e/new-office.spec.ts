import { open, word } from './desk.ts';
import { emptyPc } from './empty-pc.ts';
import { expect } from './fixtures.ts';
import { CENTRE, press, test, windowOf } from './ministry-windows.ts';

test('an office that has nothing at the data centre is founded on the PC that was invited for it', async ({
  browser,
  ministry,
}) => {
  test.slow();
  const centre = await windowOf(browser, ministry, CENTRE);
  await open(centre, '/ministry/offices');
  await press(centre, 'ministry.offices.new');
  await centre
    .getByRole('main')
    .getByRole('textbox', { name: word('ministry.field.nameAr') })
    .fill('بلدية العزيزية');
  await centre.getByRole('combobox', { name: word('ministry.field.governorate') }).click();
  await centre.keyboard.type(word('ministry.governorate.wasit'));
  await centre.keyboard.press('Enter');
  await centre.keyboard.press('Control+s');
  await expect(centre.getByRole('heading', { level: 1 })).toContainText('بلدية العزيزية');
  await press(centre, 'ministry.office.invite');
  const invitation = await centre.locator('.ministry-invitation-text').innerText();

  const pc = await emptyPc();
  try {
    const page = await (await browser.newContext({ baseURL: pc.address })).newPage();
    await page.goto('/');
    await press(page, 'platform.join.offer');
    await page.getByLabel(word('platform.sync.link.invitation')).fill(invitation);
    await page.getByLabel(word('platform.sync.link.device')).fill('حاسبة البلدية');
    await press(page, 'platform.join.submit');
    await press(page, 'platform.join.same');

    // By itself: nobody loads the page anew.
    const [given = ''] = word('platform.wizard.toFound').split('{{');
    await expect(page.getByText(given.trim())).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('button', { name: word('platform.join.offer') })).toHaveCount(0);
    await page.screenshot({ path: 'test-results/screens/ar-wizard-to-found.png' });
    await page.getByLabel(word('platform.wizard.office.nameAr')).fill('بلدية العزيزية');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel(word('platform.wizard.person.name'))).toBeVisible();
  } finally {
    await pc.stop();
  }
});
