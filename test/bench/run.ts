import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { benchBootstrap } from './bootstrap.ts';
import { benchDoor } from './door.ts';
import { line, type Figure } from './figure.ts';
import { benchImport } from './import.ts';
import { benchMinistry } from './ministry.ts';
import { benchPapers } from './papers.ts';
import { benchPayroll } from './payroll.ts';
import { benchPeer } from './peer.ts';
import { benchRunGrid } from './run-grid.ts';
import { benchService } from './service.ts';
import { benchLine } from './sync-line.ts';
import { benchSync } from './sync.ts';
import { benchTyping } from './typing.ts';
import { benchWindow } from './window.ts';

/** By the name that `npm run bench -- NAME` knows; without one all of them, in this order. */
const benches: Readonly<Record<string, () => readonly Figure[] | Promise<readonly Figure[]>>> = {
  ...{ door: benchDoor, payroll: benchPayroll, import: benchImport, service: benchService },
  ...{ 'run-grid': benchRunGrid, papers: benchPapers, sync: benchSync, line: benchLine, peer: benchPeer },
  ...{ bootstrap: benchBootstrap, ministry: benchMinistry, window: benchWindow, typing: benchTyping },
};

/** Measures every figure and prints it beside its bound, as soon as it is there. Fails when one does not hold. */
const [only, ...more] = process.argv.slice(2);
const named = only === undefined ? undefined : benches[only];
if (named && more.length === 0) await measure(named);
else if (only === undefined) eachByItself();
else fail();

async function measure(bench: (typeof benches)[string]): Promise<void> {
  for (const figure of await bench()) {
    const told = line(figure);
    console.log(told);
    if (told.startsWith('MISS')) process.exitCode = 1;
  }
}

/** Each in a process of its own: none finds the memory, the files or the compiled code that another one left behind. */
function eachByItself(): void {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
  for (const name of Object.keys(benches)) {
    const { status } = spawnSync(process.execPath, [...process.execArgv, import.meta.filename, name], {
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
    if (status === null) console.log(`MISS ${name}: something ended it.`);
  }
}

function fail(): void {
  console.error(`Name one of: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 2;
}
