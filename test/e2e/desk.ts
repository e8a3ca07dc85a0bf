import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

type Language = 'ar' | 'ckb' | 'en';

const files = ['renderer/app', 'renderer/kit', 'modules/org', 'modules/files'];
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

/** Opens a page of the desk by its address. */
export async function open(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = to;
  }, path);
  await page.waitForFunction((to) => window.location.hash === `#${to}`, path);
}
