import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { calculateMonth, handOf, lockRun } from '#test/payroll-hands.ts';
import { compareOldSheet } from '../walks/old-sheet.ts';
import { choose, open, settled, signIn, word } from './desk.ts';
import { expect, staffedOffice, test as shared, type StaffedOffice } from './payroll-office.ts';
import { handsOf } from './hands-in-the-browser.ts';

const test = shared.extend<object, { staffed: StaffedOffice }>({ staffed: staffedOffice() });

const shot = (page: Page, name: string) => page.screenshot({ path: `test-results/screens/ar-payroll-${name}.png` });

const PEOPLE = 75;
const MONTH = '2026-03';
const IBAN = 'IQ98NBIQ850123456789012';
const families = ['الجبوري', 'العبيدي', 'الدليمي', 'الموسوي', 'التميمي'];

/** A locked run of a few pages, made once for all tests of this file. */
let runId = '';

test.beforeAll(async ({ staffed }) => {
  for (let index = 0; index < PEOPLE; index += 1) {
    staffed.add({
      name: `${index % 2 === 0 ? 'زينب علي حسن' : 'أحمد كريم جاسم'} ${families[index % 5]} ${index}`,
      ...{ grade: String(4 + (index % 6)), step: 1 + (index % 9), children: index % 4, hasSpouse: index % 2 === 1 },
      taxStatus: index % 2 === 1 ? 'T_MARRIED' : 'T_SINGLE',
      ...(index % 7 > 0 && { iban: IBAN }),
      allowances: { RISK: { basisPoints: 3000 }, TRANSPORT: { amount: 20_000 } },
    });
  }
  runId = await calculateMonth(staffed, MONTH);
  await lockRun(staffed, runId);
});

async function openPart(page: Page, office: StaffedOffice, part: string): Promise<void> {
  await signIn(page, { userName: 'admin', password: office.password });
  await open(page, `/payroll/runs/${runId}`);
  await page.getByRole('tab', { name: word(part), exact: true }).click();
  await settled(page);
}

/** The figures of a row of sums, by column. */
async function sumsOf(section: Locator, kind: string): Promise<Record<string, number>> {
  const cells = await section.locator(`tr[data-sum=${kind}] td`).all();
  const figures = await Promise.all(
    cells.map(async (cell) => [await cell.getAttribute('data-column'), (await cell.innerText()).trim()] as const),
  );
  return Object.fromEntries(
    figures.flatMap(([column, text]) =>
      column === null || text === '' ? [] : [[column, Number(text.replaceAll(',', ''))]],
    ),
  );
}

for (const size of ['A3', 'A4'] as const) {
  test(`the sheet on ${size} carries its sums from page to page, and every page of it is one page of the PDF`, async ({
    page,
    staffed,
  }) => {
    await openPart(page, staffed, 'payroll.sheet.title');
    const grid = page.getByRole('grid', { name: word('payroll.sheet.title') });
    await expect(grid).toContainText('أحمد كريم جاسم', { timeout: 30_000 });
    await shot(page, 'sheet');
    await page
      .getByRole('main')
      .getByRole('button', { name: word('kit.action.print'), exact: true })
      .click();
    const preview = page.getByRole('dialog', { name: word('kit.print.preview') });
    await preview.getByText(size, { exact: true }).click();
    const pages = await preview.locator('.pay-page').all();
    expect(pages.length).toBeGreaterThan(1);
    let [rows, before] = [0, {} as Record<string, number>];
    for (const [index, section] of pages.entries()) {
      await section.scrollIntoViewIfNeeded();
      await expect(section.locator('thead')).toContainText(word('payroll.option.component.NOMINAL'));
      const [own, carried] = [await sumsOf(section, 'own'), await sumsOf(section, 'carried')];
      if (index > 0) expect(await sumsOf(section, 'brought')).toEqual(before);
      for (const [column, amount] of Object.entries(carried)) {
        expect(amount, column).toBe((before[column] ?? 0) + (own[column] ?? 0));
      }
      // The page's own sum is that of the figures that stand on it.
      const nets = await section.locator('tbody tr:not([data-sum])').evaluateAll(
        (found, at) => {
          const cell = (row: Element) => row.querySelectorAll('td')[at]?.textContent ?? '';
          return found.map((row) => Number(cell(row).replaceAll(',', '')));
        },
        await columnOf(section, word('payroll.field.net')),
      );
      expect(nets.reduce((sum, net) => sum + net, 0)).toBe(own['net']);
      [rows, before] = [rows + nets.length, carried];
    }
    expect(rows).toBe(PEOPLE);
    const clerk = await handOf(staffed, 'payroll.clerk1');
    const { totals } = await clerk.payroll.run.get({ id: runId });
    expect(before).toMatchObject({ net: totals.net, gross: totals.gross, deductionsTotal: totals.deductions });
    for (const key of ['preparer', 'auditor', 'accounts', 'disburser']) {
      await expect(preview.locator('.kit-signatures')).toContainText(word(`payroll.paper.signer.${key}`));
    }
    expect(await handsOf(page, staffed, 'payroll').printed(`sheet-${size}`)).toBe(pages.length);
  });
}

test('the sheet is neither printed nor exported before all that belongs to it has come', async ({ page, staffed }) => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/rpc/payroll/report/sheet**', async (route) => {
    await released;
    await route.continue();
  });
  await openPart(page, staffed, 'payroll.list.title');
  await page.getByRole('tab', { name: word('payroll.sheet.title'), exact: true }).click();
  const tools = page.getByRole('toolbar', { name: new RegExp(word('payroll.sheet.title')) });
  await expect(page.locator('.kit-loading').first()).toBeVisible();
  for (const key of ['kit.action.print', 'kit.grid.export']) {
    await expect(tools.getByRole('button', { name: word(key), exact: true })).toBeDisabled();
  }
  release();
  await expect(tools.getByRole('button', { name: word('kit.action.print'), exact: true })).toBeEnabled();
  await expect(tools.getByRole('status')).toContainText(String(PEOPLE));
});

async function columnOf(section: Locator, heading: string): Promise<number> {
  return (await section.locator('thead th').allInnerTexts()).findIndex((text) => text.trim() === heading);
}

test('slips of all are filled piece by piece, each on its page, the net in words', async ({ page, staffed }) => {
  await openPart(page, staffed, 'payroll.sheet.title');
  await page.getByRole('button', { name: word('payroll.paper.allSlips') }).click();
  await page.getByRole('switch').click();
  await page.getByRole('button', { name: word('payroll.paper.prepare') }).click();
  const preview = page.getByRole('dialog', { name: word('kit.print.preview') });
  await expect(preview.getByRole('button', { name: word('kit.print.print') })).toBeEnabled({ timeout: 60_000 });
  await expect(preview.locator('.pay-slip')).toHaveCount(PEOPLE);
  await expect(preview.locator('.pay-slip-net').first()).toContainText('لا غير');
  await expect(preview.locator('.pay-slip-why').first()).toContainText(word('payroll.option.component.NOMINAL'));
  await shot(page, 'slips');
  expect(await handsOf(page, staffed, 'payroll').printed('slips')).toBe(PEOPLE);
});

test('a bank file is made, its bytes are those of its hash, and what comes back is sent again', async ({
  page,
  staffed,
}) => {
  await signIn(page, { userName: 'admin', password: staffed.password });
  await open(page, '/payroll/bank-templates');
  await page.keyboard.press('Control+Alt+n');
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: word('payroll.field.templateName') }).fill('ملف الرافدين');
  await form.getByRole('textbox', { name: word('payroll.field.bank'), exact: true }).fill('الرافدين');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('grid')).toContainText('ملف الرافدين');
  await open(page, `/payroll/runs/${runId}`);
  await page.getByRole('tab', { name: word('payroll.bank.title'), exact: true }).click();
  await page.getByRole('button', { name: word('payroll.bank.make') }).click();
  const template = page.getByRole('combobox', { name: word('payroll.field.templateId') });
  await choose(page, template, 'ملف');
  await expect(page.locator('.pay-bank-preview')).toContainText(IBAN);
  await shot(page, 'bank-make');
  await page.keyboard.press('Control+s');
  const files = page.getByRole('grid', { name: word('payroll.bank.files') });
  const drawer = page.getByRole('dialog');
  await expect(drawer).toHaveCount(0);

  // Made again it would pay everybody twice, though nobody has downloaded the first one.
  const question = page.getByRole('dialog', { name: word('kit.form.leaveTitle') });
  await page.getByRole('button', { name: word('payroll.bank.make') }).click();
  await choose(page, template, 'ملف');
  await expect(drawer.getByRole('alert')).toContainText('الرافدين');
  await page.keyboard.press('Control+s');
  await expect(drawer).toContainText(word('payroll.field.acknowledgeSentBefore'));
  await expect(drawer).toContainText('أقرّ بذلك');
  await shot(page, 'bank-twice');
  await page.keyboard.press('Escape');
  await question.getByRole('button', { name: word('kit.form.leave') }).click();
  await expect(drawer).toHaveCount(0);
  await files.getByRole('row').nth(1).dblclick();
  const hash = (await drawer.locator('.pay-bank-hash').innerText()).trim();
  const download = page.waitForEvent('download');
  await drawer.getByRole('button', { name: word('payroll.bank.download') }).click();
  const content = readFileSync(await (await download).path());
  expect(createHash('sha256').update(content).digest('hex')).toBe(hash);
  await expect(drawer).toContainText(word('payroll.bank.hashEqual'));
  const lines = content.toString('utf8').trim().split('\r\n');
  const cells = lines.slice(1).map((line) => line.split(','));
  const clerk = await handOf(staffed, 'payroll.clerk1');
  const [file] = await clerk.payroll.bankFile.list({ runId });
  expect(cells).toHaveLength(file?.rows ?? 0);
  expect(cells.reduce((sum, row) => sum + Number(row[3]), 0)).toBe(file?.total);

  await drawer.getByRole('button', { name: word('payroll.bank.markReturned') }).click();
  const [name = '', net = ''] = [cells[0]?.[1], cells[0]?.[3]];
  await page
    .getByRole('textbox', { name: word('payroll.bank.returnedRows') })
    .fill(`${name}\t${net}\tالحساب مغلق\nشخص لا نعرفه\t1,000,000`);
  await expect(page.getByRole('grid', { name: word('payroll.bank.returnedRows') })).toContainText(
    word('payroll.option.returnedState.UNKNOWN'),
  );
  await shot(page, 'bank-returned');
  await page.getByRole('textbox', { name: word('payroll.bank.returnedRows') }).press('Escape');
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: word('kit.action.cancel'), exact: true }).click();
  await page.getByRole('button', { name: word('payroll.bank.keep_one') }).click();
  await page.getByRole('button', { name: word('payroll.bank.resend') }).click();
  await choose(page, template, 'ملف');
  await page.keyboard.press('Control+s');
  await expect.poll(async () => (await clerk.payroll.bankFile.list({ runId })).length).toBe(2);
  const [again] = await clerk.payroll.bankFile.list({ runId });
  expect(again).toMatchObject({ rows: 1, total: Number(net), resendOf: file?.id });
});

test('the sheet of the old system is compared: who differs, where, and the probable cause', async ({
  page,
  staffed,
}) => {
  const clerk = await handOf(staffed, 'payroll.clerk1');
  const all = { search: null, unitId: null, isHeld: null, offset: 0, limit: 200 };
  const slips = await clerk.payroll.slip.list({ runId, ...all });
  await openPart(page, staffed, 'payroll.compare.title');
  await compareOldSheet(handsOf(page, staffed, 'payroll'), slips);
});
