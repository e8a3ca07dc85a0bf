import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../steps/paths.mjs';

/** Where Electron's fuses begin in its program; the packer looks for this text and flips the letters after it. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = 9;

/**
 * A folder that the packer takes for Electron's own, so that packing needs no download: a program that does nothing but
 * carry fuses, a few language files, the version. What is packed around it is real.
 */
export function fakeElectron(platform, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  const { version } = JSON.parse(readFileSync(inRoot('node_modules', 'electron', 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), 'not Electron');
  for (const language of ['ar', 'de', 'en-US']) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
  const program = join(folder, platform === 'win' ? 'electron.exe' : 'electron');
  if (platform === 'win') {
    // The packer writes an icon and names into the program, which must be a real one of Windows.
    copyFileSync(inRoot('node_modules', 'electron-winstaller', 'vendor', 'Squirrel.exe'), program);
  } else {
    writeFileSync(program, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    for (const name of ['chrome-sandbox', 'chrome_crashpad_handler'])
      writeFileSync(join(folder, name), '', { mode: 0o755 });
  }
  appendFileSync(
    program,
    Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, FUSES]), Buffer.from('0'.repeat(FUSES))]),
  );
}
