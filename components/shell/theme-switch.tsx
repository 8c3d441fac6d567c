'use client';

import { DesktopOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useTranslations } from 'next-intl';
import type { ThemeChoice } from '@/lib/client/theme';
import { useTheme } from './theme-context';

const ICONS = { light: <SunOutlined />, dark: <MoonOutlined />, system: <DesktopOutlined /> };

/** The three choices as menu items. */
export function useThemeItems(): NonNullable<MenuProps['items']> {
  const t = useTranslations('shell');
  const { choose } = useTheme();
  return (['light', 'dark', 'system'] as ThemeChoice[]).map((choice) => ({
    key: `theme-${choice}`,
    icon: ICONS[choice],
    label: t(`theme.${choice}`),
    onClick: () => choose(choice),
  }));
}

/** Light, dark, or as the system has it. */
export function ThemeSwitch() {
  const t = useTranslations('shell');
  const { choice } = useTheme();
  const items = useThemeItems();
  return (
    <Dropdown trigger={['click']} menu={{ items, selectable: true, selectedKeys: [`theme-${choice}`] }}>
      <Button type="text" icon={ICONS[choice]} aria-label={t('theme.change')} />
    </Dropdown>
  );
}
