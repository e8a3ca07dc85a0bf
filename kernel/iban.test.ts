import { describe, expect, it } from 'vitest';
import { isIraqiIban, plainIban } from './iban.ts';

describe('an Iraqi IBAN', () => {
  it.each([
    ['IQ98NBIQ850123456789012', true],
    ['IQ98 NBIQ 8501 2345 6789 012', true],
    ['iq98nbiq850123456789012', true],
    ['IQ97NBIQ850123456789012', false],
    ['IQ98NBIQ850123456789021', false],
    ['IQ98NBIQ85012345678901', false],
    ['GB82WEST12345698765432', false],
    ['', false],
  ])('%s is one: %s', (value, isOne) => expect(isIraqiIban(value)).toBe(isOne));

  it('is written without spaces', () => expect(plainIban('iq98 nbiq 8501-23')).toBe('IQ98NBIQ850123'));
});
