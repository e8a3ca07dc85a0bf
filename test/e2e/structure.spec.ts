import type { Page } from '@playwright/test';
import { choose, open, settled, word } from './desk.ts';
import { expect } from './fixtures.ts';
import { CENTRE, FIRST, press, SECOND, sync, test, windowOf } from './ministry-windows.ts';

const shot = async (page: Page, name: string) => {
  await settled(page);
  await page.screenshot({ path: `test-results/screens/ar-structure-${name}.png` });
};

const NEW = 'شعبة بلدية الزاب';
const REASON = 'توسّعت المدينة وصار لها ملاك مستقل';
const REFUSAL = 'يبقى الاسم كما هو في كتاب التشكيل';

const heading = (page: Page, name: string) => expect(page.getByRole('heading', { level: 1 })).toContainText(name);

/** Saves the sheet at the side, and waits until it has gone. */
async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('dialog')).toBeHidden();
}

async function pressInDialog(page: Page, key: string): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('button', { name: word(key), exact: true })
    .click();
}

/** Sends the proposal whose page is open. */
async function propose(page: Page): Promise<void> {
  await press(page, 'structure.proposal.propose');
  await pressInDialog(page, 'structure.proposal.propose');
  await expect(page.getByText(word('structure.decision.waits'))).toBeVisible();
}

/** An office of the tree, found by its name and opened by the keyboard alone. */
async function openOffice(page: Page, name: string): Promise<void> {
  await open(page, '/structure/offices');
  await page.getByLabel(word('kit.grid.search')).fill(name);
  await expect(page.getByRole('row', { name: new RegExp(name) })).toBeVisible();
  await page.getByRole('row', { name: new RegExp(name) }).click();
  await page.keyboard.press('Enter');
  await heading(page, name);
}

async function openProposal(page: Page, path: string, name: string): Promise<void> {
  await open(page, path);
  await page.getByRole('row', { name: new RegExp(name) }).dblclick();
  await heading(page, name);
}

test('the tree comes down, an office proposes a new one and another name, and reads what the ministry answered', async ({
  browser,
  ministry,
}) => {
  test.setTimeout(300_000);
  const office = await windowOf(browser, ministry, FIRST);
  await open(office, '/structure/offices');
  await shot(office, 'tree-empty');
  const desk = await windowOf(browser, ministry, CENTRE);
  await open(desk, '/ministry/offices');
  await sync(desk);
  await expect(async () => {
    await sync(office);
    await open(office, '/structure/offices');
    await expect(office.getByRole('row', { name: new RegExp(FIRST) })).toContainText(word('structure.standing.own'), {
      timeout: 2_000,
    });
  }).toPass();
  await shot(office, 'tree');
  await open(office, '/structure/proposals');
  await shot(office, 'proposals-empty');

  await openOffice(office, FIRST);
  await shot(office, 'office-own');
  await office.keyboard.press('Control+Alt+n');
  const sheet = office.getByRole('dialog');
  await sheet.getByLabel(word('structure.field.reason')).fill(REASON);
  await sheet.getByLabel(word('structure.field.nameAr')).fill(SECOND);
  await choose(office, sheet.getByRole('combobox', { name: word('structure.field.kind') }), 'دائرة');
  await office.keyboard.press('Control+s');
  // The name of another one is refused at the field, before anything is written.
  await expect(sheet.getByText(/هذا الاسم للدائرة/)).toBeVisible();
  await shot(office, 'proposing-refused');
  await sheet.getByLabel(word('structure.field.nameAr')).fill(NEW);
  await shot(office, 'proposing');
  await save(office);
  await heading(office, NEW);
  await shot(office, 'draft-new');
  await notSentUnsaved(office);
  await propose(office);
  await expect(office.getByRole('textbox', { name: word('structure.field.reason') })).not.toBeEditable();
  await shot(office, 'sent-new');
  await saidInWords(office);
  await sync(office);

  await expect(async () => {
    await open(desk, '/ministry/office-proposals');
    await desk.reload();
    await expect(desk.getByRole('row', { name: new RegExp(NEW) })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await shot(desk, 'desk-list');
  await openProposal(desk, '/ministry/office-proposals', NEW);
  await shot(desk, 'desk-new');
  await press(desk, 'ministry.proposal.accept');
  await expect(desk.getByRole('dialog')).toBeVisible();
  await shot(desk, 'desk-accepting');
  await pressInDialog(desk, 'ministry.proposal.accept');
  // The page of the new office, for what the proposal does not say.
  await heading(desk, NEW);
  await expect(desk.getByText(word('ministry.office.edit')).first()).toBeVisible();
  await shot(desk, 'desk-registered');
  await openProposal(desk, '/ministry/office-proposals', NEW);
  await shot(desk, 'desk-accepted');
  await sync(desk);
  await expect(async () => {
    await sync(office);
    await open(office, '/structure/offices');
    await expect(office.getByRole('row', { name: new RegExp(NEW) })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await shot(office, 'tree-grown');
  await openProposal(office, '/structure/proposals', NEW);
  await shot(office, 'accepted');

  // Another name for another office, which the ministry words otherwise meanwhile.
  await openOffice(office, SECOND);
  await press(office, 'structure.proposal.reword');
  await sheet.getByLabel(word('structure.field.reason')).fill(REASON);
  await sheet.getByLabel(word('structure.field.nameAr')).fill(`${SECOND} المركزية`);
  await save(office);
  await heading(office, SECOND);
  await expect(office.getByRole('table', { name: word('structure.compare.title') })).toContainText('المركزية');
  await shot(office, 'draft-reword');
  await propose(office);
  await sync(office);
  await open(desk, '/ministry/offices');
  await desk.getByRole('row', { name: new RegExp(SECOND) }).dblclick();
  await press(desk, 'ministry.office.edit');
  await desk.getByLabel(word('ministry.field.nameEn')).fill('Second directorate of sewers');
  await desk.keyboard.press('Control+s');
  await heading(desk, SECOND);
  await expect(async () => {
    await open(desk, '/ministry/office-proposals');
    await desk.reload();
    await expect(desk.getByRole('row', { name: /المركزية/ })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await open(desk, '/');
  await shot(desk, 'desk-home');
  await openProposal(desk, '/ministry/office-proposals', 'المركزية');
  await expect(desk.getByText(word('ministry.officeProposal.changedSince'))).toBeVisible();
  // What the ministry has worded meanwhile would stay.
  const name = desk.getByRole('row', { name: new RegExp(word('ministry.field.nameEn')) });
  await expect(name.getByRole('cell').last()).toHaveText('Second directorate of sewers');
  await shot(desk, 'desk-reword');
  await press(desk, 'ministry.proposal.refuse');
  await desk.getByRole('dialog').getByRole('textbox').fill(REFUSAL);
  await pressInDialog(desk, 'ministry.proposal.refuse');
  await expect(desk.getByText(REFUSAL)).toBeVisible();
  await shot(desk, 'desk-refused');
  await open(desk, '/ministry/acts');
  await shot(desk, 'desk-acts');
  await sync(desk);
  await expect(async () => {
    await sync(office);
    await openProposal(office, '/structure/proposals', 'المركزية');
    await expect(office.getByText(REFUSAL)).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await shot(office, 'refused');
  await open(office, '/');
  await shot(office, 'home');

  // The closing of one says only why.
  await openOffice(office, NEW);
  await press(office, 'structure.proposal.close');
  await sheet.getByLabel(word('structure.field.reason')).fill('دُمجت بالمديرية');
  await shot(office, 'closing');
  await save(office);
  await heading(office, NEW);
  await shot(office, 'draft-close');
  await propose(office);
  await open(office, '/structure/proposals');
  await shot(office, 'proposals');

  // Another wish about the same office is told of the first.
  await openOffice(office, NEW);
  await expect(office.getByText(word('structure.tree.waiting'))).toBeVisible();
  await shot(office, 'office-waiting');
  await press(office, 'structure.proposal.reword');
  await sheet.getByLabel(word('structure.field.reason')).fill(REASON);
  await sheet.getByLabel(word('structure.field.nameAr')).fill(`${NEW} الكبرى`);
  await save(office);
  await heading(office, NEW);
  await propose(office);
  await sync(office);
  await expect(async () => {
    await open(desk, '/ministry/office-proposals');
    await desk.reload();
    await expect(desk.getByRole('row', { name: /الكبرى/ })).toContainText(NEW, { timeout: 2_000 });
  }).toPass();
  await shot(desk, 'desk-list-both');
  await desk.getByRole('row', { name: new RegExp(`${NEW}.*${word('structure.option.change.close')}`) }).dblclick();
  await expect(desk.getByText(word('ministry.officeProposal.others'))).toBeVisible();
  await shot(desk, 'desk-close');
  await press(desk, 'ministry.proposal.accept');
  await expect(desk.getByText(word('ministry.officeProposal.closing.below_zero'))).toBeVisible();
  await expect(desk.getByText(word('ministry.officeProposal.closing.devices_zero'))).toBeVisible();
  await shot(desk, 'desk-closing');
  await pressInDialog(desk, 'ministry.proposal.accept');
  await expect(desk.getByRole('link', { name: word('ministry.officeProposal.openClosed') })).toBeVisible();
  await shot(desk, 'desk-closed');
  await takenBack(office, desk);
});

/** While an edit is not saved the proposal is not sent; given up, it is. */
async function notSentUnsaved(page: Page): Promise<void> {
  const reason = page.getByRole('textbox', { name: word('structure.field.reason') });
  const send = page.getByRole('button', { name: word('structure.proposal.propose'), exact: true });
  await expect(send).toBeEnabled();
  await reason.fill(`${REASON} هذه السنة`);
  await expect(send).toBeDisabled();
  await send.hover({ force: true });
  await expect(page.getByText(word('kit.problem.EDITS_UNSAVED'))).toBeVisible();
  await shot(page, 'draft-unsaved');
  await reason.fill(REASON);
  await expect(send).toBeEnabled();
}

/** On its paper and in its timeline stand words and the names of offices, no codes and no numbers of offices. */
async function saidInWords(page: Page): Promise<void> {
  await page.keyboard.press('Control+p');
  const paper = page.locator('.kit-print-table');
  await expect(paper).toContainText(FIRST);
  await expect(paper).toContainText(word('structure.option.state.proposed'));
  await expect(paper).not.toContainText(/[a-z]/);
  await shot(page, 'paper');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: word('platform.record.tab.timeline') }).click();
  const timeline = page.locator('.kit-timeline');
  await expect(timeline).toContainText(FIRST);
  await expect(timeline.locator('table').first()).not.toContainText(/[a-z]/);
  await shot(page, 'timeline');
}

/** The office takes back what is open at the data centre: whoever answers it there reads that, and has no buttons. */
async function takenBack(office: Page, desk: Page): Promise<void> {
  await openProposal(desk, '/ministry/office-proposals', 'الكبرى');
  await openProposal(office, '/structure/proposals', 'الكبرى');
  await press(office, 'structure.proposal.takeBack');
  await expect(office.getByText(word('structure.proposal.takenBack'))).toBeVisible();
  await sync(office);
  await press(desk, 'ministry.proposal.refuse');
  await desk.getByRole('dialog').getByRole('textbox').fill(REFUSAL);
  await expect(async () => {
    await pressInDialog(desk, 'ministry.proposal.refuse');
    await expect(desk.getByRole('alert').getByText(word('ministry.problem.PROPOSAL_GONE'))).toBeVisible({
      timeout: 2_000,
    });
  }).toPass();
  await expect(desk.getByRole('button', { name: word('ministry.proposal.refuse') })).toHaveCount(0);
  await shot(desk, 'desk-taken-back');
}
