import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { modules } from '#modules/ui.ts';
import type { HelpPage } from '#renderer/module.ts';
import { systemRoutes } from '../system/routes.ts';
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

const moduleFolders = modules.map(({ name }) => `modules/${name}`);
const guides = ['renderer/app/desk', ...moduleFolders]
  .map((folder) => `${folder}/help.ar.json`)
  .filter((file) => existsSync(file));

/** All that the window says in Arabic; what it puts in is left open, a number behind a button's word aside. */
const said = ['renderer/app', 'renderer/kit', ...moduleFolders]
  .flatMap((folder) =>
    Object.values(JSON.parse(readFileSync(`${folder}/strings.ar.json`, 'utf8')) as Readonly<Record<string, string>>),
  )
  .map((text) => text.replace(/ \(\{\{\w+\}\}\)$/u, ''));
const fixedWords = new Set(said.filter((text) => !text.includes('{{')));
/** Such as `إضافة {{kind}}`: known by the words before what is put in. */
const openWords = said.flatMap((text) => {
  const [before = '', ...after] = text.split(/\{\{\w+\}\}/u);
  return after.length === 1 && after[0] === '' && before.trim().length > 3 ? [before] : [];
});

describe('the user guide', () => {
  const all = guides.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as HelpPage[]);
  it('has a key of its own for each task', () => {
    expect(all.length).toBeGreaterThan(3);
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });
  it('has a task for every page of the window', () => {
    const routes = [...systemRoutes, ...modules.flatMap((each) => each.routes)].map(({ path }) => path);
    expect(routes.length).toBeGreaterThan(30);
    expect(routes.filter((path) => pagesFor(path.replaceAll(/:\w+/gu, 'x'), all).here.length === 0)).toEqual([]);
  });
  it.each(all.map((each) => [each.key, each] as const))('%s calls buttons and pages as the window does', (_, each) => {
    const quoted = [each.intro, ...each.steps, ...each.hints].flatMap((line) =>
      [...line.matchAll(/«([^»]+)»/gu)].map(([, name = '']) => name),
    );
    const unknown = quoted.filter(
      (name) => !fixedWords.has(name) && !openWords.some((before) => name.startsWith(before)),
    );
    expect(unknown).toEqual([]);
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
