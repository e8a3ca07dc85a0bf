import { implement } from '@orpc/server';
import type { OfficeContext } from '../connection.ts';
import { contract } from '../contract/index.ts';
import { importProcedures, jobProcedures } from './jobs.ts';
import { deviceProcedures, tokenProcedures } from './keys.ts';
import { eventProcedures, recordProcedures, undoProcedures, viewProcedures } from './records.ts';
import { sessionProcedures } from './session.ts';
import { setupProcedures } from './setup.ts';
import { syncProcedures } from './sync.ts';
import { backupProcedures, healthProcedures, verifyProcedures } from './upkeep.ts';

/** The platform's own procedures, by noun. */
export const platformProcedures = implement(contract).$context<OfficeContext>().router({
  session: sessionProcedures,
  setup: setupProcedures,
  record: recordProcedures,
  undo: undoProcedures,
  events: eventProcedures,
  job: jobProcedures,
  import: importProcedures,
  view: viewProcedures,
  device: deviceProcedures,
  token: tokenProcedures,
  backup: backupProcedures,
  verify: verifyProcedures,
  sync: syncProcedures,
  health: healthProcedures,
});
