import { Link, matchPath, useLocation } from 'react-router';
import { useText } from '#renderer/locale/text.ts';
import type { UiRoute } from '#renderer/module.ts';

/** Where the page lies, from the home page down. The home page itself shows none. */
export function Breadcrumbs({ pages }: { readonly pages: readonly UiRoute[] }) {
  const text = useText();
  const { pathname } = useLocation();
  const trail = trailTo(pathname, pages);
  if (trail.length < 2) return null;
  return (
    <nav className="desk-trail" aria-label={text('platform.shell.breadcrumbs')}>
      <ol>
        {trail.map((page, index) => (
          <li key={page.path}>
            {index < trail.length - 1 ? (
              <Link to={page.path}>{text(page.title)}</Link>
            ) : (
              <span aria-current="page">{text(page.title)}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The pages from the home page to the one at this address. */
export function trailTo(pathname: string, pages: readonly UiRoute[]): readonly UiRoute[] {
  const trail: UiRoute[] = [];
  let page = pages.find(({ path }) => matchPath(path, pathname) !== null);
  while (page && !trail.includes(page)) {
    trail.unshift(page);
    const above: string | undefined = page.parent ?? (page.path === '/' ? undefined : '/');
    page = pages.find(({ path }) => path === above);
  }
  return trail;
}
