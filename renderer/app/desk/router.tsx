import { createHashRouter, type RouteObject } from 'react-router';
import { lazy } from 'react';
import type { UiModule, UiRoute } from '#renderer/module.ts';
import { Frame } from './frame.tsx';
import { countEntries } from './history-entries.ts';
import { NotFound, PageFailure } from './page-failure.tsx';
import { systemRoutes } from '../system/routes.ts';
import { Page } from './page.tsx';

/**
 * The addresses of all pages. They stand behind the `#`, so that the same build works under http:// and app:// and no
 * server has to know them.
 */
export function buildRouter(modules: readonly UiModule[]): ReturnType<typeof createHashRouter> {
  const pages = [...ownRoutes, ...systemRoutes, ...modules.flatMap(({ routes }) => routes)];
  const router = createHashRouter([
    {
      path: '/',
      element: <Frame pages={pages} />,
      errorElement: <PageFailure />,
      children: [...pages.map(routeOf), { path: '*', element: <NotFound /> }],
    },
  ]);
  countEntries(router);
  return router;
}

const ownRoutes: readonly UiRoute[] = [
  { path: '/', title: 'platform.menu.home', screen: () => import('./home.tsx') },
  { path: '/gallery', title: 'platform.menu.gallery', screen: () => import('#renderer/kit/gallery.tsx') },
];

function routeOf(route: UiRoute): RouteObject {
  const Screen = lazy(route.screen);
  return {
    path: route.path,
    element: (
      <Page route={route}>
        <Screen />
      </Page>
    ),
    errorElement: <PageFailure />,
  };
}
