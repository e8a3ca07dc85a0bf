import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HLC_EPOCH, hlcCounter, hlcMilliseconds, isFarAhead, packHlc, receive, tick } from './hlc.ts';

const moment = Date.parse('2026-11-25T08:00:00Z');
const day = 86_400_000;
const anyWall = fc.integer({ min: 0, max: 8_640_000_000_000_000 });

describe('the clock of an office (sync.md §2.1)', () => {
  it('begins on 1 January 2025', () => expect(HLC_EPOCH).toBe(Date.parse('2025-01-01T00:00:00Z')));

  it('shows the wall clock while that goes forward', () => {
    const hlc = tick(0, moment);
    expect(hlc).toBe((moment - HLC_EPOCH) * 4096);
    expect(hlcMilliseconds(hlc)).toBe(moment);
    expect(hlcMilliseconds(tick(hlc, moment + 5))).toBe(moment + 5);
  });

  it('counts within a millisecond, and borrows the next one when that is full', () => {
    const first = tick(0, moment);
    expect(hlcCounter(tick(first, moment))).toBe(1);
    let hlc = first;
    for (let event = 0; event < 4096; event += 1) hlc = tick(hlc, moment);
    expect([hlcMilliseconds(hlc), hlcCounter(hlc)]).toEqual([moment + 1, 0]);
  });

  it('goes on from where it was when the battery died and the PC shows 2001', () => {
    const before = tick(0, moment);
    expect(tick(before, Date.parse('2001-01-01T00:00:00Z'))).toBe(before + 1);
    expect(tick(0, Date.parse('2001-01-01T00:00:00Z'))).toBe(1);
  });

  it('only ever goes forward, in whole numbers of 53 bits, whatever the wall shows', () => {
    fc.assert(
      fc.property(fc.array(anyWall, { maxLength: 50 }), (walls) => {
        let hlc = 0;
        for (const wall of walls) {
          const next = tick(hlc, wall);
          expect(next).toBeGreaterThan(hlc);
          expect(Number.isSafeInteger(next)).toBe(true);
          hlc = next;
        }
      }),
    );
  });

  it('follows what it hears from elsewhere', () => {
    const own = tick(0, moment);
    const heard = packHlc(moment + 60_000) + 7;
    expect(receive({ previous: own, heard, serverMs: moment })).toBe(heard);
    expect(receive({ previous: own, heard: own - 5, serverMs: moment })).toBe(own);
  });

  it('is not dragged more than a day beyond the server by a PC set to 2031', () => {
    const own = tick(0, moment);
    const heard = packHlc(Date.parse('2031-01-01T00:00:00Z'));
    expect(hlcMilliseconds(receive({ previous: own, heard, serverMs: moment }))).toBe(moment + day);
  });

  it('is far ahead of the data centre after a day, and of an office whose own is ahead after one more', () => {
    const heard = packHlc(moment + day);
    expect(isFarAhead(heard, { own: 0, serverMs: moment })).toBe(false);
    expect(isFarAhead(heard + 1, { own: 0, serverMs: moment })).toBe(true);
    expect(isFarAhead(heard + 1, { own: packHlc(moment - day), serverMs: moment })).toBe(true);
    expect(isFarAhead(heard + 1, { own: packHlc(moment) + 1, serverMs: moment })).toBe(false);
  });

  it('never goes back nor beyond the limit by hearing', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(2 ** 31), anyWall, (previous, heard, serverMs) => {
        const next = receive({ previous, heard, serverMs });
        expect(next).toBeGreaterThanOrEqual(previous);
        expect(next).toBeLessThanOrEqual(Math.max(previous, packHlc(serverMs + day)));
      }),
    );
  });
});
