import { z } from 'zod';
import { command, LIST_LIMIT, query, zId, zRevision } from '#modules/contract.ts';
import {
  packageDetail,
  packageDraft,
  packageInput,
  packageRow,
  ruleDifference,
  ruleEdit,
  ruleInput,
} from './package.ts';

const idInput = z.strictObject({ id: zId });
const atRevision = z.strictObject({ id: zId, revision: zRevision });
const made = z.object({ id: zId });
const done = z.object({ revision: zRevision });
const nothing = z.object({});

/** The procedures of `regulation`. */
export const contract = {
  package: {
    list: query('regulation.package.view').output(z.array(packageRow).max(LIST_LIMIT)),
    get: query('regulation.package.view').input(idInput).output(packageDetail),
    /** A new draft with the rules of another package. */
    draft: command('regulation.package.edit').input(packageDraft).output(made),
    edit: command('regulation.package.edit').input(packageInput.extend(atRevision.shape)).output(done),
    remove: command('regulation.package.edit').input(atRevision).output(nothing),
    /** From now on its months are calculated by it. Refuses a package that is incomplete. */
    publish: command('regulation.package.publish').input(atRevision).output(done),
    /** Its months are calculated by the package before it; locked runs keep what they were calculated by. */
    withdraw: command('regulation.package.publish').input(atRevision).output(done),
    /** An office sends its draft to the data centre, which accepts or refuses it. Refuses a package that is incomplete. */
    propose: command('regulation.package.publish').input(atRevision).output(done),
    /** A proposal becomes a draft again, to be changed. Refuses `DECIDED_ALREADY` for one that was accepted. */
    takeBack: command('regulation.package.publish').input(atRevision).output(done),
    /** What changes from one package to another, rule by rule. */
    compare: query('regulation.package.view')
      .input(z.strictObject({ beforeId: zId, afterId: zId }))
      .output(z.array(ruleDifference).max(2_000)),
  },
  rule: {
    create: command('regulation.package.edit').input(ruleInput).output(made),
    edit: command('regulation.package.edit').input(ruleEdit).output(done),
    remove: command('regulation.package.edit').input(atRevision).output(nothing),
  },
};
