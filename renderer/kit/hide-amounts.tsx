import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { Money } from '#kernel/money.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useActions, type Action } from './actions.tsx';

interface HiddenAmounts {
  readonly isHidden: boolean;
  readonly toggle: () => void;
}

const shown: HiddenAmounts = { isHidden: false, toggle: () => undefined };
const Hidden = createContext<HiddenAmounts | null>(null);

/** F8 covers every amount on the screen, for when somebody stands at the desk. */
export function HideAmountsProvider({ children }: { children: ReactNode }) {
  return useContext(Hidden) ? children : <Switch>{children}</Switch>;
}

function Switch({ children }: { children: ReactNode }) {
  const [isHidden, setHidden] = useState(false);
  const value = useMemo(() => ({ isHidden, toggle: () => setHidden((before) => !before) }), [isHidden]);
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        id: 'kit.hide-amounts',
        title: isHidden ? 'kit.action.showAmounts' : 'kit.action.hideAmounts',
        icon: isHidden ? 'eye' : 'eye-off',
        shortcut: 'F8',
        perform: value.toggle,
      },
    ],
    [isHidden, value],
  );
  useActions(actions);
  return <Hidden.Provider value={value}>{children}</Hidden.Provider>;
}

/** Are amounts covered now, and how to change it. */
export function useHiddenAmounts(): HiddenAmounts {
  return useContext(Hidden) ?? shown;
}

/** What stands in the place of a covered amount, always as wide, so that its size cannot be guessed. */
export const coveredAmount = '•••••';

/** An amount, or dots while amounts are hidden. */
export function Amount({ value, withCurrency = 'yes' }: { value: Money; withCurrency?: 'yes' | 'no' }) {
  const { isHidden } = useHiddenAmounts();
  const writer = useDisplay();
  const text = useText();
  if (isHidden) return <span aria-label={text('kit.amountHidden')}>{coveredAmount}</span>;
  return <bdi>{withCurrency === 'yes' ? writer.money(value) : writer.amount(value)}</bdi>;
}
