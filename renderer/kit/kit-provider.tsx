import { App, ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { antdLocaleOf } from '#renderer/locale/antd-locale.ts';
import { directionOf } from '#renderer/locale/i18n.ts';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { ActionsProvider } from './actions.tsx';
import { HideAmountsProvider } from './hide-amounts.tsx';
import './kit.css';
import './strings.ts';
import { theme } from './theme.ts';

/** What every kit component stands in: colours, direction, actions with their shortcuts, messages. */
export function KitProvider({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const text = useText();
  const closable = { 'aria-label': text('kit.action.close') };
  return (
    <ConfigProvider
      theme={theme}
      locale={antdLocaleOf(language)}
      direction={directionOf(language)}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      modal={{ closable }}
      drawer={{ closable }}
    >
      <App message={{ duration: 4, maxCount: 3 }}>
        <ActionsProvider>
          <HideAmountsProvider>{children}</HideAmountsProvider>
        </ActionsProvider>
      </App>
    </ConfigProvider>
  );
}
