import { useMemo } from 'react';
import type { Answer } from '#modules/contract.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommand, type useRemoval } from '#renderer/record/use-command.ts';
import { useSavedOnly } from '#renderer/record/use-saved-only.ts';
import type { ProposalDetail } from '../../contract/index.ts';
import { call } from '../client.ts';

const UNKNOWN: Answer = { ok: false, problems: [] };

/** What can be done with a proposal on its page. */
export function useProposalActions(
  of: ProposalDetail | undefined,
  remove: ReturnType<typeof useRemoval>['remove'],
): readonly Action[] {
  const text = useText();
  const confirm = useConfirm();
  const run = useCommand('structure');
  const sendable = useSavedOnly(of?.can.propose ?? UNKNOWN);
  return useMemo(() => {
    if (!of) return [];
    const { id, revision, nameAr: name, mark, state, can } = of;
    return [
      {
        ...{ id: 'structure.proposal.propose', title: 'structure.proposal.propose', icon: 'upload', tone: 'primary' },
        ...{ isVisible: state === 'draft', answer: sendable },
        perform: async () => {
          const isSure = await confirm({
            title: text('structure.proposal.proposeAsk', { name }),
            text: text('structure.proposal.proposeWhat'),
            confirm: text('structure.proposal.propose'),
          });
          if (isSure)
            await run(() => call.proposal.propose({ id, revision, mark }), text('structure.proposal.proposed'));
        },
      },
      {
        ...{ id: 'structure.proposal.takeBack', title: 'structure.proposal.takeBack', icon: 'undo' },
        ...{ isVisible: state === 'proposed', answer: can.takeBack },
        perform: async () => {
          await run(() => call.proposal.takeBack({ id, revision }), text('structure.proposal.takenBack'));
        },
      },
      {
        ...{ id: 'structure.proposal.remove', title: 'structure.proposal.remove', icon: 'trash', tone: 'danger' },
        ...{ isVisible: state === 'draft', answer: can.remove },
        perform: async () => {
          const isSure = await confirm({
            title: text('structure.proposal.removeAsk', { name }),
            confirm: text('structure.proposal.remove'),
            tone: 'danger',
          });
          if (isSure)
            await remove(() => call.proposal.remove({ id, revision }), text('structure.command.proposal.remove'));
        },
      },
    ];
  }, [of, sendable, text, confirm, run, remove]);
}
