import { describe, expect, test } from 'vitest';
import { createRunning } from './running.ts';

describe('An action that is pressed twice', () => {
  test('is begun once until it is done, then it may be pressed again', async () => {
    const running = createRunning();
    const { promise, resolve } = Promise.withResolvers<void>();
    let begun = 0;
    let told = 0;
    running.subscribe(() => (told += 1));
    const press = (): void =>
      running.start('invite', () => {
        begun += 1;
        return promise;
      });
    press();
    press();
    expect([begun, running.has('invite'), running.has('close')]).toEqual([1, true, false]);
    resolve();
    await promise;
    await Promise.resolve();
    expect([running.has('invite'), told]).toEqual([false, 2]);
    press();
    expect(begun).toBe(2);
  });

  test('may be pressed again on a new desk, where the question of the old one is never answered', async () => {
    const running = createRunning();
    const old = Promise.withResolvers<void>();
    running.start('close', () => old.promise);
    running.forget();
    expect(running.has('close')).toBe(false);
    running.start('close', () => new Promise(() => undefined));
    old.resolve();
    await old.promise;
    await Promise.resolve();
    expect(running.has('close')).toBe(true);
  });

  test('does not hold up another, nor one that has nothing to wait for', () => {
    const running = createRunning();
    const begun: string[] = [];
    running.start('wait', () => new Promise(() => undefined));
    running.start('other', () => void begun.push('other'));
    running.start('other', () => void begun.push('other'));
    expect(begun).toEqual(['other', 'other']);
  });
});
