import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

type Language = 'ar' | 'ckb' | 'en';

const moduleNames = ['org', 'hr', 'payroll', 'regulation', 'items', 'structure', 'files', 'ministry'];
const files = ['renderer/app', 'renderer/kit', ...moduleNames.map((name) => `modules/${name}`)];
const texts = new Map<Language, Readonly<Record<string, string>>>();

/** The text that a person reads, by its key, so that a better wording does not break a test. */
export function word(key: string, language: Language = 'ar'): string {
  let known = texts.get(language);
  if (!known) {
    // The files are flat objects of texts; every-module.test.ts holds them to it.
    const parts = files.map(
      (folder) => JSON.parse(readFileSync(`${folder}/strings.${language}.json`, 'utf8')) as Record<string, string>,
    );
    known = Object.assign({}, ...parts) as Record<string, string>;
    texts.set(language, known);
  }
  const text = known[key];
  if (text === undefined) throw new Error(`No text for ${key} in ${language}.`);
  return text;
}

/** Signs in on the entry page and waits for the desk. */
export async function signIn(page: Page, as: { readonly userName: string; readonly password: string }): Promise<void> {
  await page.goto('/');
  await page.getByLabel(word('platform.signIn.userName')).fill(as.userName);
  await page.getByLabel(word('platform.signIn.password'), { exact: true }).fill(as.password);
  await page.keyboard.press('Enter');
  await expect(page.locator('nav.desk-menu')).toBeVisible();
}

/** The key of the title of each page, by its address; a record's page has that of its kind. */
const titles: readonly (readonly [path: RegExp, key: string])[] = [
  [/^\/$/, 'platform.menu.home'],
  [/^\/org\/units$/, 'org.unit.title'],
  [/^\/org\/users$/, 'org.user.title'],
  [/^\/org\/users\/./, 'org.table.org_user'],
  [/^\/org\/roles$/, 'org.role.title'],
  [/^\/org\/delegations$/, 'org.delegation.title'],
  [/^\/org\/committees$/, 'org.committee.title'],
  [/^\/org\/committees\/new$/, 'org.committee.new'],
  [/^\/org\/committees\/./, 'org.table.org_committee'],
  [/^\/hr\/employees$/, 'hr.employee.title'],
  [/^\/hr\/employees\/./, 'hr.table.hr_employee'],
  [/^\/hr\/handovers$/, 'hr.handover.title'],
  [/^\/hr\/handovers\/send$/, 'hr.together.send'],
  [/^\/hr\/handovers\/accept$/, 'hr.together.accept'],
  [/^\/hr\/handovers\/debts$/, 'hr.together.debts'],
  [/^\/hr\/handovers\/./, 'hr.table.hr_handover'],
  [/^\/hr\/orders$/, 'hr.order.title'],
  [/^\/hr\/orders\/new$/, 'hr.order.new'],
  [/^\/hr\/orders\/[^/]+\/edit$/, 'hr.order.edit'],
  [/^\/hr\/orders\/./, 'hr.table.hr_order'],
  [/^\/hr\/leave$/, 'hr.leave.title'],
  [/^\/hr\/leave\/./, 'hr.table.hr_leave'],
  [/^\/hr\/due$/, 'hr.due.title'],
  [/^\/hr\/headcount$/, 'hr.headcount.title'],
  [/^\/payroll\/runs$/, 'payroll.run.title'],
  [/^\/payroll\/runs\/./, 'payroll.table.payroll_run'],
  [/^\/payroll\/slips\/./, 'payroll.table.payroll_slip'],
  [/^\/payroll\/debts/, 'payroll.menu.debts'],
  [/^\/payroll\/cost$/, 'payroll.cost.title'],
  [/^\/payroll\/tax-forms$/, 'payroll.form.title'],
  [/^\/payroll\/accounts$/, 'payroll.account.title'],
  [/^\/payroll\/bank-templates$/, 'payroll.bank.templates'],
  [/^\/regulation\/packages(\?|$)/, 'regulation.package.title'],
  [/^\/regulation\/packages\/./, 'regulation.table.regulation_package'],
  [/^\/items\/catalogue(\?|$)/, 'items.catalogue.title'],
  [/^\/items\/catalogue\/./, 'items.table.items_item'],
  [/^\/items\/groups$/, 'items.group.title'],
  [/^\/items\/editions$/, 'items.edition.title'],
  [/^\/items\/editions\/./, 'items.table.items_edition'],
  [/^\/items\/proposals$/, 'items.proposal.title'],
  [/^\/items\/proposals\/./, 'items.table.items_proposal'],
  [/^\/structure\/offices$/, 'structure.tree.title'],
  [/^\/structure\/offices\/./, 'structure.tree.office'],
  [/^\/structure\/proposals$/, 'structure.proposal.title'],
  [/^\/structure\/proposals\/./, 'structure.table.structure_proposal'],
  [/^\/org\/settings$/, 'org.settings.title'],
  [/^\/account\/second-factor$/, 'platform.factor.title'],
  [/^\/system\/sign-ins$/, 'platform.menu.system.signIns'],
  [/^\/system\/devices$/, 'platform.menu.system.devices'],
  [/^\/system\/tokens$/, 'platform.menu.system.tokens'],
  [/^\/system\/backups$/, 'platform.menu.system.backups'],
  [/^\/system\/verify$/, 'platform.menu.system.verify'],
  [/^\/system\/health$/, 'platform.menu.system.health'],
  [/^\/system\/sync$/, 'platform.menu.system.sync'],
  [/^\/ministry\/offices$/, 'ministry.offices.title'],
  [/^\/ministry\/offices\/[^/]+\/edit$/, 'ministry.office.edit'],
  [/^\/ministry\/offices\/./, 'ministry.table.office'],
  [/^\/ministry\/payroll$/, 'ministry.payroll.title'],
  [/^\/ministry\/twice$/, 'ministry.twice.title'],
  [/^\/ministry\/people$/, 'ministry.people.title'],
  [/^\/ministry\/transit$/, 'ministry.transit.title'],
  [/^\/ministry\/double-files$/, 'ministry.doubleFiles.title'],
  [/^\/ministry\/proposals$/, 'ministry.proposals.title'],
  [/^\/ministry\/item-proposals$/, 'ministry.itemProposals.title'],
  [/^\/ministry\/office-proposals$/, 'ministry.officeProposals.title'],
  [/^\/ministry\/health$/, 'ministry.health.title'],
  [/^\/ministry\/acts$/, 'ministry.acts.title'],
];

/** Opens a page of the desk by its address, and waits until it is that page which is shown, with what it holds. */
export async function open(page: Page, path: string, language: Language = 'ar'): Promise<void> {
  const key = titles.find(([pattern]) => pattern.test(path))?.[1];
  if (key === undefined) throw new Error(`No title is known for ${path}.`);
  await page.evaluate((to) => {
    window.location.hash = to;
  }, path);
  await expect(page).toHaveTitle(`${word(key, language)} — ${word('platform.product.name', language)}`);
  await settled(page);
}

/** The page stands: nothing is being fetched for it any more, and its letters are drawn with its own fonts. */
export async function settled(page: Page): Promise<void> {
  // A page that may not be seen has no heading but says why.
  await expect(page.locator('main').locator('h1, [role=status]').first()).toBeVisible();
  await expect(page.locator('.kit-loading')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

/** Chooses in a list by typing, as who knows it does: types, sees what was found, and takes it with Enter. */
export async function choose(page: Page, box: Locator, typed: string): Promise<void> {
  await box.focus();
  await page.keyboard.type(typed);
  await expect(page.locator('.ant-select-item-option-active:visible')).toBeVisible();
  await page.keyboard.press('Enter');
  // A list that is closing still holds the cursor for a frame.
  await expect(box).toHaveAttribute('aria-expanded', 'false');
}

/** What goes wrong on the page from now on. A question that is overtaken by a removal is refused, and nobody sees it. */
export function failuresOn(page: Page): readonly string[] {
  const failures: string[] = [];
  page.on('pageerror', ({ message }) => failures.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 409')) failures.push(message.text());
  });
  return failures;
}
