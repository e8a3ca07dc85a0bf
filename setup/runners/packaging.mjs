import { checkPacking } from '../pack.mjs';
import { playwright } from './playwright.mjs';

/** Packs the app for Windows and Linux without a network and looks into both; one test per thing looked at. */
export async function packaging() {
  const checks = await checkPacking();
  for (const { name, problem } of checks) if (problem !== null) console.log(`${name}: ${problem}`);
  const failed = checks.filter(({ problem }) => problem !== null).length;
  const started = await playwright('packed', ['packed']);
  return {
    passed: checks.length - failed + started.passed,
    failed: failed + started.failed,
    skipped: started.skipped,
    note: 'win x64, linux x64; the linux one started in the double',
  };
}
