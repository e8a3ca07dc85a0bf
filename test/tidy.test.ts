import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The repository lints itself: what no other tool looks at. */
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(path));
const code = files.filter((path) => /\.(ts|tsx|mjs|cjs|mts)$/.test(path));
const texts = new Map(code.map((path) => [path, readFileSync(path, 'utf8')]));

/** This file names what it forbids. */
const others = code.filter((path) => path !== 'test/tidy.test.ts');

describe('the repository', () => {
  it('was seen: the tests below counted its files', () => expect(code.length).toBeGreaterThan(200));

  it('has no file of more than 400 lines', () => {
    const long = code.filter((path) => (texts.get(path)?.split('\n').length ?? 0) > 401);
    expect(long).toEqual([]);
  });

  it('has no drawer for everything', () => {
    const drawers = code.filter((path) => /(^|[-.])(utils?|helpers?|misc|common|stuff)([-.]|$)/.test(basename(path)));
    expect(drawers).toEqual([]);
  });

  it.each([
    ['work left for later', /\b(TODO|FIXME|HACK)\b/],
    ['a test that is left out or alone', /\b(it|test|describe)\.(only|skip|todo|fixme)\b/],
    [
      'a module that looks like a promise',
      /export (async )?function then\b|export const then\b|export \{[^}]*\bthen\b[^}]*\}/,
    ],
    ['a type that is no type', /\bas any\b|: any\b|@ts-ignore|@ts-nocheck/],
    ['a physical side in a style', /\b(margin|padding|border)(Left|Right)\b/],
  ])('holds nowhere %s', (_, pattern) => {
    expect(others.filter((path) => pattern.test(texts.get(path) ?? ''))).toEqual([]);
  });

  it('names the sides of its style sheets logically', () => {
    const sheets = files.filter((path) => path.endsWith('.css'));
    const physical =
      /(^|[\s;{])(margin|padding|border)-(left|right)\s*:|(^|[\s;{])(left|right)\s*:|text-align:\s*(left|right)/;
    expect(sheets.length).toBeGreaterThan(10);
    expect(sheets.filter((path) => physical.test(readFileSync(path, 'utf8')))).toEqual([]);
  });

  it('keeps pure what it calls rules and kernel', () => {
    const pure = code.filter(
      (path) => /^(kernel\/|modules\/\w+\/rules(\/|\.ts))/.test(path) && !path.endsWith('.test.ts'),
    );
    const impure = /\bfrom '(node:|#db|#office|#renderer|drizzle|react)/;
    expect(pure.length).toBeGreaterThan(20);
    expect(pure.filter((path) => impure.test(texts.get(path) ?? ''))).toEqual([]);
  });

  it('gives every documented link a target', () => {
    const pages = files.filter((path) => path.endsWith('.md'));
    const broken = pages.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)\s#]+)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !existsSync(join(dirname(page), target)))
        .map((target) => `${page} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('documents only npm commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const pages = ['README.md', 'CONTRIBUTING.md', 'docs/operations.md'];
    const named = pages.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/npm run (?:-s )?([\w:]+)/g)].map((match) => match[1] ?? ''),
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('numbers its decisions without a gap', () => {
    const numbers = files
      .filter((path) => path.startsWith('docs/decisions/'))
      .map((path) => Number(basename(path).slice(0, 3)));
    expect(numbers.toSorted((left, right) => left - right)).toEqual(numbers.map((_, position) => position + 1));
  });
});

describe('the page of the scenarios', () => {
  const page = readFileSync('docs/scenarios.md', 'utf8');
  const linked = (cell: string): readonly string[] =>
    [...cell.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map((match) => match[1] ?? '');
  const rows = [...page.matchAll(/^\| (\d+) +\|(.*)\|$/gm)].map(([, number, rest = '']) => {
    const [, state = '', tests = '', missing = ''] = rest.split('|').map((cell) => cell.trim());
    return { number: Number(number), state, tests: linked(tests).toSorted(), missing };
  });
  /** The test files in which a title begins with the number. */
  const titled = (number: number): readonly string[] =>
    others.filter(
      (path) => path.endsWith('.test.ts') && new RegExp(`['"\`]scenario ${number}: `).test(texts.get(path) ?? ''),
    );

  it('has a row for each of the twenty-five, and no test has a number beyond them', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, place) => place + 1));
    const numbers = others.flatMap((path) =>
      [...(texts.get(path) ?? '').matchAll(/['"`]scenario (\d+): /g)].map((match) => Number(match[1])),
    );
    expect(numbers.filter((number) => number < 1 || number > 25)).toEqual([]);
  });

  it.each(rows)('names of scenario $number the tests that there are, and what is missing', ({ number, ...row }) => {
    expect(row.tests).toEqual(titled(number).toSorted());
    const [hasTests, isMissing] = [row.tests.length > 0, row.missing !== '–'];
    expect({ state: row.state, hasTests, isMissing }).toEqual(
      {
        proved: { state: 'proved', hasTests: true, isMissing: false },
        partly: { state: 'partly', hasTests: true, isMissing: true },
        not: { state: 'not', hasTests: false, isMissing: true },
      }[row.state],
    );
  });

  it('names tests that there are of what else is kept in mind', () => {
    const named = [...page.matchAll(/\]\(\.\.\/([^)]+)\): `([^`]+)`/g)];
    expect(named.length).toBeGreaterThanOrEqual(7);
    for (const [, path = '', title = ''] of named) expect(texts.get(path)).toContain(`'${title}'`);
  });
});

describe('the texts', () => {
  const rooms = [
    'renderer/app',
    'renderer/kit',
    'modules/org',
    'modules/hr',
    'modules/files',
    'modules/payroll',
    'modules/items',
    'modules/structure',
  ];
  const everything = [...texts]
    .filter(([path]) => !path.endsWith('.test.ts'))
    .map(([, text]) => text)
    .join('\n');
  /** Keys that the code builds from a name: `org.problem.${code}`, `org.field.${key}`. */
  const built = [...everything.matchAll(/['"`]([a-z]+(?:\.[A-Za-z]+)*\.)\$\{/g)].map((match) => match[1] ?? '');
  const builtByModule =
    /^(org|hr|platform|files|kit|payroll|items|structure)\.(problem|permission|command|field|option|table|state|move|job|name$)/;

  it('have a sentence for every finding of a schema', () => {
    const strings = files.filter((path) => path.endsWith('strings.ar.json'));
    const told = new Set(
      strings.flatMap((path) => Object.keys(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>)),
    );
    const findings = [...everything.matchAll(/z\.custom<\w+>\([^;]*?,\s*'([A-Z_]+)',?\s*\)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(findings.length).toBeGreaterThan(5);
    expect(findings.filter((code) => !told.has(`kit.problem.${code}`))).toEqual([]);
  });

  it.each(rooms)('of %s are all used', (room) => {
    const strings = JSON.parse(readFileSync(`${room}/strings.ar.json`, 'utf8')) as Record<string, string>;
    const keys = Object.keys(strings).map((key) => key.replace(/_(zero|one|two|few|many|other)$/, ''));
    const dead = [...new Set(keys)].filter(
      (key) => !everything.includes(key) && !builtByModule.test(key) && !built.some((start) => key.startsWith(start)),
    );
    expect(keys.length).toBeGreaterThan(10);
    expect(dead).toEqual([]);
  });
});
