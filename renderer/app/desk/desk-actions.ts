import { useEffect, useMemo } from 'react';
import { useNavigate } from 'react-router';
import { performOnce, useActions, type Action } from '#renderer/kit/actions.tsx';
import { offeredEntries, useDesk } from '#renderer/module.ts';
import { useUndo } from '#renderer/record/use-command.ts';
import { shell } from '#renderer/shell.ts';
import { session } from '../session.ts';
import { systemMenu } from '../system/routes.ts';

/** What can be done on every page: open another one, undo, lock, sign out. */
export function useDeskActions(opening: { readonly changePassword: () => void; readonly help: () => void }): void {
  const { changePassword, help } = opening;
  const navigate = useNavigate();
  const desk = useDesk();
  const undo = useUndo();
  const actions = useMemo<readonly Action[]>(() => {
    const { modules, may } = desk;
    const entries = offeredEntries([...modules.flatMap(({ menu }) => menu), ...systemMenu], desk);
    const starts = modules.flatMap((module) => module.actions).filter(({ permission }) => may(permission));
    return [
      {
        id: 'home',
        title: 'platform.menu.home',
        icon: 'home',
        shortcut: 'Alt+Home',
        perform: () => void navigate('/'),
      },
      ...entries.map(({ path, label, icon }, index): Action => ({
        id: `open:${path}`,
        title: label,
        icon,
        ...(index < 9 && { shortcut: `Alt+${index + 1}` }),
        perform: () => void navigate(path),
      })),
      ...starts.map(({ id, path, label, icon }): Action => ({
        id,
        title: label,
        icon,
        perform: () => void navigate(path),
      })),
      { id: 'help', title: 'platform.help.title', icon: 'help', shortcut: 'F1', perform: help },
      { id: 'undo', title: 'platform.action.undo', icon: 'undo', shortcut: 'Ctrl+Z', perform: undo },
      { id: 'password', title: 'platform.shell.changePassword', icon: 'key', perform: changePassword },
      { id: 'lock', title: 'platform.shell.lock', icon: 'lock', shortcut: 'Ctrl+Alt+L', perform: () => session.lock() },
      { id: 'signOut', title: 'platform.shell.signOut', icon: 'sign-out', perform: () => session.signOut() },
    ];
  }, [desk, navigate, undo, changePassword, help]);
  useActions(actions);
  useNativeUndo();
  useEffect(
    () =>
      shell?.onMenu((id) => {
        const action = actions.find((each) => each.id === id);
        if (action) performOnce(action);
      }),
    [actions],
  );
}

/** Inside a text field Ctrl+Z takes back letters, as everywhere; the desk hears it only outside. */
function useNativeUndo(): void {
  useEffect(() => {
    const keep = (event: KeyboardEvent): void => {
      const isEditing =
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, [contenteditable="true"]') !== null;
      if (isEditing && event.ctrlKey && event.code === 'KeyZ') event.stopPropagation();
    };
    document.addEventListener('keydown', keep);
    return () => document.removeEventListener('keydown', keep);
  }, []);
}
