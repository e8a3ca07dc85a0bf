import { describe, expect, it } from 'vitest';
import { waiting } from './home-tasks.ts';

describe('what waits on the home page', () => {
  it.each([
    [[], []],
    [['/hr/orders/a'], [{ label: 'x', count: 1, path: '/hr/orders/a' }]],
    [['/hr/orders/a', '/hr/orders/b'], [{ label: 'x', count: 2, path: '/hr/orders' }]],
  ])('of %j', (paths, expected) => {
    expect(waiting('x', paths, '/hr/orders')).toEqual(expected);
  });
});
