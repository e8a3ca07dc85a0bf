import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { openDatacenter, type OpenDatacenter } from '#datacenter/server/serve.ts';
import { invite } from '#datacenter/server/upkeep.ts';
import { purposeKey } from '#db/keyring.ts';
import { openDatabase } from '#db/open.ts';
import { demand } from '#db/refusal.ts';
import type { Shape } from '#kernel/sync/shaped.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { DEMONSTRATION } from '#office/demonstration.ts';
import { officePaths, unlockFolder } from '#office/folder.ts';
import { datacenterProgram } from '#cli/datacenter-program.ts';
import { browserArguments, browserPath } from '../../setup/steps/browser.mjs';
import { startPostgres } from '../postgres.ts';
import { signedInClient, type SignedInClient } from '../signed-in-client.ts';
import { quantile, type Figure } from './figure.ts';
import { signIn, word } from './office-with-run.ts';
import { startService, stopService } from './service-process.ts';

const ROWS = 100_000;
/** Keys of the keyboard: what they write is for the layout. */
const WORD = 'hglpl]ufndk';
const BETWEEN_KEYS_MS = 40;
const administrator = { userName: DEMONSTRATION.userName, password: DEMONSTRATION.password };

/**
 * Somebody types into the search of the employees, in a real browser, while his office takes a hundred thousand records
 * from the data centre. Window, office and data centre are processes of their own, as in the field.
 */
export async function benchTyping(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan bench '));
  const postgres = await startPostgres();
  const databaseUrl = await postgres.newDatabase();
  const centre = await startCentre(databaseUrl, folder);
  const opened = await openDatacenter(datacenterProgram(), { databaseUrl, folder, witness: join(folder, 'witness') });
  const office = join(folder, 'office');
  const service = await startService(office);
  const path = browserPath();
  const browser = await chromium.launch({
    ...(path !== null && { executablePath: path }),
    args: [...browserArguments],
  });
  try {
    const no = await registered(opened);
    const asked = { office: no, address: centre.address, madeBy: 'bench' };
    const client = await signedInClient(service.address, administrator);
    await client.platform.sync.enrol({ text: demand(await invite(opened, asked)).invitation, device: 'PC' });
    // It closes and opens again.
    const again = await signedInAgain(service.address);
    await again.platform.sync.now();
    const context = await browser.newContext({ locale: 'ar-IQ', viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    await openSearch(page, service.address);
    const rest = await typed(page, 3_000);
    await publish(opened, no);
    const pulled = { isOver: false, took: 0 };
    const begun = performance.now();
    const session = again.platform.sync.now().finally(() => {
      pulled.isOver = true;
      pulled.took = performance.now() - begun;
    });
    const delays = await typed(page, () => pulled.isOver);
    await session;
    await context.close();
    await stopService(service);
    const arrived = countArrived(office);
    if (arrived !== ROWS) throw new Error(`${arrived} records have arrived.`);
    const [delay, paint] = [delays.map(([first]) => first), delays.map(([, second]) => second)];
    return [
      {
        ...{ name: `Typing while ${ROWS} rows are pulled: input delay at p99, ms`, ratio: quantile(delay, 0.99) },
        ...{ floor: 100, goal: 50, isMore: false },
        detail:
          `${delay.length} keys in ${(pulled.took / 1_000).toFixed(1)} s; to the next frame p50 ${ms(paint, 0.5)}, p99 ` +
          `${ms(paint, 0.99)}; at rest p99 ${ms(
            rest.map(([first]) => first),
            0.99,
          )}, ${ms(
            rest.map(([, second]) => second),
            0.99,
          )}`,
      },
    ];
  } finally {
    await browser.close();
    if (service.process.exitCode === null) await stopService(service);
    centre.child.kill('SIGTERM');
    await once(centre.child, 'exit');
    await opened.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const ms = (values: readonly number[], share: number): string => `${quantile(values, share).toFixed(1)} ms`;

async function startCentre(databaseUrl: string, folder: string) {
  const ports = ['--host', '127.0.0.1', '--port', '0', '--watch-port', '0'];
  const child = spawn(process.execPath, ['dist/cli/diwan.mjs', 'datacenter', 'serve', '--folder', folder, ...ports], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const address = /https:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    if (address !== undefined) return { child, address };
  }
  throw new Error('The data centre ended before it answered.');
}

async function registered({ ports }: OpenDatacenter): Promise<number> {
  const names = { nameAr: 'مديرية', nameCkb: null, nameEn: null, kind: 'directorate', governorate: 'baghdad' };
  return (await addOffice(ports, { ...names, latitude: null, longitude: null, parentNo: null })).officeNo;
}

/** What the data centre has to tell the office: as many offices of the ministry as rows are asked for. */
async function publish({ store }: OpenDatacenter, channel: number): Promise<void> {
  const id = `'01900000-0000-7000-8000-' || lpad(to_hex(no), 12, '0')`;
  const columns = ['office', 'nameAr', 'nameCkb', 'nameEn', 'isClosed', 'kind', 'parentOffice'];
  const values = `json_build_array(${id}, ${DATACENTER_OFFICE}, no, 1, 0, ${id}, 0, ${id}, NULL,
    1000 + no, 'مديرية ' || no, NULL, NULL, false, NULL, NULL)`;
  await store.pool.query(
    `INSERT INTO channel_entry (channel_no, no, source, shape, entry)
     SELECT $1, no, '1:' || no, $3, ${values}::text FROM generate_series(1, $2::int8) AS no`,
    [channel, ROWS, JSON.stringify({ table: 'org_peer', columns } satisfies Shape)],
  );
  await store.pool.query(
    `INSERT INTO channel (channel_no, last_no, floor_no) VALUES ($1, $2, 0)
     ON CONFLICT (channel_no) DO UPDATE SET last_no = EXCLUDED.last_no`,
    [channel, ROWS],
  );
}

async function openSearch(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await signIn(page);
  await page.evaluate(() => {
    window.location.hash = '/hr/employees';
  });
  await page.locator('[role=grid] [role=row]').nth(3).waitFor();
  await page.getByLabel(word('kit', 'kit.grid.search')).first().focus();
  await page.evaluate(() => {
    const keys: [number, number][] = [];
    Object.assign(window, { benchKeys: keys });
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        const delay = performance.now() - timeStamp;
        requestAnimationFrame(() => {
          // After the frame.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => void keys.push([delay, performance.now() - timeStamp]);
          port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
}

/** Types until then, and answers for each key how long it waited, and how long until it was on the screen. */
async function typed(page: Page, until: number | (() => boolean)): Promise<readonly (readonly [number, number])[]> {
  await page.evaluate(() => void (window as unknown as { benchKeys: unknown[] }).benchKeys.splice(0));
  const begun = performance.now();
  const isOver = (): boolean => (typeof until === 'number' ? performance.now() - begun > until : until());
  for (let no = 0; !isOver(); no += 1) {
    const at = no % (2 * WORD.length);
    await page.keyboard.press(at < WORD.length ? (WORD[at] ?? '') : 'Backspace');
    await page.waitForTimeout(BETWEEN_KEYS_MS);
  }
  await page.waitForTimeout(200);
  // Put there by the function above.
  return page.evaluate(() => (window as unknown as { benchKeys: [number, number][] }).benchKeys.slice());
}

function countArrived(folder: string): number {
  const paths = officePaths(folder);
  const { dataKey } = unlockFolder(paths, { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase });
  const database = openDatabase({ path: paths.database, key: purposeKey(dataKey, 'database') });
  const sql = 'SELECT count(*) FROM org_peer WHERE owner_office = ?';
  const count = Number(database.raw.prepare(sql).pluck().get(DATACENTER_OFFICE));
  database.close();
  return count;
}

async function signedInAgain(address: string): Promise<SignedInClient> {
  for (let tries = 0; ; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    try {
      const client = await signedInClient(address, administrator);
      await client.platform.sync.status();
      return client;
    } catch (error) {
      if (tries === 60) throw error;
    }
  }
}
