import { describe, expect, it } from 'vitest';
import { addressKey, Buckets, Places, PlacesOfEach } from './admission.ts';
import { Metrics } from './metrics.ts';

describe('places', () => {
  it('are given up to their number and come back, also after a failure', async () => {
    const places = new Places(1);
    const held = Promise.withResolvers<string>();
    const first = places.during(() => held.promise);
    expect(await places.during(() => Promise.resolve('second'))).toBeNull();
    held.reject(new Error('no'));
    await expect(first).rejects.toThrow('no');
    expect(await places.during(() => Promise.resolve('third'))).toBe('third');
  });

  it('are kept for those who may take all when others have taken their share', async () => {
    const places = new Places(4);
    const held = Promise.withResolvers<string>();
    const large = Array.from({ length: 4 }, () => places.during(() => held.promise, 0.75));
    expect(await large[3]).toBeNull();
    expect(await places.during(() => Promise.resolve('small'))).toBe('small');
    held.resolve('large');
    expect(await Promise.all(large)).toEqual(['large', 'large', 'large', null]);
  });
});

describe('places of each', () => {
  it('are counted by their key, and come back', async () => {
    const places = new PlacesOfEach<string>(1);
    const held = Promise.withResolvers<string>();
    const first = places.during('a', () => held.promise);
    expect(await places.during('a', () => Promise.resolve('second'))).toBeNull();
    expect(await places.during('b', () => Promise.resolve('other'))).toBe('other');
    held.reject(new Error('no'));
    await expect(first).rejects.toThrow('no');
    expect(await places.during('a', () => Promise.resolve('third'))).toBe('third');
  });
});

describe('a bucket', () => {
  it('is full at first, may go below empty once, and fills within a minute', () => {
    let now = 0;
    const buckets = new Buckets<number>({ perMinute: 60, keys: 10 }, () => now);
    expect(buckets.waitOf(1)).toBe(0);
    buckets.take(1, 90);
    expect(buckets.waitOf(1)).toBe(31_000);
    expect(buckets.waitOf(2)).toBe(0);
    now = 31_000;
    expect(buckets.waitOf(1)).toBe(0);
    now = 10 * 60_000;
    buckets.take(1, 60);
    expect(buckets.waitOf(1)).toBe(1_000);
  });

  it('of the key that was used longest ago is forgotten when there are too many', () => {
    const buckets = new Buckets<number>({ perMinute: 60, keys: 2 }, () => 0);
    for (const key of [1, 2, 1, 3]) buckets.take(key, 60);
    expect([1, 2, 3].map((key) => buckets.waitOf(key) > 0)).toEqual([true, false, true]);
  });
});

describe('an address', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is counted as %s', (address, key) => expect(addressKey(address)).toBe(key));
});

describe('metrics', () => {
  it('are written as Prometheus reads them', () => {
    const metrics = new Metrics();
    const counter = metrics.counter('a_total', 'All a.');
    const seconds = metrics.histogram('b_seconds', 'Time.');
    counter.add(2, { code: 'x"y\\z\n' });
    seconds.observe('/p', 0.3);
    seconds.observe('/p', 99);
    const gauge = { name: 'c', help: 'Now.', values: [{ labels: { office: 2 }, value: 7 }] };
    const lines = metrics.text([gauge]).split('\n');
    expect(lines).toContain('# TYPE a_total counter');
    expect(lines).toContain('a_total{code="x\\"y\\\\z\\n"} 2');
    expect(lines).toContain('b_seconds_bucket{path="/p",le="0.25"} 0');
    expect(lines).toContain('b_seconds_bucket{path="/p",le="0.5"} 1');
    expect(lines).toContain('b_seconds_bucket{path="/p",le="+Inf"} 2');
    expect(lines).toContain('b_seconds_count{path="/p"} 2');
    expect(lines).toContain('c{office="2"} 7');
  });

  it('keep a hundred series of a name, whoever sends new ones', () => {
    const metrics = new Metrics();
    const counter = metrics.counter('a_total', 'All a.');
    for (let code = 0; code < 500; code += 1) counter.add(1, { code });
    expect(metrics.text([]).match(/^a_total\{/gm)).toHaveLength(100);
  });
});
