'use client';

import { GlobalOutlined, LogoutOutlined, SettingOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useMe } from '@/lib/client/me';
import { signOut } from '@/lib/client/sign-in';
import { useLanguageSwitch } from './language-switch';
import { useThemeItems } from './theme-switch';

/** Oneself: settings, language, theme, and the way out. */
export function MeMenu() {
  const t = useTranslations('shell');
  const me = useMe();
  const queryClient = useQueryClient();
  const changeLanguage = useLanguageSwitch();
  const themes = useThemeItems();
  const leave = async () => {
    queryClient.clear();
    await signOut();
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'who', type: 'group', label: t('signedInAs', { name: me.name }) },
          {
            key: 'settings',
            icon: <SettingOutlined />,
            label: <Link href="/settings">{t('settings')}</Link>,
          },
          {
            key: 'language',
            icon: <GlobalOutlined />,
            label: t('language.other'),
            onClick: changeLanguage,
          },
          { type: 'divider' },
          { key: 'themes', type: 'group', label: t('theme.title'), children: themes },
          { type: 'divider' },
          { key: 'leave', icon: <LogoutOutlined />, label: t('signOut'), onClick: () => void leave() },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={t('me', { name: me.displayName })} />
    </Dropdown>
  );
}
