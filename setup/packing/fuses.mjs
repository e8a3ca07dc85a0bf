import { readFileSync } from 'node:fs';
import fuses from '@electron/fuses';
import { inRoot } from '../steps/paths.mjs';

const { FuseV1Options, getCurrentFuseWire } = fuses;

/** The letters in the program: `1` and `0`. */
const [isOn, isOff] = [49, 48];

const byName = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
};

/** Compares the fuses of a packed program with those that electron-builder.yml asks for. */
export async function checkFuses(platform, program) {
  const wire = await getCurrentFuseWire(program);
  const asked = readFileSync(inRoot('electron-builder.yml'), 'utf8').matchAll(/^ {2}(\w+): (true|false)$/gm);
  const wrong = [];
  let count = 0;
  for (const [, name, value] of asked) {
    if (!(name in byName)) continue;
    count += 1;
    if (wire[byName[name]] !== (value === 'true' ? isOn : isOff)) wrong.push(name);
  }
  if (count !== Object.keys(byName).length) wrong.push(`only ${count} fuses are named in electron-builder.yml`);
  return { name: `${platform}: the fuses are set`, problem: wrong.length === 0 ? null : wrong.join(', ') };
}
