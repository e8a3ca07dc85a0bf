import { checkPacking } from '../pack.mjs';

/** Packs the app for Windows and Linux without a network and looks into both; one test per thing looked at. */
export async function packaging() {
  const checks = await checkPacking();
  for (const { name, problem } of checks) if (problem !== null) console.log(`${name}: ${problem}`);
  const failed = checks.filter(({ problem }) => problem !== null).length;
  return { passed: checks.length - failed, failed, skipped: 0, note: 'win x64, linux x64' };
}
