import { electronBinary } from '../steps/electron.mjs';
import { runTool } from '../steps/command.mjs';
import { readReport, reportPath, showLog } from './log.mjs';

/** The window's code and the office service over HTTP, in a real Chromium. */
export async function endToEnd() {
  return await playwright('e2e', ['web']);
}

/** The desktop shell: in the double always; on the real Electron where this machine has it, and said so where not. */
export async function desktop() {
  const isReal = electronBinary() !== null;
  if (!isReal)
    console.log('SKIPPED: the desktop scenarios on the real Electron, because this machine has no Electron program.');
  const counts = await playwright('desktop', isReal ? ['double', 'electron'] : ['double']);
  const ran = isReal ? 'double and real Electron' : 'double only; real Electron SKIPPED (no program)';
  return { ...counts, note: [ran, counts.note].filter((each) => each !== '').join('; ') };
}

/** Runs projects of playwright.config.ts; a test that fails at every try that its project allows counts as failed. */
export async function playwright(name, projects) {
  const [log, path] = [reportPath(`${name}.log`), reportPath(`${name}.json`)];
  const args = [
    'test',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=list,json',
    `--output=test-results/${name}`,
  ];
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: path };
  const code = await runTool('@playwright/test/cli.js', args, { log, env });
  if (code !== 0) showLog(log);
  const report = readReport(path);
  if (report === null) return { passed: 0, failed: 1, skipped: 0, note: 'Playwright wrote no report.' };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + report.errors.length;
  // Only the double tries again, after a browser that hung; how often is said.
  const note = flaky === 0 ? '' : `${flaky} passed at the second try`;
  return { passed: expected + flaky, failed: failed === 0 && code !== 0 ? 1 : failed, skipped, note };
}
