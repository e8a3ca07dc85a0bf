import { format, lint, types } from './gates.mjs';
import { deadCode } from './dead-code.mjs';
import { imports } from './imports.mjs';
import { packaging } from './packaging.mjs';
import { desktop, endToEnd } from './playwright.mjs';
import { unit } from './vitest.mjs';

/**
 * The parts of `npm test`, quickest first. `needs` names what must be made before; a part that only reads files and
 * keeps one core busy `mayShare` the machine with another such.
 */
export const runners = [
  { name: 'format', needs: [], mayShare: true, run: format },
  { name: 'types', needs: [], mayShare: true, run: types },
  { name: 'lint', needs: [], mayShare: true, run: lint },
  { name: 'imports', needs: [], mayShare: true, run: imports },
  { name: 'dead', needs: [], mayShare: true, run: deadCode },
  { name: 'unit', needs: [], run: unit },
  { name: 'pack', needs: ['build', 'browser'], run: packaging },
  { name: 'desktop', needs: ['build', 'browser'], run: desktop },
  { name: 'e2e', needs: ['build', 'browser'], run: endToEnd },
];
