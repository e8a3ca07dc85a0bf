import { lazy } from 'react';
import type { UiModule } from '#renderer/module.ts';
import ar from '../strings.ar.json' with { type: 'json' };
import ckb from '../strings.ckb.json' with { type: 'json' };
import en from '../strings.en.json' with { type: 'json' };

/** The papers attached to records of every kind: a part of each record's page. */
export const filesUi: UiModule = {
  name: 'files',
  strings: { ar, ckb, en },
  routes: [],
  menu: [],
  actions: [],
  records: {},
  panels: [
    {
      key: 'attachments',
      label: 'files.panel.title',
      permission: 'files.attachment.view',
      screen: lazy(() => import('./attachments-panel.tsx')),
    },
  ],
  tasks: [],
};
