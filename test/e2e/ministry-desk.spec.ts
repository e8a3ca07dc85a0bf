import type { Page } from '@playwright/test';
import { open, settled, word } from './desk.ts';
import { expect } from './fixtures.ts';
import { CENTRE, FIRST, press, SECOND, test, windowOf } from './ministry-windows.ts';

const shot = (page: Page, name: string) => page.screenshot({ path: `test-results/screens/ar-ministry-${name}.png` });

test('an office is registered, renamed and given its place; a name that another bears is refused', async ({
  browser,
  ministry,
}) => {
  const centre = await windowOf(browser, ministry, CENTRE);
  await open(centre, '/ministry/offices');
  await press(centre, 'ministry.offices.new');
  await expect(centre).toHaveTitle(new RegExp(word('ministry.offices.new')));
  const field = (name: string) =>
    centre.getByRole('main').getByRole('textbox', { name: word(`ministry.field.${name}`) });
  await field('nameAr').fill('بلدية الكوت');
  await centre.getByRole('combobox', { name: word('ministry.field.governorate') }).click();
  await centre.keyboard.type(word('ministry.governorate.wasit'));
  await centre.keyboard.press('Enter');
  await field('place').fill('45.8226, 32.5000');
  await centre.keyboard.press('Control+s');
  await expect(centre.getByText(word('ministry.problem.PLACE_OUTSIDE')).first()).toBeVisible();
  await shot(centre, 'office-new-refused');
  await field('place').fill('٣٢٫٥، ٤٥٫٨٢٢٦');
  await centre.keyboard.press('Control+s');
  await expect(centre.getByRole('heading', { level: 1 })).toContainText('بلدية الكوت');
  await settled(centre);

  await centre.keyboard.press('F4');
  await expect(centre).toHaveTitle(new RegExp(word('ministry.office.edit')));
  await expect(field('place')).toHaveValue('32.5, 45.8226');
  await field('nameAr').fill(FIRST.replaceAll('ة', 'ه'));
  await centre.keyboard.press('Control+s');
  const [taken = ''] = word('structure.problem.OFFICE_NAME_TAKEN').split('{{');
  await expect(centre.getByText(taken.trim()).first()).toBeVisible();
  await shot(centre, 'office-edit-refused');
  await field('nameAr').fill('مديرية بلدية الكوت');
  await centre.keyboard.press('Control+s');
  await expect(centre.getByText(word('ministry.offices.changed'))).toBeVisible();
  await expect(centre.getByRole('heading', { level: 1 })).toContainText('مديرية بلدية الكوت');

  await open(centre, '/ministry/offices');
  await expect(centre.getByRole('row', { name: /مديرية بلدية الكوت/ })).toBeVisible();
  await centre.getByText(word('ministry.offices.map'), { exact: true }).click();
  await expect(centre.getByRole('link', { name: 'مديرية بلدية الكوت' })).toBeVisible();
  await settled(centre);
  await shot(centre, 'offices-spread');
  await open(centre, '/ministry/acts');
  const act = centre.getByRole('row', { name: new RegExp(word('ministry.act.office_changed')) });
  await expect(act.getByText(word('ministry.field.nameAr'), { exact: true })).toBeVisible();
  await shot(centre, 'acts-office-changed');
});

test('whoever audits the unified payroll sees it and nothing of the PCs; who looks after the PCs sees no pay', async ({
  browser,
  ministry,
}) => {
  const menuOf = async (userName: string): Promise<Page> => {
    const page = await windowOf(browser, ministry, CENTRE, userName);
    await settled(page);
    return page;
  };
  const item = (page: Page, name: string) =>
    page.getByRole('navigation').getByRole('link', { name: word(`ministry.menu.${name}`), exact: true });
  const auditor = await menuOf('ministry.payroll1');
  await expect(item(auditor, 'payroll')).toBeVisible();
  await expect(item(auditor, 'offices')).toHaveCount(0);
  await open(auditor, '/ministry/twice');
  await shot(auditor, 'as-payroll-auditor');
  // By components the month comes to what it comes to by governorates.
  await open(auditor, '/ministry/payroll');
  await auditor.getByText(word('ministry.by.component'), { exact: true }).click();
  const sums = auditor.locator('.kit-facts div').filter({ hasText: word('ministry.sum.net') });
  const net = await sums.locator('dd').innerText();
  expect(net).toMatch(/\d{2},\d{3},\d{3}$/);
  await shot(auditor, 'payroll-components');
  await auditor.getByText(word('ministry.by.governorate'), { exact: true }).click();
  const totals = auditor.getByRole('row').filter({ hasText: word('kit.grid.total') });
  await expect(totals.getByText(net, { exact: true })).toBeVisible();
  // A governorate opens its offices, an office its units, and what is shown by component is that office's too.
  const rowOf = (name: string) => auditor.getByRole('row', { name: new RegExp(name) });
  await rowOf(word('ministry.governorate.basra')).last().dblclick();
  await rowOf(SECOND).last().dblclick();
  const tag = (name: string) => auditor.locator('.ant-tag').filter({ hasText: name });
  await expect(tag(SECOND)).toBeVisible();
  await expect(auditor.getByRole('columnheader', { name: word('ministry.by.unit') })).toBeVisible();
  const ofOffice = await totals.locator('.kit-grid-cell').allInnerTexts();
  await shot(auditor, 'payroll-of-office');
  await auditor.getByText(word('ministry.by.component'), { exact: true }).click();
  await expect(tag(SECOND)).toBeVisible();
  await expect(sums.locator('dd')).not.toHaveText(net);
  expect(ofOffice).toContain(await sums.locator('dd').innerText());
  await tag(word('ministry.governorate.basra')).getByLabel(word('kit.action.close')).click();
  await expect(tag(word('ministry.payroll.whole'))).toBeVisible();
  await expect(sums.locator('dd')).toHaveText(net);
  // A card that was paid twice opens the two files.
  await open(auditor, '/ministry/twice');
  await auditor
    .getByRole('row', { name: new RegExp(FIRST) })
    .first()
    .dblclick();
  await expect(auditor.getByRole('heading', { level: 1 })).toContainText(word('ministry.people.title'));
  await expect(rowOf(FIRST)).toBeVisible();
  await shot(auditor, 'twice-people');
  const keeper = await menuOf('ministry.offices1');
  await expect(item(keeper, 'offices')).toBeVisible();
  await expect(item(keeper, 'payroll')).toHaveCount(0);
});

test('while the database of the data centre is away every page says so, shows no empty list, and asks anew', async ({
  browser,
  ministry,
}) => {
  const centre = await windowOf(browser, ministry, CENTRE);
  const away = JSON.stringify({
    json: {
      ...{ defined: true, code: 'REFUSED', status: 409, message: 'REFUSED' },
      data: { problems: [{ code: 'CENTRE_AWAY' }] },
    },
  });
  const answers = '**/rpc/ministry/**';
  const pages = [
    'payroll',
    'twice',
    'offices',
    'office-proposals',
    'item-proposals',
    'proposals',
    'transit',
    'double-files',
  ];
  await centre.route(answers, (route) => route.fulfill({ status: 409, contentType: 'application/json', body: away }));
  for (const page of pages) {
    await open(centre, `/ministry/${page}`);
    const said = centre.getByRole('main').getByRole('alert');
    await expect(said, page).toContainText(word('ministry.problem.CENTRE_AWAY'));
    await expect(said.getByRole('button', { name: word('platform.failure.retry') })).toBeVisible();
    await expect(centre.getByRole('grid'), page).toHaveCount(0);
  }
  await shot(centre, 'away');
  await open(centre, '/ministry/people');
  await centre.getByRole('main').getByRole('searchbox').fill('محمد');
  await centre.keyboard.press('Enter');
  await expect(centre.getByRole('main').getByRole('alert')).toContainText(word('ministry.problem.CENTRE_AWAY'));
  await shot(centre, 'away-people');
  await open(centre, '/');
  await expect(centre.getByRole('main').getByRole('alert')).toContainText(word('ministry.problem.CENTRE_AWAY'));
  await expect(centre.getByText(word('platform.home.nothing'))).toHaveCount(0);
  await shot(centre, 'away-home');

  await open(centre, '/ministry/offices');
  await centre.unroute(answers);
  await centre.getByRole('button', { name: word('platform.failure.retry') }).click();
  await expect(centre.getByRole('row', { name: new RegExp(SECOND) })).toBeVisible();
  await open(centre, '/ministry/payroll');
  await expect(centre.getByRole('main').getByRole('alert')).toHaveCount(0);

  // What was answered before stays, and is said to be old.
  await open(centre, '/ministry/offices');
  await centre.route(answers, (route) => route.fulfill({ status: 409, contentType: 'application/json', body: away }));
  await expect(centre.getByText(/ما يظهر هو ما وصل آخر مرة/)).toBeVisible({ timeout: 40_000 });
  await expect(centre.getByRole('row', { name: new RegExp(SECOND) })).toBeVisible();
  await shot(centre, 'away-later');
});
