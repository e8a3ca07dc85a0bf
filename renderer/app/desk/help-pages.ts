import type { HelpPage } from '#renderer/module.ts';

/** The tasks of the page that is open, the more exactly named first, and all the others. */
export function pagesFor(
  path: string,
  guide: readonly HelpPage[],
): { readonly here: readonly HelpPage[]; readonly others: readonly HelpPage[] } {
  const fitOf = (page: HelpPage): number =>
    Math.max(0, ...page.paths.filter((each) => fits(path, each)).map((each) => each.length));
  const here = guide.filter((page) => fitOf(page) > 0).toSorted((left, right) => fitOf(right) - fitOf(left));
  return { here, others: guide.filter((page) => !here.includes(page)) };
}

/** `/payroll/runs/:id` fits any run's page; `/payroll/runs` fits the list only. */
function fits(path: string, pattern: string): boolean {
  const [parts, wanted] = [path.split('/'), pattern.split('/')];
  return parts.length === wanted.length && wanted.every((part, place) => part.startsWith(':') || part === parts[place]);
}
