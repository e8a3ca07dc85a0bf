import type { Locator, Page } from '@playwright/test';
import { settled, word } from '../e2e/desk.ts';
import { expect } from '../e2e/fixtures.ts';

/**
 * What a walk through the program needs and what the browser and the desktop shell do each in their own way. The walks
 * themselves are the same in both.
 */
export interface Hands {
  readonly page: Page;
  /** Another person sits down at the same window. */
  readonly signInAs: (userName: string) => Promise<void>;
  /** Prints what the preview shows to a PDF and closes the preview; answers how many pages there are. */
  readonly printed: (name: string) => Promise<number>;
  /** A picture of the screen as a person sees it, to be looked at. */
  readonly shot: (name: string) => Promise<unknown>;
}

/** Opens a tab of a record and waits for what it holds. */
export async function openTab(page: Page, key: string): Promise<Locator> {
  const name = new RegExp(`^${word(key)}`);
  await page.getByRole('tab', { name }).click();
  const panel = page.getByRole('tabpanel', { name });
  await expect(panel).toBeVisible();
  await settled(page);
  return panel;
}

export const addressOf = (page: Page): string => new URL(page.url()).hash.slice(1);

/** How many pages a PDF has. */
export function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
