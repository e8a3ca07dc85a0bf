import { Button, Dropdown, type MenuProps } from 'antd';
import { Icon } from '#renderer/kit/icon.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { languageNames, languages } from '#renderer/locale/i18n.ts';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { chooseLanguage } from '../language.ts';
import { session } from '../session.ts';

/** What a user does with his own account. */
export function UserMenu({ changePassword }: { readonly changePassword: () => void }) {
  const text = useText();
  const language = useLanguage();
  const { user } = useDesk();
  const items: MenuProps['items'] = [
    {
      key: 'password',
      label: text('platform.shell.changePassword'),
      icon: <Icon name="key" />,
      onClick: changePassword,
    },
    {
      key: 'language',
      type: 'group',
      label: text('platform.shell.language'),
      children: languages.map((each) => ({
        key: each,
        label: <span lang={each}>{languageNames[each]}</span>,
        icon: <Icon name={each === language ? 'check' : 'globe'} />,
        onClick: () => void chooseLanguage(each),
      })),
    },
    { type: 'divider' },
    { key: 'lock', label: text('platform.shell.lock'), icon: <Icon name="lock" />, onClick: () => void session.lock() },
    {
      key: 'out',
      label: text('platform.shell.signOut'),
      icon: <Icon name="sign-out" />,
      onClick: () => void session.signOut(),
    },
  ];
  return (
    <Dropdown key={language} classNames={{ root: 'desk-user-items' }} menu={{ items }} trigger={['click']}>
      <Button
        type="text"
        className="desk-user"
        aria-label={`${text('platform.shell.userMenu')}: ${nameIn(language, user)}`}
      >
        <Icon name="user" />
        <bdi>{nameIn(language, user)}</bdi>
        <Icon name="down" size={12} />
      </Button>
    </Dropdown>
  );
}
