import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { DEMONSTRATION, foundDemonstrationOffice } from '#office/demonstration.ts';
import { openOffice } from '#office/office.ts';
import { builtRenderer, serveOffice } from '#office/serve.ts';
import { calculateMonth } from '../payroll-hands.ts';
import { addPerson, payingEntity } from '../payroll-people.ts';

const MONTH = '2026-03';

/** A demonstration office of so many people with March 2026 calculated; answers the run. */
export async function officeWithRun(folder: string, people: number): Promise<string> {
  const secret = { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase } as const;
  const office = openOffice({ folder, secret, version: 'bench', isDemonstration: true, isLogging: false });
  try {
    await foundDemonstrationOffice(office);
    const entityId = payingEntity(office);
    for (let index = 0; index < people; index += 1) {
      addPerson(office, entityId, {
        ...{ name: `أحمد كريم جاسم ${index}`, grade: String(4 + (index % 6)), step: 1 + (index % 9) },
        ...{ taxStatus: 'T_MARRIED', hasSpouse: true, children: index % 4 },
        allowances: { RISK: { basisPoints: 3000 }, ENG: {}, TRANSPORT: { amount: 20_000 } },
      });
    }
    const serving = await serveOffice({ office, port: 0, lanPort: null, rendererFolder: builtRenderer });
    try {
      const { address } = serving;
      return await calculateMonth({ address, entityId, password: DEMONSTRATION.password }, MONTH);
    } finally {
      await serving.close();
    }
  } finally {
    await office.close();
  }
}

/** Signs in at the window as the administrator of the demonstration. */
export async function signIn(page: Page): Promise<void> {
  await page.locator('input').first().fill(DEMONSTRATION.userName);
  await page.locator('input[type=password]').fill(DEMONSTRATION.password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
}

/** The text of a button, as the Arabic window shows it. */
export function word(module: 'payroll' | 'kit', key: string): string {
  const file = { payroll: 'modules/payroll', kit: 'renderer/kit' }[module];
  const texts = JSON.parse(readFileSync(`${file}/strings.ar.json`, 'utf8')) as Record<string, string>;
  const text = texts[key];
  if (text === undefined) throw new Error(`No text for ${key}.`);
  return text;
}
