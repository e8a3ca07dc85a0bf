import type { Page } from '@playwright/test';
import { programVersion } from '#cli/version.ts';
import type { ServedDemonstration } from '#test/served-demonstration.ts';
import { draftDeduction } from '../walks/regulation.ts';
import { makeBackup, openUnit, renameUnit, restoreBackup } from './backups.ts';
import { open, settled, signIn, word } from './desk.ts';
import { emptyPc } from './empty-pc.ts';
import { expect } from './fixtures.ts';
import { handsOf } from './hands-in-the-browser.ts';
import { CENTRE, FIRST, press, SECOND, sync, test, windowOf } from './ministry-windows.ts';

/** Some of its people are in the files of the first office too. */
const THIRD = 'مديرية ماء الزاب';

const shot = (page: Page, name: string) => page.screenshot({ path: `test-results/screens/ar-ministry-${name}.png` });

test('with the cable pulled an office works on, and the data centre has it when the cable is back', async ({
  browser,
  ministry,
}) => {
  const office = await windowOf(browser, ministry, FIRST);
  await sync(office);
  await expect(office.getByText(word('platform.sync.standing.even')).first()).toBeVisible();
  await shot(office, 'sync-even');
  const light = office.locator('.sync-light');
  await light.click();
  await office.getByRole('switch').click();
  await expect(office.getByText(word('platform.sync.cable.pulled'))).toBeVisible();
  await shot(office, 'cable-pulled');
  await office.keyboard.press('Escape');
  await open(office, '/org/units');
  await press(office, 'org.unit.new');
  const sheet = office.getByRole('dialog');
  await sheet.getByRole('combobox', { name: word('org.field.parentId') }).click();
  await office.keyboard.type('النهرين');
  await office.locator('.ant-select-tree-node-content-wrapper', { hasText: FIRST }).first().click();
  await sheet.getByLabel(word('org.field.code')).fill('1017-88');
  await sheet.getByLabel(word('org.field.nameAr')).fill('شعبة الخط المقطوع');
  await office.keyboard.press('Control+s');
  await expect(sheet).toBeHidden();
  await expect(light).toHaveText(word('platform.sync.standing.unplugged_one'));
  await light.click();
  await office.getByRole('switch', { name: word('platform.sync.cable.pulled') }).click();
  await expect(light).toHaveText(word('platform.sync.standing.even'), { timeout: 30_000 });
});

test('what an office wrote in two histories lies in the inbox in both, and is settled by a click', async ({
  browser,
  ministry,
}) => {
  test.slow();
  const office = await windowOf(browser, ministry, SECOND);
  await sync(office);
  await makeBackup(office);
  const light = office.locator('.sync-light');
  await light.click();
  await office.getByRole('switch').click();
  await office.keyboard.press('Escape');
  await renameUnit(office, 'شعبة كُتبت والخط مقطوع');
  await makeBackup(office);
  // The copy from before that name is put back, the unit gets another one there, and that one is sent.
  await restored(office, ministry, 1);
  await renameUnit(office, 'شعبة وصلت إلى المركز');
  await sync(office);
  // The office has made a copy of itself when it opened.
  await restored(office, ministry, 1);
  await sync(office);
  await expect(light).toHaveText(new RegExp(word('platform.sync.standing.inbox_one')));
  const versions = office.locator('.sync-versions');
  await expect(versions).toContainText('شعبة كُتبت والخط مقطوع');
  await expect(versions).toContainText('شعبة وصلت إلى المركز');
  await expect(versions.locator('.sync-written')).toHaveCount(2);
  await office.locator('.sync-item').scrollIntoViewIfNeeded();
  await shot(office, 'inbox');
  await press(office, 'platform.sync.inbox.mine');
  await expect(office.getByText(word('platform.sync.inbox.empty'))).toBeVisible();
  await shot(office, 'inbox-settled');
  await openUnit(office);
  await expect(office.getByRole('heading', { level: 1 })).toContainText('شعبة كُتبت والخط مقطوع');
  await shot(office, 'inbox-unit');
});

/** Puts a copy back through the window and signs in again. */
async function restored(page: Page, as: ServedDemonstration, older: number): Promise<void> {
  await restoreBackup(page, as, older);
  const [told = ''] = word('platform.backups.restored').split('{{');
  const notice = page.getByRole('status').filter({ hasText: told.trim() });
  await expect(notice).toBeVisible({ timeout: 60_000 });
  await notice.getByRole('button').click();
  await signIn(page, as);
}

test('the data centre shows its offices, what they pay, who is paid twice, and notes who looked', async ({
  browser,
  ministry,
}) => {
  const centre = await windowOf(browser, ministry, CENTRE);
  await open(centre, '/ministry/offices');
  const row = centre.getByRole('row', { name: new RegExp(SECOND) });
  await expect(row).toBeVisible();
  // Each office tells the version of its program.
  await expect(row.getByText(programVersion(), { exact: true })).toBeVisible();
  // What waits and what failed is what the list is for: it is in view without moving sideways.
  for (const column of ['unsent', 'lag', 'held', 'incidents']) {
    await expect(centre.getByRole('columnheader', { name: word(`ministry.offices.column.${column}`) })).toBeInViewport({
      ratio: 1,
    });
  }
  await shot(centre, 'offices');
  await centre.getByText(word('ministry.offices.map'), { exact: true }).click();
  // The data centre lies where the first office lies: a number opens the list of both.
  await centre.getByRole('button', { name: new RegExp(`${FIRST}|${CENTRE}`) }).click();
  await expect(centre.getByRole('tooltip').getByRole('link', { name: FIRST })).toBeVisible();
  await shot(centre, 'map');
  await centre.keyboard.press('Escape');
  await centre.getByRole('link', { name: SECOND }).click();
  await expect(centre.getByRole('heading', { level: 1 })).toContainText(SECOND);
  const facts = centre.locator('.kit-facts').first();
  for (const known of [word('ministry.kind.directorate'), '30.51, 47.78']) await expect(facts).toContainText(known);
  await settled(centre);
  await shot(centre, 'office');
  await open(centre, '/ministry/payroll');
  await expect(centre.getByRole('row', { name: new RegExp(word('ministry.governorate.basra')) }).last()).toBeVisible();
  await shot(centre, 'payroll');
  // A governorate opens its offices, until they are all asked for again.
  const basra = word('ministry.governorate.basra');
  await centre
    .getByRole('row', { name: new RegExp(basra) })
    .last()
    .dblclick();
  const within = centre.locator('.ant-tag').filter({ hasText: basra });
  await expect(within).toBeVisible();
  await expect(centre.getByRole('row', { name: new RegExp(SECOND) }).last()).toBeVisible();
  await expect(centre.getByRole('row', { name: new RegExp(FIRST) })).toHaveCount(0);
  await shot(centre, 'payroll-within');
  await within.getByLabel(word('kit.action.close')).click();
  await expect(centre.getByRole('row', { name: new RegExp(FIRST) }).last()).toBeVisible();
  await open(centre, '/ministry/transit');
  await expect(centre.getByRole('heading', { level: 1 })).toContainText(word('ministry.transit.title'));
  await settled(centre);
  await shot(centre, 'transit');
  await open(centre, '/ministry/twice');
  await expect(centre.getByRole('row', { name: new RegExp(FIRST) }).first()).toBeVisible();
  await shot(centre, 'twice');
  await open(centre, '/ministry/people');
  await centre.getByLabel(word('ministry.field.text')).fill('عبد');
  await press(centre, 'ministry.people.search');
  await expect(centre.getByRole('row', { name: /عبد/ }).first()).toBeVisible();
  await shot(centre, 'people');
  await open(centre, '/ministry/acts');
  // Whoever opened the two files of a card has searched for its holder, too.
  const searches = centre.getByRole('row', { name: new RegExp(word('ministry.act.person_searched')) });
  await expect(searches.first()).toBeVisible();
  await shot(centre, 'acts');
});

test('a person in the files of two offices is one by a decision, which both offices read, and which is printed', async ({
  browser,
  ministry,
}) => {
  const centre = await windowOf(browser, ministry, CENTRE);
  const pair = centre.locator('.ministry-pair').first();
  await expect(async () => {
    await open(centre, '/ministry/double-files');
    await expect(pair).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await shot(centre, 'double-files');
  // Who was paid in both stands with the month.
  await expect(centre.locator('.ministry-pair').getByText(/2026/).first()).toBeVisible();
  await open(centre, '/');
  const [told = ''] = word('ministry.home.task.doubleFiles_few').split('{{count}} ').slice(1);
  await shot(centre, 'double-home');
  await centre.locator('.home-tasks').getByText(told).click();
  await expect(pair).toBeVisible();
  const [name = ''] = await pair.locator('header strong').allInnerTexts();
  await expect(pair.locator('thead th').first()).toContainText(FIRST);
  await pair
    .getByRole('button', { name: word('ministry.doubleFile.keep') })
    .first()
    .click();
  const dialog = centre.getByRole('dialog');
  await dialog.getByRole('textbox').fill('طوبقت البطاقتان وصورتا هوية الأحوال');
  await shot(centre, 'double-deciding');
  await dialog.getByRole('button', { name: word('ministry.doubleFile.submit') }).click();
  await expect(dialog).toBeHidden();
  await expect(centre.locator('.ministry-pair').filter({ hasText: name })).toHaveCount(0);
  await centre.getByRole('tab', { name: word('ministry.doubleFiles.decided') }).click();
  const row = centre.getByRole('row', { name: new RegExp(name) });
  await expect(row).toContainText(word('ministry.doubleFile.onePerson'));
  await shot(centre, 'double-decided');
  await row.dblclick();
  await expect(centre.getByRole('heading', { level: 1 })).toContainText(name);
  await shot(centre, 'double-decision');
  await press(centre, 'ministry.doubleFile.print');
  const paper = centre.getByRole('dialog', { name: word('kit.print.preview') });
  await expect(paper.getByText(word('ministry.doubleFile.paper.one'))).toBeVisible();
  await settled(centre);
  await shot(centre, 'double-paper');
  await centre.keyboard.press('Escape');
  await open(centre, '/ministry/people');
  await centre.getByLabel(word('ministry.field.text')).fill(name);
  await press(centre, 'ministry.people.search');
  await expect(centre.getByRole('row', { name: new RegExp(name) })).toHaveCount(2);
  await shot(centre, 'double-found');
  await sync(centre);

  for (const [office, task, banner] of [
    [THIRD, 'hr.home.task.filesToClose_one', 'hr.doubleFile.banner.toClose'],
    [FIRST, 'hr.home.task.filesKept_one', 'hr.doubleFile.banner.kept'],
  ] as const) {
    const page = await windowOf(browser, ministry, office);
    // The data centre hands on what it has received by itself, some moments later.
    await expect(async () => {
      await sync(page);
      await open(page, '/');
      await expect(page.getByText(word(task))).toBeVisible({ timeout: 2_000 });
    }).toPass();
    const kind = office === THIRD ? 'close' : 'keep';
    await shot(page, `double-task-${kind}`);
    await page.getByText(word(task)).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
    await expect(page.getByText(word(banner).split('{{')[0] ?? '')).toBeVisible();
    await settled(page);
    await shot(page, `double-file-${kind}`);
    await open(page, '/hr/handovers');
    await page.getByRole('tab', { name: word('hr.doubleFile.part') }).click();
    await expect(page.getByRole('row', { name: new RegExp(name) })).toBeVisible();
    await shot(page, `double-list-${kind}`);
  }
});

test('rules that an office proposes are refused with a reason that the office reads, and accepted when they come again', async ({
  browser,
  ministry,
}) => {
  const office = await windowOf(browser, ministry, FIRST);
  const title = await draftDeduction(handsOf(office, ministry, 'ministry'));
  const draft = async () => {
    await open(office, '/regulation/packages');
    await office.getByRole('row', { name: new RegExp(title) }).dblclick();
    await expect(office.getByRole('heading', { level: 1 })).toContainText(title);
  };
  const propose = async () => {
    // What is typed and not saved would not go with it.
    const named = office.getByRole('textbox', { name: word('regulation.field.titleAr') });
    const move = office.getByRole('button', { name: word('regulation.move.propose'), exact: true });
    await named.fill(`${title} (لم يُحفظ)`);
    await expect(move).toBeDisabled();
    await named.fill(title);
    await move.click();
    await office
      .getByRole('dialog')
      .getByRole('button', { name: word('regulation.move.propose'), exact: true })
      .click();
    await expect(office.getByText(word('regulation.decision.waits'))).toBeVisible();
  };
  await handsOf(office, ministry, 'ministry').signInAs('admin');
  await draft();
  await propose();
  await shot(office, 'proposed');
  await sync(office);

  const centre = await windowOf(browser, ministry, CENTRE);
  const proposal = async () => {
    await open(centre, '/ministry/proposals');
    const row = centre.getByRole('row', { name: new RegExp(title) });
    await expect(async () => {
      await centre.reload();
      await expect(row).toContainText(word('ministry.proposal.waiting'), { timeout: 2_000 });
    }).toPass();
    await shot(centre, 'proposals');
    await row.dblclick();
    await expect(centre.getByRole('heading', { level: 1 })).toContainText(title);
    await expect(centre.getByRole('row', { name: /LEVY_1|استقطاع 1٪/ })).toBeVisible();
    await settled(centre);
  };
  await proposal();
  await shot(centre, 'proposal');
  await press(centre, 'ministry.proposal.refuse');
  const reason = 'لا سند قانونياً للنسبة';
  await centre.getByRole('dialog').getByRole('textbox').fill(reason);
  await shot(centre, 'proposal-refusing');
  await centre
    .getByRole('dialog')
    .getByRole('button', { name: word('ministry.proposal.refuse'), exact: true })
    .click();
  await expect(centre.getByText(word('ministry.proposal.refused')).first()).toBeVisible();
  await shot(centre, 'proposal-refused');
  await sync(centre);

  // The data centre hands on what it has received by itself, some moments later.
  await expect(async () => {
    await sync(office);
    await draft();
    await expect(office.getByText(reason)).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await shot(office, 'refusal-read');
  await press(office, 'regulation.move.takeBack');
  await propose();
  await sync(office);
  await proposal();
  await press(centre, 'ministry.proposal.accept');
  await centre
    .getByRole('dialog')
    .getByRole('button', { name: word('ministry.proposal.accept'), exact: true })
    .click();
  await expect(centre.getByRole('heading', { level: 1 })).toContainText(title);
  await expect(centre.getByText(word('regulation.standing.draft'), { exact: true }).first()).toBeVisible();
  await shot(centre, 'proposal-accepted');
});

test('an office sees the offices of the ministry; a new PC fetches it whole', async ({ browser, ministry }) => {
  const second = await windowOf(browser, ministry, SECOND);
  await expect(async () => {
    await sync(second);
    await open(second, '/structure/offices');
    await expect(second.getByRole('row', { name: new RegExp(FIRST) })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await shot(second, 'peers');

  const centre = await windowOf(browser, ministry, CENTRE);
  await open(centre, '/ministry/offices');
  await centre.getByRole('row', { name: new RegExp(SECOND) }).dblclick();
  await press(centre, 'ministry.office.invite');
  const invitation = await centre.locator('.ministry-invitation-text').innerText();
  await shot(centre, 'invitation');

  const pc = await emptyPc();
  try {
    const page = await (await browser.newContext({ baseURL: pc.address })).newPage();
    await page.goto('/');
    await press(page, 'platform.join.offer');
    await page.getByLabel(word('platform.sync.link.invitation')).fill(invitation);
    await page.getByLabel(word('platform.sync.link.device')).fill('حاسبة الذاتية الجديدة');
    await shot(page, 'join');
    await press(page, 'platform.join.submit');
    await shot(page, 'join-ask');
    await press(page, 'platform.join.same');
    await expect(page.getByRole('progressbar')).toBeVisible();
    await shot(page, 'join-fetching');
    await expect(page.getByLabel(word('platform.join.administrator'))).toBeVisible({ timeout: 60_000 });
    await shot(page, 'join-claim');
    await lateWorkOf(second, centre);
  } finally {
    await pc.stop();
  }
});

/** The PC from before is used on: it tells what it has not sent, and somebody at the data centre takes it in. */
async function lateWorkOf(old: Page, centre: Page): Promise<void> {
  const call = async (): Promise<void> => {
    await open(old, '/system/sync');
    await old
      .getByRole('main')
      .getByRole('button', { name: word('platform.sync.now') })
      .click();
  };
  await renameUnit(old, 'شعبة كُتبت بعد الاستبدال');
  await call();
  await expect(old.getByText(word('platform.late.state.asked'))).toBeVisible();
  await settled(old);
  await shot(old, 'late-asked');
  await open(centre, '/ministry/offices');
  const row = centre.getByRole('row', { name: new RegExp(SECOND) });
  // The list asks again every fifteen seconds.
  await expect(row).toContainText(word('ministry.state.late'), { timeout: 20_000 });
  await shot(centre, 'late-offices');
  await centre.getByRole('row', { name: new RegExp(SECOND) }).dblclick();
  await centre.reload();
  await expect(centre.getByText(word('ministry.late.state.asked'))).toBeVisible();
  await settled(centre);
  await centre.getByRole('heading', { name: word('ministry.late.title') }).scrollIntoViewIfNeeded();
  await shot(centre, 'late-work');
  await press(centre, 'ministry.late.refuse');
  await shot(centre, 'late-refusing');
  await centre.keyboard.press('Escape');
  await press(centre, 'ministry.late.take');
  const [wanted = ''] = word('ministry.late.state.wanted').split('{{');
  await expect(centre.getByText(wanted.trim())).toBeVisible();
  await shot(centre, 'late-taken');
  await call();
  // The new PC fetches it by itself, some moments later.
  await expect(async () => {
    await call();
    await expect(old.getByText(word('platform.late.state.joined'))).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 90_000 });
  await shot(old, 'late-joined');
}
