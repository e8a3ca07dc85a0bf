import { describe, expect, it } from 'vitest';
import { simulate } from './simulation.ts';

const SEEDS = Number(process.env['DIWAN_SIM_SEEDS'] ?? 300);
const FROM = Number(process.env['DIWAN_SEED'] ?? 1);

describe(`${SEEDS} histories of offices and a data centre, from seed ${FROM}`, () => {
  it('heal without a violation, and have met every fault', { timeout: 900_000 }, async () => {
    const counts: Record<string, number> = {};
    for (let seed = FROM; seed < FROM + SEEDS; seed += 1) {
      const outcome = await simulate(seed);
      const replay = `npm run sim -- --seed ${seed} --trace`;
      expect({ replay, violations: outcome.violations }).toEqual({ replay, violations: [] });
      for (const [what, by] of Object.entries(outcome.counts)) counts[what] = (counts[what] ?? 0) + by;
    }
    const faults = ['office crashes', 'data centre crashes', 'office restores', 'disks lost', 'data centre restores'];
    const verdicts = ['verdict ok', 'verdict ff', 'verdict rebase', 'verdict reboot', 'verdict upgrade'];
    const sticks = ['files taken at the data centre', 'files taken at offices', 'files refused at offices'];
    const others = ['disks cloned', 'clones thrown away', 'offices upgraded', 'data centres upgraded'];
    for (const met of [...faults, ...verdicts, ...sticks, ...others])
      expect({ met, times: counts[met] ?? 0 }).not.toEqual({ met, times: 0 });
    expect(counts['commits']).toBeGreaterThan(SEEDS * 50);
  });

  it('are the same for the same seed', async () => {
    const [one, other] = [await simulate(FROM, { isTracing: true }), await simulate(FROM, { isTracing: true })];
    expect(one.trace.length).toBeGreaterThan(50);
    expect(other).toEqual(one);
  });
});
