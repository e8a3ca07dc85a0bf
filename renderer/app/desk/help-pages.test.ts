import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { HelpPage } from '#renderer/module.ts';
import { pagesFor } from './help-pages.ts';

const page = (key: string, ...paths: string[]): HelpPage => ({
  key,
  title: key,
  paths,
  intro: '',
  steps: [],
  hints: [],
});

describe('the tasks of a page', () => {
  const guide = [
    page('list', '/pay/runs'),
    page('run', '/pay/runs/:id'),
    page('new', '/pay/runs/new'),
    page('other', '/x'),
  ];
  it.each([
    ['/pay/runs', ['list'], ['run', 'new', 'other']],
    ['/pay/runs/17', ['run'], ['list', 'new', 'other']],
    ['/pay/runs/new', ['run', 'new'], ['list', 'other']],
    ['/nowhere', [], ['list', 'run', 'new', 'other']],
  ])('of %s', (path, here, others) => {
    const found = pagesFor(path, guide);
    expect(found.here.map(({ key }) => key).toSorted()).toEqual(here.toSorted());
    expect(found.others.map(({ key }) => key)).toEqual(others);
  });
});

const folders = [
  'renderer/app/desk',
  ...['org', 'hr', 'payroll', 'regulation', 'files'].map((name) => `modules/${name}`),
];
const guides = folders.map((folder) => `${folder}/help.ar.json`).filter((file) => existsSync(file));

describe('the user guide', () => {
  const all = guides.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as HelpPage[]);
  it('has a key of its own for each task', () => {
    expect(all.length).toBeGreaterThan(3);
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });
  it.each(all.map((each) => [each.key, each] as const))(
    '%s is told in steps, in Arabic',
    (_, { title, intro, steps, hints }) => {
      expect(steps.length).toBeGreaterThan(1);
      for (const line of [title, intro, ...steps, ...hints]) {
        expect(line).toMatch(/[\u0600-\u06FF]/u);
        // Names of keys and of file kinds are the only Latin words.
        expect(
          line.replace(/\b(F\d|Page(Up|Down)|Ctrl|Alt|Shift|Enter|Esc|Tab|Home|Excel|CSV|PDF|IBAN|USB|[A-Z])\b/gu, ''),
        ).not.toMatch(/[A-Za-z]{2,}/u);
      }
    },
  );
});
