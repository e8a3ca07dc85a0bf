import type { HostModule } from '#modules/module.ts';
import { contract, permissions } from './contract.ts';
import { attachmentUndo, router } from './procedures.ts';
import { tables } from './schema.ts';

export { fileCarrier, type FileCarrier } from './port.ts';

/** Files attached to the records of every module. */
export const files: HostModule = {
  name: 'files',
  contract,
  router,
  tables,
  permissions,
  records: {},
  importers: {},
  undo: { files_attachment: attachmentUndo },
};
