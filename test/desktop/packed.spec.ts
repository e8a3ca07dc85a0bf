import { join } from 'node:path';
import { checkout, expect, signIn, test } from './fixtures.ts';

/** What `npm test -- pack` took out of the archive that the packer made. */
const packed = join(checkout, 'out', 'check', 'app');

test('the packed app starts, with nothing of the checkout, and a user signs in', async ({ startDouble }) => {
  const app = await startDouble({ appFolder: packed });
  await signIn(app.page);
  expect(await app.address()).toBe('app://diwan/');
});
