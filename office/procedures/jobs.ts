import { implement } from '@orpc/server';
import { demand, refusal } from '#db/refusal.ts';
import type { Importer } from '#modules/module.ts';
import { refuse } from '#kernel/verdict.ts';
import type { OfficeContext } from '../connection.ts';
import { contract } from '../contract/index.ts';
import { mappingFor } from '../importing.ts';
import { readSheets } from '../sheets.ts';

const jobs = implement(contract.job).$context<OfficeContext>();

export const jobProcedures = jobs.router({
  list: jobs.list.handler(({ context: { core, who } }) => [...core.jobs.list(who?.userId ?? '')]),
  get: jobs.get.handler(({ input, context: { core, who } }) => core.jobs.get(input.id, who?.userId ?? '')),
  cancel: jobs.cancel.handler(({ input, context: { core, who } }) => {
    core.jobs.cancel(input.id, who?.userId ?? '');
    return {};
  }),
});

const imports = implement(contract.import).$context<OfficeContext>();

export const importProcedures = imports.router({
  read: imports.read.handler(async ({ input, context }) => {
    const importer = demandImporter(context, input.importer);
    const content = Buffer.from(await input.file.arrayBuffer());
    const sheets = await readSheets(input.file.name, content);
    const source = { db: context.db, name: input.importer, importer };
    return {
      sheets: [...sheets],
      columns: importer.columns.map(({ key, isRequired, isDate = false }) => ({ key, isRequired, isDate })),
      mappings: sheets.map(({ headings }) => mappingFor(source, headings)),
    };
  }),

  sheets: imports.sheets.handler(async ({ input: { file } }) => [
    ...(await readSheets(file.name, Buffer.from(await file.arrayBuffer()))),
  ]),

  rehearse: imports.rehearse.handler(({ input, context }) => {
    demandImporter(context, input.importer);
    return { jobId: context.core.jobs.start('import.rehearse', input, context.actor) };
  }),

  commit: imports.commit.handler(({ input, context }) => {
    demandImporter(context, input.importer);
    return { jobId: context.core.jobs.start('import.commit', input, context.actor) };
  }),
});

/** The importer, when the user may write what it writes, in the whole office: a sheet knows no borders of units. */
function demandImporter({ core, access }: OfficeContext, name: string): Importer {
  const importer = core.importers.get(name);
  if (!importer) throw refusal('IMPORT_UNKNOWN');
  const reach = access?.grants.get(importer.permission)?.reach;
  if (reach === undefined) demand(refuse('FORBIDDEN'));
  if (reach !== 'everywhere') demand(refuse('IMPORT_WHOLE_OFFICE'));
  return importer;
}
