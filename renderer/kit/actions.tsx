import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { Button, Tooltip } from 'antd';
import type { Answer } from '#modules/contract.ts';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import { Icon, type IconName } from './icon.tsx';
import { createRunning } from './running.ts';
import { isPressed } from './shortcut.ts';

/** Something that the user can do here. One object feeds the button, the shortcut, the help and the palette. */
export interface Action {
  readonly id: string;
  /** The key of its name. */
  readonly title: string;
  /** Until what it answers is done, it is busy and not begun again. */
  readonly perform: () => void | Promise<unknown>;
  readonly icon?: IconName;
  /** `Ctrl+N`, `F4`, `Alt+1`. */
  readonly shortcut?: string;
  /** More words by which the palette finds it. */
  readonly keywords?: string;
  /** False where it makes no sense here. */
  readonly isVisible?: boolean;
  /** What the office's policy says; a "no" disables it and shows the reason. */
  readonly answer?: Answer;
  readonly tone?: 'primary' | 'danger';
}

interface Registry {
  readonly current: () => readonly Action[];
  readonly subscribe: (listener: () => void) => () => void;
  readonly put: (owner: object, actions: readonly Action[]) => void;
}

const Actions = createContext<Registry | null>(null);

/** Collects the actions of everything on the screen. Inside another one it adds nothing: a key has one listener. */
export function ActionsProvider({ children }: { children: ReactNode }) {
  return useContext(Actions) ? children : <Listening>{children}</Listening>;
}

function Listening({ children }: { children: ReactNode }) {
  const registry = useMemo(() => createRegistry(), []);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      // The last one that was put on the screen is the nearest: a drawer's Ctrl+S comes before the page's.
      const action = registry
        .current()
        .findLast((each) => each.shortcut !== undefined && isPressed(each.shortcut, event));
      if (!action) return;
      event.preventDefault();
      if (isAllowed(action)) performOnce(action);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [registry]);
  useEffect(() => () => running.forget(), []);
  return <Actions.Provider value={registry}>{children}</Actions.Provider>;
}

/** Offers these actions for as long as the component is on the screen. */
export function useActions(actions: readonly Action[]): void {
  const registry = useContext(Actions);
  const owner = useRef({});
  useEffect(() => {
    registry?.put(owner.current, actions);
  }, [registry, actions]);
  useEffect(() => {
    const mine = owner.current;
    return () => registry?.put(mine, []);
  }, [registry]);
}

/** All actions that can be seen on this screen now. */
export function useVisibleActions(): readonly Action[] {
  const registry = useContext(Actions);
  return useSyncExternalStore(registry?.subscribe ?? never, registry?.current ?? none);
}

export function isAllowed(action: Action): boolean {
  return action.isVisible !== false && action.answer?.ok !== false;
}

const running = createRunning();

/** Performs it, unless it is still being done: a double click and a held key are one. */
export function performOnce({ id, perform }: Pick<Action, 'id' | 'perform'>): void {
  running.start(id, perform);
}

/** The action's button: disabled with the reason where the policy says no, busy while what it began is being done. */
export function ActionButton({ action, module }: { action: Action; module?: string }) {
  const text = useText();
  const problemText = useProblemText(module);
  const isBusy = useSyncExternalStore(
    running.subscribe,
    useCallback(() => running.has(action.id), [action.id]),
  );
  if (action.isVisible === false) return null;
  const reason = action.answer?.ok === false ? action.answer.problems.map(problemText).join(' ') : undefined;
  return (
    <Tooltip title={reason ?? action.shortcut}>
      <Button
        type={action.tone === 'primary' ? 'primary' : 'default'}
        danger={action.tone === 'danger'}
        disabled={reason !== undefined}
        aria-busy={isBusy}
        {...(isBusy && { loading: { delay: BUSY_SHOWN_MILLISECONDS } })}
        {...(action.icon && { icon: <Icon name={action.icon} /> })}
        {...(action.shortcut !== undefined && { 'aria-keyshortcuts': action.shortcut.replace('Ctrl', 'Control') })}
        onClick={() => performOnce(action)}
      >
        {text(action.title)}
      </Button>
    </Tooltip>
  );
}

function createRegistry(): Registry {
  const byOwner = new Map<object, readonly Action[]>();
  const listeners = new Set<() => void>();
  let all: readonly Action[] = [];
  return {
    current: () => all,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    put(owner, actions) {
      if (actions.length === 0) byOwner.delete(owner);
      else byOwner.set(owner, actions);
      all = [...byOwner.values()].flat().filter(({ isVisible }) => isVisible !== false);
      for (const listener of listeners) listener();
    },
  };
}

/** What is done at once shows no sign of work. */
const BUSY_SHOWN_MILLISECONDS = 250;
const nothing: readonly Action[] = [];
const none = (): readonly Action[] => nothing;
const never = () => () => undefined;
