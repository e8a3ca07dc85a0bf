import { runTool } from '../steps/command.mjs';
import { readReport, reportPath, showLog } from './log.mjs';

export async function unit() {
  const [log, path] = [reportPath('unit.log'), reportPath('unit.json')];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const code = await runTool('vitest/vitest.mjs', ['run', ...reporters], { log });
  if (code !== 0) showLog(log);
  const report = readReport(path);
  if (report === null) return { passed: 0, failed: 1, skipped: 0, note: 'Vitest wrote no report.' };
  // A file that cannot even be loaded has no tests to fail, so it counts as one.
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = report.numFailedTests + unloaded.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    note: `${report.testResults.length} files`,
  };
}
