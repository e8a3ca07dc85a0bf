import { Button, Dropdown, type MenuProps } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { Icon, type IconName } from '#renderer/kit/icon.tsx';
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
  const navigate = useNavigate();
  const items: MenuProps['items'] = [
    {
      key: 'password',
      label: <Line icon="key">{text('platform.shell.changePassword')}</Line>,
      onClick: changePassword,
    },
    {
      key: 'secondFactor',
      label: <Line icon="shield">{text('platform.shell.secondFactor')}</Line>,
      onClick: () => void navigate('/account/second-factor'),
    },
    {
      key: 'language',
      type: 'group',
      label: text('platform.shell.language'),
      children: languages.map((each) => ({
        key: each,
        label: (
          <Line icon={each === language ? 'check' : 'globe'}>
            <span lang={each}>{languageNames[each]}</span>
          </Line>
        ),
        onClick: () => void chooseLanguage(each),
      })),
    },
    { type: 'divider' },
    { key: 'lock', label: <Line icon="lock">{text('platform.shell.lock')}</Line>, onClick: () => void session.lock() },
    {
      key: 'out',
      label: <Line icon="sign-out">{text('platform.shell.signOut')}</Line>,
      onClick: () => void session.signOut(),
    },
  ];
  return (
    <Dropdown key={language} menu={{ items }} trigger={['click']}>
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

function Line({ icon, children }: { readonly icon: IconName; readonly children: ReactNode }) {
  return (
    <span className="desk-user-item">
      <Icon name={icon} />
      {children}
    </span>
  );
}
