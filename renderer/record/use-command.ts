import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import { failureOf, type Failure } from '#renderer/failure.ts';
import { useToast } from '#renderer/kit/toast.tsx';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { commandKey } from './labels.ts';
import { whileLeaving } from './leaving.ts';

/** A button's command: runs it, asks the lists anew, says what was done or why it was refused. */
export function useCommand(module: string): <T>(work: () => Promise<T>, done?: string) => Promise<T | undefined> {
  const toast = useToast();
  const queries = useQueryClient();
  const failureText = useFailureText(module);
  return useCallback(
    async (work, done) => {
      try {
        const answer = await work();
        if (done !== undefined) toast.done(done);
        await queries.invalidateQueries();
        return answer;
      } catch (error) {
        toast.failed(failureText(failureOf(error)));
        return undefined;
      }
    },
    [toast, queries, failureText],
  );
}

interface Removal {
  /** Runs the command; afterwards the list is shown. */
  readonly remove: (work: () => Promise<unknown>, done: string) => Promise<void>;
  /** From its beginning on, the page is about to be left: that its record is not found any more is no failure. */
  readonly isLeaving: boolean;
}

/** The command of a record's page after which the record is gone: the page is left, and nothing of it is asked anew. */
export function useRemoval(module: string, listPath: string): Removal {
  const toast = useToast();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const failureText = useFailureText(module);
  const { notification } = App.useApp();
  const [isLeaving, setIsLeaving] = useState(false);
  const remove = useCallback<Removal['remove']>(
    (work, done) =>
      whileLeaving(async () => {
        setIsLeaving(true);
        try {
          // What is being asked now may be overtaken by the removal.
          await queries.cancelQueries();
          await work();
        } catch (error) {
          setIsLeaving(false);
          toast.failed(failureText(failureOf(error)));
          return;
        }
        // What was offered to be taken back has gone with the record.
        notification.destroy();
        toast.done(done);
        // Each page asks anew when it is opened; this one is still here, and would ask for what is no more.
        await queries.invalidateQueries({ refetchType: 'none' });
        await navigate(listPath);
      }),
    [toast, queries, navigate, failureText, notification, listPath],
  );
  return { remove, isLeaving };
}

/** After a form's command went well: asks the lists anew, says so, and offers to take it back where that can be. */
export function useCommandDone(): (command: string) => Promise<void> {
  const text = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const undo = useUndo();
  const { notification } = App.useApp();
  return useCallback(
    async (command) => {
      // Only the newest command can be taken back: an older offer would take back this one.
      notification.destroy();
      await queries.invalidateQueries();
      const message = text('platform.action.saved', { command: text(commandKey(command)) });
      const next = await platform.call.undo.next({});
      if (next.command === command) toast.undo(message, undo);
      else toast.done(message);
    },
    [text, toast, queries, undo, notification],
  );
}

/** Takes back the last draft change of this session, and says which. */
export function useUndo(): () => Promise<void> {
  const text = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const failureText = useFailureText('platform');
  const { notification } = App.useApp();
  return useCallback(async () => {
    notification.destroy();
    try {
      const { command } = await platform.call.undo.last({});
      await queries.invalidateQueries();
      toast.done(text('platform.action.undone', { command: text(commandKey(command)) }));
    } catch (error) {
      toast.failed(failureText(failureOf(error)));
    }
  }, [text, toast, queries, failureText, notification]);
}

/** What a failed call means, in a sentence or two. */
export function useFailureText(module: string): (failure: Failure) => string {
  const text = useText();
  const problemText = useProblemText(module);
  return useCallback(
    (failure) => {
      switch (failure.kind) {
        case 'refused':
          // Several records may be refused for one reason.
          return [...new Set(failure.problems.map(problemText))].join(' ');
        case 'signed_out':
          return text('platform.problem.UNAUTHORIZED');
        case 'offline':
          return text('platform.failure.offline');
        case 'bug': {
          const { reference } = failure;
          return [
            text('platform.failure.bug'),
            ...(reference === null ? [] : [text('platform.failure.reference', { reference })]),
          ].join(' ');
        }
      }
    },
    [text, problemText],
  );
}
