import type { Page } from '@playwright/test';
import { failuresOn, open, settled, word } from './desk.ts';
import { expect } from './fixtures.ts';
import { CENTRE, FIRST, press, sync, test, windowOf } from './ministry-windows.ts';

const shot = async (page: Page, name: string) => {
  await settled(page);
  await page.screenshot({ path: `test-results/screens/ar-items-${name}.png` });
};

const NEW = 'حقيبة إسعافات أولية';
const REASON = 'تُطلب لكل آلية في المرآب';
const KIND = '05-02-001';

/** Saves the sheet at the side, and waits until it has gone. */
async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('dialog')).toBeHidden();
}

async function chooseKind(page: Page, words: string): Promise<void> {
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: word('items.field.kindCode') }).click();
  await page.keyboard.type(words);
  await expect(page.locator('.ant-select-tree-node-content-wrapper', { hasText: words }).last()).toBeVisible();
  await page.keyboard.press('Enter');
}

async function chooseUnit(page: Page, unit: string): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('combobox', { name: word('items.field.unit') })
    .click();
  await page.keyboard.type(unit);
  await page.keyboard.press('Enter');
}

/** On the page of an item: it is replaced by another one, which the office finds by a part of its name. */
async function replace(page: Page, { by }: { readonly by: string }): Promise<void> {
  await page.getByRole('combobox', { name: word('items.field.status') }).click();
  await page.keyboard.type(word('items.option.status.replaced'));
  await page.keyboard.press('Enter');
  const field = page.getByRole('combobox', { name: word('items.field.replacedBy') });
  await field.click();
  await page.keyboard.type(by);
  await expect(page.locator('.ant-select-item-option:visible')).toHaveCount(1);
  await shot(page, 'replacing');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+s');
  await expect(page.getByText(word('items.command.item.edit')).first()).toBeVisible();
  // The chosen one keeps its name, though nobody searches for it any more.
  await page.reload();
  const chosen = page.locator('.ant-select-content', { hasText: by });
  await expect(chosen).toBeVisible();
  await chosen.scrollIntoViewIfNeeded();
  await shot(page, 'replaced');
}

test('item codes come down to an office, which proposes one, reads the refusal, and has it with its code in the end', async ({
  browser,
  ministry,
}) => {
  test.setTimeout(300_000);
  const office = await windowOf(browser, ministry, FIRST);
  const ofCentre = (word('items.catalogue.ofCentre').split('{{')[1] ?? '').split('}}')[1]?.split('،')[0] ?? '';
  await expect(async () => {
    await sync(office);
    await open(office, '/items/catalogue');
    await expect(office.getByText(ofCentre.trim()).first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(office.getByRole('button', { name: word('items.catalogue.new'), exact: true })).toHaveCount(0);
  await shot(office, 'catalogue-office');
  await office.getByRole('row', { name: /مصباح توهج/ }).dblclick();
  await expect(office.getByRole('heading', { level: 1 })).toContainText('مصباح توهج');
  await shot(office, 'item-office');
  await office.getByRole('tab', { name: word('items.history.title') }).click();
  await shot(office, 'item-history');
  await open(office, '/items/groups');
  await shot(office, 'groups-office');
  await open(office, '/items/editions');
  await shot(office, 'editions-office');
  await open(office, '/items/proposals');
  await shot(office, 'proposals-empty');

  await office.keyboard.press('Control+Alt+n');
  const sheet = office.getByRole('dialog');
  await sheet.getByLabel(word('items.field.reason')).fill(REASON);
  await sheet.getByLabel(word('items.field.nameAr')).fill(NEW);
  await chooseUnit(office, 'علبة');
  await chooseKind(office, 'الحاسبات');
  await shot(office, 'proposing');
  await save(office);
  await expect(office.getByRole('heading', { level: 1 })).toContainText(NEW);
  const propose = async () => {
    await press(office, 'items.proposal.propose');
    await office
      .getByRole('dialog')
      .getByRole('button', { name: word('items.proposal.propose'), exact: true })
      .click();
    await expect(office.getByText(word('items.decision.waits'))).toBeVisible();
    await sync(office);
  };
  const proposal = async () => {
    await open(office, '/items/proposals');
    await office.getByRole('row', { name: new RegExp(NEW) }).dblclick();
    await expect(office.getByRole('heading', { level: 1 })).toContainText(NEW);
  };
  await shot(office, 'proposal-draft');
  await propose();
  await proposal();
  await shot(office, 'proposal-sent');

  const writer = await windowOf(browser, ministry, CENTRE, 'organiser1');
  await open(writer, '/items/groups');
  const inDraft = writer.getByRole('columnheader', { name: word('items.field.isDraft') });
  await expect(writer.getByRole('row').nth(1)).toBeVisible();
  await expect(inDraft).toHaveCount(0);
  await shot(writer, 'groups-desk');
  await press(writer, 'items.group.new');
  await writer.getByRole('dialog').getByLabel(word('items.field.groupName')).fill('مواد السلامة');
  await shot(writer, 'group-new');
  await save(writer);
  await writer.getByLabel(word('kit.grid.search')).fill('السلامة');
  await expect(writer.getByRole('row', { name: /مواد السلامة/ })).toBeVisible();
  await expect(inDraft).toBeVisible();
  await open(writer, '/items/catalogue');
  await writer.keyboard.press('Control+Alt+n');
  await writer.getByRole('dialog').getByLabel(word('items.field.nameAr')).fill('سماعة حاسبة');
  await chooseUnit(writer, 'قطعة');
  await chooseKind(writer, 'الحاسبات');
  await shot(writer, 'item-new');
  await save(writer);
  await expect(writer.getByRole('heading', { level: 1 })).toContainText('سماعة حاسبة');
  await shot(writer, 'item-desk');
  await replace(writer, { by: 'مصباح موفر' });
  await open(writer, '/items/catalogue');
  await shot(writer, 'catalogue-desk');

  const desk = await windowOf(browser, ministry, CENTRE);
  await open(desk, '/items/catalogue');
  await press(desk, 'items.catalogue.import');
  await shot(desk, 'import');
  await desk.keyboard.press('Escape');
  const proposed = async () => {
    await open(desk, '/ministry/item-proposals');
    const row = desk.getByRole('row', { name: new RegExp(NEW) });
    await expect(async () => {
      await desk.reload();
      await expect(row).toContainText(word('ministry.proposal.waiting'), { timeout: 2_000 });
    }).toPass();
    await shot(desk, 'desk-proposals');
    await row.dblclick();
    await expect(desk.getByRole('heading', { level: 1 })).toContainText(NEW);
  };
  await proposed();
  await expect(desk.getByText(new RegExp(`${KIND}.*الحاسبات`))).toBeVisible();
  await shot(desk, 'desk-proposal');
  await press(desk, 'ministry.proposal.refuse');
  const refusal = 'اذكروا محتويات الحقيبة في المواصفات';
  await desk.getByRole('dialog').getByRole('textbox').fill(refusal);
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: word('ministry.proposal.refuse'), exact: true })
    .click();
  await expect(desk.getByText(word('ministry.proposal.refused')).first()).toBeVisible();
  await shot(desk, 'desk-refused');
  await sync(desk);

  // The data centre hands on what it has received by itself, some moments later.
  await expect(async () => {
    await sync(office);
    await proposal();
    await expect(office.getByText(refusal)).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await shot(office, 'refusal-read');
  await press(office, 'items.proposal.takeBack');
  await expect(office.getByLabel(word('items.field.specification'))).toBeEditable();
  await office.getByLabel(word('items.field.specification')).fill('ضمادات ومعقم ومقص، في علبة معدنية');
  await office.keyboard.press('Control+s');
  await expect(office.getByText(word('items.command.proposal.edit')).first()).toBeVisible();
  await propose();
  await proposed();
  await press(desk, 'ministry.proposal.accept');
  await chooseKind(desk, 'الحاسبات');
  await shot(desk, 'desk-accepting');
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: word('ministry.proposal.accept'), exact: true })
    .click();
  await expect(desk.getByText(word('items.catalogue.inDraftWhat'))).toBeVisible();
  await expect(desk.getByText(new RegExp(KIND)).first()).toBeVisible();
  await shot(desk, 'desk-accepted');

  // Who accepted wrote in the draft last: somebody else goes over it, and only then is it his to publish.
  const draft = async (page: Page) => {
    await open(page, '/items/editions');
    await page.getByRole('row', { name: new RegExp(word('items.option.state.draft')) }).dblclick();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/\d/);
  };
  await draft(desk);
  await expect(desk.getByRole('button', { name: word('items.edition.publish'), exact: true })).toBeDisabled();
  await draft(writer);
  await writer.getByLabel(word('items.field.note')).fill('مواد السلامة وملحقات الحاسبات');
  await writer.keyboard.press('Control+s');
  await expect(writer.getByText(word('items.command.edition.edit')).first()).toBeVisible();
  await desk.reload();
  await desk.getByRole('tab', { name: word('items.compare.title') }).click();
  await shot(desk, 'edition-lines');
  await press(desk, 'items.edition.publish');
  await shot(desk, 'publishing');
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: word('items.edition.publish'), exact: true })
    .click();
  await expect(desk.getByText(word('items.option.state.published'), { exact: true }).first()).toBeVisible();
  await open(desk, '/items/editions');
  await shot(desk, 'editions-desk');
  await sync(desk);

  await expect(async () => {
    await sync(office);
    await open(office, '/items/catalogue');
    await office.getByLabel(word('kit.grid.search')).fill('إسعافات');
    await expect(office.getByRole('row', { name: new RegExp(NEW) })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await shot(office, 'arrived');

  // A change is read before and after beside each other, to the last word of a long specification.
  await office.getByRole('row', { name: new RegExp(NEW) }).dblclick();
  await press(office, 'items.proposal.change');
  const LAST_WORD = 'ومشبك للحزام';
  await sheet.getByLabel(word('items.field.reason')).fill(REASON);
  await sheet
    .getByLabel(word('items.field.specification'))
    .fill(`${'ضمادات ومعقم ومقص وقفازات ومنشفة، في علبة معدنية تُعلَّق في الآلية، '.repeat(4)}${LAST_WORD}`);
  await save(office);
  await office.getByRole('tab', { name: word('items.compare.title') }).click();
  await expect(office.getByRole('table', { name: word('items.compare.title') })).toContainText(LAST_WORD);
  await shot(office, 'change-office');
  await office.getByRole('tab').first().click();
  await propose();
  await expect(async () => {
    await open(desk, '/ministry/item-proposals');
    await desk.reload();
    await desk.getByRole('row', { name: /05-02-001-/ }).dblclick({ timeout: 2_000 });
  }).toPass();
  const changes = desk.getByRole('table', { name: word('items.compare.title') });
  await expect(changes).toContainText('ضمادات ومعقم ومقص، في علبة معدنية');
  await expect(changes.getByText(LAST_WORD)).toBeInViewport();
  await shot(desk, 'desk-change');
  const sheetFile = desk.waitForEvent('download');
  await desk.getByRole('button', { name: word('kit.grid.export') }).click();
  expect((await sheetFile).suggestedFilename()).toContain(NEW);
  await desk.keyboard.press('Control+p');
  const paper = desk.getByRole('dialog');
  await expect(paper.getByText(LAST_WORD)).toBeVisible();
  await shot(desk, 'desk-change-paper');
});

test('a draft edition that is thrown away at its page leads to the list, with no failure and nothing to take back', async ({
  browser,
  ministry,
}) => {
  const desk = await windowOf(browser, ministry, CENTRE);
  const failures = failuresOn(desk);
  await open(desk, '/items/groups');
  await press(desk, 'items.group.new');
  await desk.getByRole('dialog').getByLabel(word('items.field.groupName')).fill('مجموعة لا تبقى');
  await save(desk);
  await open(desk, '/items/editions');
  await desk.getByRole('row', { name: new RegExp(word('items.option.state.draft')) }).dblclick();
  await desk.getByRole('textbox', { name: word('items.field.note') }).fill('يُحذف بعد قليل');
  await desk.keyboard.press('Control+s');
  const offer = desk.getByRole('button', { name: word('kit.action.undo'), exact: true });
  await expect(offer).toBeVisible();
  await press(desk, 'items.edition.discard');
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: word('items.edition.discard'), exact: true })
    .click();
  await expect(desk.getByRole('heading', { level: 1 })).toContainText(word('items.edition.title'));
  await expect(offer).toHaveCount(0);
  await shot(desk, 'edition-thrown-away');
  await expect(desk.getByText(word('platform.problem.NOT_FOUND'))).toHaveCount(0);
  expect(failures).toEqual([]);
});
