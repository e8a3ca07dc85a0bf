import { z } from 'zod';
import { command, LIST_LIMIT, query, undoableCommand, zId, zRevision } from '#modules/contract.ts';
import { catalogueState, editionDetail, editionInput, editionLine, editionRow } from './edition.ts';
import { groupInput, groupRow, itemDetail, itemInput, itemRow, zGroupCode, zItemCode, zKindCode } from './item.ts';
import { newProposal, proposalDetail, proposalInput, proposalRow } from './proposal.ts';

const idInput = z.strictObject({ id: zId });
const atRevision = z.strictObject({ id: zId, revision: zRevision });
const coded = z.object({ id: zId, code: z.string() });
const made = z.object({ id: zId });
const done = z.object({ revision: zRevision });
const nothing = z.object({});

/** The procedures of `items`. Where a data centre stands behind the office, every change of the catalogue is refused. */
export const contract = {
  catalogue: {
    state: query('items.catalogue.view').output(catalogueState),
  },
  item: {
    /** What is in force; for who may write in the draft, with what stands there. `total` counts also what is left out. */
    list: query('items.catalogue.view')
      .input(
        z.strictObject({
          ...{ group: zGroupCode.optional(), code: zItemCode.optional(), search: z.string().max(200).optional() },
          limit: z.number().int().min(1).max(LIST_LIMIT).optional(),
        }),
      )
      .output(z.object({ rows: z.array(itemRow).max(LIST_LIMIT), total: z.number().int() })),
    /** The item as it stands now, by any of its wordings. */
    get: query('items.catalogue.view').input(idInput).output(itemDetail),
    /** A new item under the next code of its kind, in the draft edition; opens one where there is none. */
    create: undoableCommand('items.catalogue.edit')
      .input(itemInput.extend({ kindCode: zKindCode }))
      .output(coded),
    /** Another wording of an item, in the draft edition. Refuses `IN_DRAFT_ALREADY` when somebody else was first. */
    edit: undoableCommand('items.catalogue.edit').input(itemInput.extend(atRevision.shape)).output(made),
    /** Takes it out of the draft: what was in force stays so. Its code is never given again. */
    remove: undoableCommand('items.catalogue.edit').input(atRevision).output(nothing),
  },
  group: {
    list: query('items.catalogue.view').output(z.array(groupRow).max(LIST_LIMIT)),
    /** A new group under the next code below its parent; a main group where none is named. */
    create: undoableCommand('items.catalogue.edit')
      .input(groupInput.extend({ parentCode: zGroupCode.nullable() }))
      .output(coded),
    edit: undoableCommand('items.catalogue.edit').input(groupInput.extend(atRevision.shape)).output(made),
    remove: undoableCommand('items.catalogue.edit').input(atRevision).output(nothing),
  },
  edition: {
    list: query('items.catalogue.view').output(z.array(editionRow).max(LIST_LIMIT)),
    get: query('items.catalogue.view').input(idInput).output(editionDetail),
    /** What it changes against what was in force before it: so many lines as a list may have. */
    lines: query('items.catalogue.view').input(idInput).output(z.array(editionLine).max(LIST_LIMIT)),
    edit: undoableCommand('items.catalogue.edit').input(editionInput.extend(atRevision.shape)).output(done),
    /** Throws the draft away with all its lines. */
    discard: command('items.catalogue.edit').input(atRevision).output(nothing),
    /** From now on it is in force, here and in every office that it reaches. */
    publish: command('items.catalogue.publish').input(atRevision).output(done),
  },
  proposal: {
    list: query('items.catalogue.view').output(z.array(proposalRow).max(LIST_LIMIT)),
    get: query('items.catalogue.view').input(idInput).output(proposalDetail),
    create: command('items.proposal.edit').input(newProposal).output(made),
    edit: command('items.proposal.edit').input(proposalInput.extend(atRevision.shape)).output(done),
    remove: command('items.proposal.edit').input(atRevision).output(nothing),
    /** Sends it to the data centre. Refuses `NOTHING_PROPOSED` for a change that changes nothing, and a replacement that cannot be. */
    propose: command('items.proposal.edit').input(atRevision).output(done),
    /** It becomes a draft again, to be changed. Refuses `DECIDED_ALREADY` for one that was accepted. */
    takeBack: command('items.proposal.edit').input(atRevision).output(done),
  },
};
