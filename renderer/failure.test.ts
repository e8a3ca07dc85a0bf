import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { ConnectionLost } from './connection.ts';
import { failureOf, leavesPageEmpty } from './failure.ts';

const refused = (code: string) => new ORPCError('REFUSED', { data: { problems: [{ code }] } });
const fault = new ORPCError('INTERNAL_SERVER_ERROR', {
  data: { problems: [{ code: 'INTERNAL' }], reference: 'a1b2' },
});

describe('a failure', () => {
  test('of the program keeps the number for support, though it has a problem beside it', () => {
    expect(failureOf(fault)).toEqual({ kind: 'bug', reference: 'a1b2' });
    expect(failureOf(new Error('of the page itself'))).toEqual({ kind: 'bug', reference: null });
  });

  test.each([
    ['a database that is away', refused('CENTRE_AWAY'), true],
    ['a fault', fault, true],
    ['what the user has no right to', new ORPCError('FORBIDDEN'), false],
    ['a session at its end', new ORPCError('UNAUTHORIZED'), false],
    ['a line that is away', new ConnectionLost(null), false],
  ])('leaves a page with nothing to show or not: %s', (_what, error, isEmpty) => {
    expect(leavesPageEmpty(error)).toBe(isEmpty);
  });
});
