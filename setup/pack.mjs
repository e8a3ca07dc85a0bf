import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { extractAll } from '@electron/asar';
import { build } from './steps/build.mjs';
import { runTool, say } from './steps/command.mjs';
import { inRoot } from './steps/paths.mjs';
import { fakeElectron } from './packing/fake-electron.mjs';
import { checkFuses } from './packing/fuses.mjs';
import { inspect } from './packing/inspect.mjs';
import { reportPath, showLog } from './runners/log.mjs';

const builder = 'electron-builder/cli.js';
const workFolder = inRoot('out', 'check');

/** Makes the installers: `npm run pack -- --win` or `-- --linux`. This one needs a network, for Electron itself. */
export async function pack(args) {
  await build();
  const code = await runTool(builder, [...(args.length > 0 ? args : ['--win']), '--publish', 'never']);
  if (code !== 0) throw new Error('The installers were not made; the lines above say why.');
}

/**
 * Packs the app for both systems around a fake Electron, without a network, and looks into it. The Linux one is also
 * taken apart into `out/check/app`, where the desktop tests start it. Returns one answer per thing looked at.
 */
export async function checkPacking() {
  const checks = [];
  for (const platform of ['linux', 'win']) {
    const folder = join(workFolder, platform, platform === 'win' ? 'win-unpacked' : 'linux-unpacked');
    const isPacked = await packAround(platform);
    checks.push({ name: `${platform}: the configuration is valid and packs`, problem: isPacked ? null : 'see above' });
    if (!isPacked) continue;
    checks.push(...inspect({ platform, folder }));
    checks.push(await checkFuses(platform, join(folder, platform === 'win' ? 'Diwan.exe' : 'diwan')));
  }
  const archive = join(workFolder, 'linux', 'linux-unpacked', 'resources', 'app.asar');
  rmSync(packedApp, { recursive: true, force: true });
  if (existsSync(archive)) extractAll(archive, packedApp);
  return checks;
}

/** The packed app, taken apart. */
export const packedApp = join(workFolder, 'app');

async function packAround(platform) {
  const dist = join(workFolder, `electron-${platform}`);
  const output = join(workFolder, platform);
  fakeElectron(platform, dist);
  rmSync(output, { recursive: true, force: true });
  const log = reportPath(`pack-${platform}.log`);
  const overrides = [`-c.electronDist=${dist}`, `-c.directories.output=${output}`];
  const env = { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' };
  const code = await runTool(builder, ['--dir', `--${platform}`, '--x64', '--publish', 'never', ...overrides], {
    log,
    env,
  });
  if (code !== 0) showLog(log);
  else say(`Packed for ${platform} around a fake Electron.`);
  return code === 0;
}
