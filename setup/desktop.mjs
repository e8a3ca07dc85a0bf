import { test } from './test.mjs';

/** The desktop shell alone: in the double always, in the real program where this machine has one. */
export async function desktop() {
  await test(['desktop']);
}
