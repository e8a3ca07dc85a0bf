import { InvalidArgumentError } from 'commander';

const LONGEST = 60;

/** Reads an option that names something in a line of a page; anything else is wrong usage. */
export function shortName(value: string): string {
  const name = value.trim();
  if (name === '' || name.length > LONGEST) throw new InvalidArgumentError(`From 1 to ${LONGEST} letters.`);
  return name;
}
