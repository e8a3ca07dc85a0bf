import { z } from 'zod';
import { command, LIST_LIMIT, query, zId, zRevision } from '#modules/contract.ts';
import { ministryTree } from './office.ts';
import { closingInput, newClosing, newProposal, proposalDetail, proposalInput, proposalRow } from './proposal.ts';

const idInput = z.strictObject({ id: zId });
const atRevision = z.strictObject({ id: zId, revision: zRevision });
const made = z.object({ id: zId });
const done = z.object({ revision: zRevision });

/** The procedures of `structure`: the tree is read, and what an office wants of it is proposed. */
export const contract = {
  tree: {
    get: query('org.unit.view').output(ministryTree),
  },
  proposal: {
    list: query('structure.proposal.view').output(z.array(proposalRow).max(LIST_LIMIT)),
    get: query('structure.proposal.view').input(idInput).output(proposalDetail),
    /** A new office, or another wording of one. Refuses `NO_CENTRE`, `OFFICE_UNKNOWN` and `OFFICE_IS_CENTRE`. */
    create: command('structure.proposal.edit').input(newProposal).output(made),
    /** The closing of one. Refuses as `create` does. */
    createClosing: command('structure.proposal.edit').input(newClosing).output(made),
    /** Refuses `IS_CLOSING` for a closing, of which only the reason is written. */
    edit: command('structure.proposal.edit').input(proposalInput.extend(atRevision.shape)).output(done),
    editReason: command('structure.proposal.edit').input(closingInput.extend(atRevision.shape)).output(done),
    remove: command('structure.proposal.edit').input(atRevision).output(z.object({})),
    /**
     * Sends it to the data centre, with the office as it was looked at. Refuses `TREE_CHANGED` where the office stands
     * otherwise by now, and what the data centre could only refuse.
     */
    propose: command('structure.proposal.edit')
      .input(atRevision.extend({ mark: z.string().max(2_000) }))
      .output(done),
    /** It becomes a draft again, to be changed. Refuses `DECIDED_ALREADY` for one that was accepted. */
    takeBack: command('structure.proposal.edit').input(atRevision).output(done),
  },
};
