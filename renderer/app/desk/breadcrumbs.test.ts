import { describe, expect, it } from 'vitest';
import type { UiRoute } from '#renderer/module.ts';
import { trailTo } from './breadcrumbs.tsx';

const page = (path: string, parent?: string): UiRoute => ({
  path,
  title: path,
  screen: () => Promise.reject(new Error('Never drawn here.')),
  ...(parent !== undefined && { parent }),
});
const pages = [page('/'), page('/org/units'), page('/org/units/:id', '/org/units'), page('/ring', '/ring')];

describe('the breadcrumbs', () => {
  it.each([
    ['/', ['/']],
    ['/org/units', ['/', '/org/units']],
    ['/org/units/0193', ['/', '/org/units', '/org/units/:id']],
    ['/nowhere', []],
  ])('of %s are %j', (pathname, expected) => {
    expect(trailTo(pathname, pages).map(({ path }) => path)).toEqual(expected);
  });

  it('end when a page names itself as the one above', () => {
    expect(trailTo('/ring', pages)).toHaveLength(1);
  });
});
