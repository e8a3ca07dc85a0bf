import { format, lint, types } from './gates.mjs';
import { deadCode } from './dead-code.mjs';
import { imports } from './imports.mjs';
import { packaging } from './packaging.mjs';
import { desktop, endToEnd } from './playwright.mjs';
import { unit } from './vitest.mjs';

/** The parts of `npm test`, quickest first. `needs` names what must be made before. */
export const runners = [
  { name: 'format', needs: [], run: format },
  { name: 'types', needs: [], run: types },
  { name: 'lint', needs: [], run: lint },
  { name: 'imports', needs: [], run: imports },
  { name: 'dead', needs: [], run: deadCode },
  { name: 'unit', needs: [], run: unit },
  { name: 'pack', needs: ['build', 'browser'], run: packaging },
  { name: 'desktop', needs: ['build', 'browser'], run: desktop },
  { name: 'e2e', needs: ['build', 'browser'], run: endToEnd },
];
