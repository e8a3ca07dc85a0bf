import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Action } from '#renderer/kit/actions.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { ReasonDialog } from '#renderer/record/reason-dialog.tsx';
import type { Answered } from './standing.ts';

type Kind = 'proposal' | 'itemProposal' | 'officeProposal';

/** The two answers that can be given to a proposal: none to one that was accepted, nor by who may not decide. */
export function useAnswers(
  proposal: Answered | undefined,
  to: {
    readonly kind: Kind;
    /** This program can read what is proposed; it can be refused also where it cannot. */
    readonly isReadable: boolean;
    readonly accept: () => void | Promise<void>;
    readonly refuse: () => void;
  },
): readonly Action[] {
  const { may } = useDesk();
  const { kind, isReadable, accept, refuse } = to;
  const mayDecide = may(`ministry.${kind}.decide`);
  return useMemo<readonly Action[]>(() => {
    if (!proposal || proposal.decision?.isAccepted === true || !mayDecide) return [];
    return [
      {
        ...{ id: `ministry.${kind}.accept`, title: 'ministry.proposal.accept', icon: 'check', tone: 'primary' },
        isVisible: isReadable,
        perform: accept,
      },
      {
        ...{ id: `ministry.${kind}.refuse`, title: 'ministry.proposal.refuse', icon: 'close', tone: 'danger' },
        isVisible: proposal.decision === null,
        perform: refuse,
      },
    ];
  }, [proposal, mayDecide, kind, isReadable, accept, refuse]);
}

/** Gives an answer; where it is refused, the page is asked anew: its proposal may be taken back or changed by now. */
export function useAnswering(): <T>(answer: () => Promise<T>) => Promise<T> {
  const queries = useQueryClient();
  return useCallback(
    async (answer) => {
      try {
        return await answer();
      } catch (error) {
        await queries.invalidateQueries();
        throw error;
      }
    },
    [queries],
  );
}

/** Refuses a proposal; the office reads the reason. */
export function RefuseProposal(props: {
  readonly kind: Kind;
  readonly title: string;
  readonly send: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const text = useText();
  const answering = useAnswering();
  return (
    <ReasonDialog
      title={text('ministry.proposal.refuseOf', { title: props.title })}
      label={text('ministry.field.reason')}
      submitLabel={text('ministry.proposal.refuse')}
      module="ministry"
      maxLength={500}
      command={`ministry.${props.kind}.refuse`}
      send={(reason) => answering(() => props.send(reason))}
      onClose={props.onClose}
    />
  );
}
