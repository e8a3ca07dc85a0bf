import { runTool } from '../steps/command.mjs';
import { gate, reportPath } from './log.mjs';

/** Formatting is Prettier's business alone. */
export async function format() {
  const log = reportPath('format.log');
  return gate(await runTool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'], { log }), log);
}

export async function types() {
  const log = reportPath('types.log');
  return gate(await runTool('typescript/bin/tsc', ['--noEmit', '-p', '.'], { log }), log);
}

export async function lint() {
  const log = reportPath('lint.log');
  const cache = ['--cache', '--cache-strategy', 'content', '--cache-location', 'node_modules/.cache/eslint/'];
  return gate(await runTool('eslint/bin/eslint.js', ['.', '--max-warnings', '0', ...cache], { log }), log);
}
