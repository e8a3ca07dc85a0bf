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

/** Measures every figure of the foundation and prints it beside its bound. Fails when one does not hold. */
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
const figures = [
  ...benchDoor(),
  ...(await benchPayroll()),
  ...(await benchImport()),
  ...(await benchService()),
  ...(await benchRunGrid()),
  ...(await benchPapers()),
  ...(await benchSync()),
  ...(await benchLine()),
  ...(await benchPeer()),
  ...(await benchBootstrap()),
  ...(await benchMinistry()),
  ...(await benchWindow()),
  ...(await benchTyping()),
];
const lines = figures.map(line);
for (const each of lines) console.log(each);
if (lines.some((each) => each.startsWith('MISS'))) process.exitCode = 1;
