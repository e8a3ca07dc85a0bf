import { readFileSync } from 'node:fs';

interface ContractCase<Expected> {
  readonly id: string;
  readonly note: string;
  readonly expected: Expected;
}

/** The neutral cases of a file of `test/cases`, with what is expected of each. */
export function casesOf<Expected>(name: string): readonly ContractCase<Expected>[] {
  const text = readFileSync(new URL(`cases/${name}.json`, import.meta.url), 'utf8');
  // The files are ours, in the form that the contract gives.
  return (JSON.parse(text) as { readonly cases: readonly ContractCase<Expected>[] }).cases;
}
