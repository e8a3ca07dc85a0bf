import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from '../steps/paths.mjs';

const LINES_SHOWN = 60;

/** Where a part keeps what it printed, and what its reporter wrote. */
export function reportPath(file) {
  return inRoot('test-results', 'reports', file);
}

/** Shows the end of what a part printed, because it failed. */
export function showLog(log) {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
  console.log(lines.slice(-LINES_SHOWN).join('\n'));
}

/** What a reporter wrote, or null when it came to nothing. */
export function readReport(path) {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Half a report is no report: the caller counts a failure.
    return null;
  }
}

/** A part that is right or wrong as a whole. */
export function gate(code, log, note = '') {
  if (code !== 0) showLog(log);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, note };
}
