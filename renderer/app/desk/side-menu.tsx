import { NavLink } from 'react-router';
import { Icon } from '#renderer/kit/icon.tsx';
import { useText } from '#renderer/locale/text.ts';
import { offeredEntries, useDesk, type MenuEntry } from '#renderer/module.ts';
import { systemMenu } from '../system/routes.ts';

const home: MenuEntry = { path: '/', label: 'platform.menu.home', icon: 'home' };

/** The pages that this user may open, module by module. */
export function SideMenu({ isCollapsed, toggle }: { readonly isCollapsed: boolean; readonly toggle: () => void }) {
  const text = useText();
  const { modules } = useDesk();
  const toggleName = text(isCollapsed ? 'platform.shell.expand' : 'platform.shell.collapse');
  return (
    <nav
      className={isCollapsed ? 'desk-menu desk-menu-collapsed' : 'desk-menu'}
      aria-label={text('platform.shell.menu')}
    >
      <Group entries={[home]} isCollapsed={isCollapsed} />
      {modules.map(({ name, menu }) => (
        <Group key={name} title={`${name}.name`} entries={menu} isCollapsed={isCollapsed} />
      ))}
      <Group title="platform.menu.system" entries={systemMenu} isCollapsed={isCollapsed} />
      <button
        type="button"
        className="desk-menu-toggle"
        aria-expanded={!isCollapsed}
        aria-label={toggleName}
        title={toggleName}
        onClick={toggle}
      >
        <Icon name={isCollapsed ? 'forward' : 'back'} />
        {!isCollapsed && <span>{toggleName}</span>}
      </button>
    </nav>
  );
}

interface GroupProps {
  readonly title?: string;
  readonly entries: readonly MenuEntry[];
  readonly isCollapsed: boolean;
}

function Group({ title, entries, isCollapsed }: GroupProps) {
  const text = useText();
  const offered = offeredEntries(entries, useDesk());
  if (offered.length === 0) return null;
  return (
    <div className="desk-menu-group">
      {title !== undefined && !isCollapsed && <h2>{text(title)}</h2>}
      <ul>
        {offered.map(({ path, label, icon }) => (
          <li key={path}>
            <NavLink to={path} end={path === '/'} title={text(label)} aria-label={text(label)}>
              <Icon name={icon} size={18} />
              {!isCollapsed && <span>{text(label)}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
