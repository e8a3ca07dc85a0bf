import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isOfServer, servesDesk, servesWindow } from './serving.mjs';
import { toolScript } from './tools.mjs';

test('only what serves something builds the window first', () => {
  expect(servesWindow(['office', '--folder', 'somewhere'])).toBe(true);
  expect(servesWindow(['demo'])).toBe(true);
  expect(servesWindow(['office', '--help'])).toBe(false);
  expect(servesWindow(['verify', '--folder', 'office'])).toBe(false);
  expect(servesWindow([])).toBe(false);
});

test('no command of the data centre builds anything, and only its desk demands that the pages are built', () => {
  for (const part of ['serve', 'desk', 'durable', 'prove', 'invite']) {
    expect(servesWindow(['datacenter', part, '--folder', 'somewhere']), part).toBe(false);
    expect(isOfServer(['datacenter', part]), part).toBe(true);
    expect(servesDesk(['datacenter', part]), part).toBe(part === 'desk');
  }
  expect(servesDesk(['datacenter', 'desk', '--help'])).toBe(false);
  expect(isOfServer(['office'])).toBe(false);
});

test('every tool that CONTRIBUTING names is found among the packages', () => {
  const named = readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/npm run -s tool -- ([a-z]\S*)/g);
  const names = new Set([...named].map(([, name]) => name ?? ''));
  expect(names.size).toBeGreaterThan(3);
  for (const name of names) {
    const script = toolScript(name);
    expect(script, name).not.toBeNull();
    expect(existsSync(join('node_modules', script ?? '')), name).toBe(true);
  }
  expect(toolScript('no-such-tool')).toBeNull();
});
