import { Suspense, useCallback, useState } from 'react';
import { Outlet } from 'react-router';
import { ShortcutHelp } from '#renderer/kit/shortcut-help.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { UiRoute } from '#renderer/module.ts';
import { ClockNotice } from '../sync/clock-notice.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { ChangePassword } from './change-password.tsx';
import { useDeskActions } from './desk-actions.ts';
import { Help } from './help.tsx';
import { useLeaveGuard } from './leave-guard.ts';
import { useOfficeEvents } from './office-events.ts';
import { Palette } from './palette.tsx';
import { SideMenu } from './side-menu.tsx';
import { TopBar } from './top-bar.tsx';
import './desk.css';

const COLLAPSED = 'diwan.menuCollapsed';

/** The frame around every page: top bar, side menu, breadcrumbs, palette, shortcuts. */
export function Frame({ pages }: { readonly pages: readonly UiRoute[] }) {
  const text = useText();
  const [isCollapsed, setIsCollapsed] = useState(() => localStorage.getItem(COLLAPSED) === 'yes');
  const [isChangingPassword, setIsChangingPassword] = useState(false);
  const [isHelping, setIsHelping] = useState(false);
  const toggle = (): void => {
    localStorage.setItem(COLLAPSED, isCollapsed ? 'no' : 'yes');
    setIsCollapsed(!isCollapsed);
  };
  const changePassword = useCallback(() => setIsChangingPassword(true), []);
  useOfficeEvents();
  useLeaveGuard();
  const help = useCallback(() => setIsHelping(true), []);
  useDeskActions({ changePassword, help });
  return (
    <div className="desk">
      <a
        className="desk-skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
      >
        {text('platform.shell.skip')}
      </a>
      <TopBar changePassword={changePassword} help={help} />
      <div className="desk-body">
        <SideMenu isCollapsed={isCollapsed} toggle={toggle} />
        <main id="content" className="desk-content" tabIndex={-1}>
          <ClockNotice />
          <Breadcrumbs pages={pages} />
          <Suspense>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Palette />
      <ShortcutHelp />
      <Help isOpen={isHelping} close={() => setIsHelping(false)} />
      <ChangePassword isOpen={isChangingPassword} close={() => setIsChangingPassword(false)} />
    </div>
  );
}
