import { open, settled, word } from '../e2e/desk.ts';
import { expect } from '../e2e/fixtures.ts';
import type { Hands } from './hands.ts';

/** The yearly tax form of one employee on paper: one page, its lines those of the locked months. */
export async function printTaxForm(
  { page, signInAs, printed, shot }: Hands,
  {
    search,
    people,
    expected,
  }: {
    readonly search: string;
    readonly people: number;
    /** Lines of the form, by their keys. */
    readonly expected: Readonly<Record<string, number>>;
  },
): Promise<void> {
  await signInAs('accounts.manager1');
  await open(page, '/payroll/tax-forms');
  const forms = page.getByRole('grid', { name: word('payroll.form.title') });
  // The heading and the row of sums are rows too.
  await expect(forms).toHaveAttribute('aria-rowcount', String(people + 1));
  await settled(page);
  // Not all months of the year are locked here: no difference is a refund yet.
  await expect(page.getByRole('main').getByRole('alert')).toContainText('غير نهائي');
  await shot('tax-forms');
  await page.getByRole('main').getByRole('textbox').first().fill(search);
  await forms.getByRole('row', { name: new RegExp(search) }).dblclick();
  const paper = page.getByRole('dialog', { name: word('kit.print.preview') });
  await expect(paper).toContainText(word('payroll.form.paper'));
  await expect(paper).toContainText(search);
  const lineOf = async (key: string): Promise<number> => {
    const row = paper.getByRole('row', { name: new RegExp(word(`payroll.form.${key}`)) });
    return Number((/(\d[\d,]*)\D*$/.exec(await row.innerText())?.[1] ?? '').replaceAll(',', ''));
  };
  for (const [key, amount] of Object.entries(expected)) expect(await lineOf(key), key).toBe(amount);
  await expect(paper).toContainText('غير نهائي');
  await shot('tax-form');
  expect(await printed('tax-form')).toBe(1);
}
