import { Button } from 'antd';
import { useHiddenAmounts } from '#renderer/kit/hide-amounts.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { openPalette } from '#renderer/kit/command-palette.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { SyncLight } from '../sync/sync-light.tsx';
import { JobsTray } from './jobs-tray.tsx';
import { UserMenu } from './user-menu.tsx';

/** The office's name, today in both calendars, the search, the running jobs and the user. */
export function TopBar(opening: { readonly changePassword: () => void; readonly help: () => void }) {
  const text = useText();
  const { office, today } = useDesk();
  const { language, fullDate } = useDisplay();
  const { isHidden } = useHiddenAmounts();
  return (
    <header className="desk-top">
      <div className="desk-brand">
        <strong>{text('platform.product.name')}</strong>
        {office.officeName && <span className="desk-office">{nameIn(language, office.officeName)}</span>}
      </div>
      <Button className="desk-search" onClick={openPalette} aria-keyshortcuts="Control+K">
        <Icon name="search" />
        <span>{text('platform.shell.search')}</span>
        <kbd>{'Ctrl K'}</kbd>
      </Button>
      <div className="desk-today" role="note" aria-label={text('platform.shell.today')}>
        <bdi>{fullDate(today)}</bdi>
      </div>
      {isHidden && (
        <span className="desk-hidden" role="status">
          <Icon name="eye-off" /> {text('platform.shell.amountsHidden')}
        </span>
      )}
      <SyncLight />
      <JobsTray />
      <Button
        type="text"
        icon={<Icon name="help" />}
        aria-label={text('platform.help.title')}
        aria-keyshortcuts="F1"
        onClick={opening.help}
      />
      <UserMenu changePassword={opening.changePassword} />
    </header>
  );
}
