import { draftDeduction, publishDeduction } from '../walks/regulation.ts';
import { test } from './fixtures.ts';
import { handsOf } from './hands-in-the-browser.ts';

test('a temporary deduction is drafted, compared, tried on everybody, and published by somebody else', async ({
  page,
  office,
}) => {
  const hands = handsOf(page, office, 'regulation');
  await draftDeduction(hands);
  await publishDeduction(hands);
});
