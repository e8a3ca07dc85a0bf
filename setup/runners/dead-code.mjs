import { runTool } from '../steps/command.mjs';
import { gate, reportPath } from './log.mjs';

/** Nothing that nobody uses: files, exports, packages. */
export async function deadCode() {
  const log = reportPath('dead.log');
  return gate(await runTool('knip/bin/knip.js', ['--no-progress', '--no-config-hints'], { log }), log);
}
