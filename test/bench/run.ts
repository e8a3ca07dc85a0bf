import { cpus } from 'node:os';
import { benchBootstrap } from './bootstrap.ts';
import { benchDoor } from './door.ts';
import { line } from './figure.ts';
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

const benches = [
  ...[benchDoor, benchPayroll, benchImport, benchService, benchRunGrid, benchPapers],
  ...[benchSync, benchLine, benchPeer, benchBootstrap, benchMinistry, benchWindow, benchTyping],
];

/** Measures every figure and prints it beside its bound, as soon as it is there. Fails when one does not hold. */
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
for (const bench of benches) {
  for (const figure of await bench()) {
    const told = line(figure);
    console.log(told);
    if (told.startsWith('MISS')) process.exitCode = 1;
  }
}
