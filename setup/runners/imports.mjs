import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../steps/command.mjs';
import { inRoot } from '../steps/paths.mjs';
import { readReport, reportPath } from './log.mjs';

const rooms = ['kernel', 'modules', 'db', 'office', 'datacenter', 'electron', 'renderer', 'cli'];

/**
 * The arrows of the architecture, one test per rule. A run that saw fewer modules than there are source files has
 * judged nothing (with a TypeScript that it does not know, dependency-cruiser silently sees none), so that fails too.
 */
export async function imports() {
  const path = reportPath('imports.json');
  const bin = 'dependency-cruiser/bin/dependency-cruiser.mjs';
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', '--output-to', path];
  // Its exit code is the number of violations, which the report holds with their names.
  await runTool(bin, [...args, ...rooms], { log: reportPath('imports.log') });
  const report = readReport(path);
  if (report === null)
    return { passed: 0, failed: 1, skipped: 0, note: readFileSync(reportPath('imports.log'), 'utf8') };
  const { violations, ruleSetUsed } = report.summary;
  for (const { rule, from, to, cycle } of violations) {
    const through = cycle?.map((step) => step.name ?? step).join(' → ');
    console.log(`${rule.name}: ${from} → ${through ?? to}`);
  }
  const seen = report.modules.filter(({ source }) => isOurs(source)).length;
  const sources = rooms.reduce((sum, room) => sum + countSources(room), 0);
  if (seen < sources) console.log(`dependency-cruiser saw ${seen} of ${sources} source files.`);
  const broken = new Set(violations.map(({ rule }) => rule.name)).size + (seen < sources ? 1 : 0);
  const rules = ruleSetUsed.forbidden.length + 1;
  return { passed: rules - broken, failed: broken, skipped: 0, note: `${seen} modules` };
}

function isOurs(source) {
  return rooms.some((room) => source.startsWith(`${room}/`)) && /\.tsx?$/.test(source);
}

function countSources(room) {
  const entries = readdirSync(inRoot(room), { withFileTypes: true, recursive: true });
  return entries.filter(
    (entry) => entry.isFile() && /\.tsx?$/.test(join(entry.parentPath, entry.name)) && !entry.name.endsWith('.d.ts'),
  ).length;
}
