/** No value that a module writes nests as deep. */
const DEEPEST = 100;

/**
 * Can every database keep it, and every UTF-8 carry it? No text in it has a NUL or half of a surrogate pair, and it
 * does not nest without end. PostgreSQL takes neither, in a text or anywhere in a JSON.
 */
export function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  if (depth === DEEPEST) return false;
  if (Array.isArray(value)) return value.every((each) => isStorable(each, depth + 1));
  return Object.entries(value).every(([key, each]) => isStorable(key) && isStorable(each, depth + 1));
}
