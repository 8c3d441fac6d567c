'use client';

import { MenuOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { PaletteButton } from '@/components/palette/palette-button';
import { ClusterDot } from './cluster-dot';
import styles from './frame.module.css';
import { LanguageSwitch } from './language-switch';
import { Logo } from './logo';
import { MeMenu } from './me-menu';
import { ProjectSwitcher } from './project-switcher';
import { SideNav } from './side-nav';
import { ThemeSwitch } from './theme-switch';

/** The bar at the top: where one is, search, and oneself. */
export function TopBar() {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  return (
    <header className={styles.top}>
      <Button
        type="text"
        className={styles.burger}
        icon={<MenuOutlined />}
        aria-label={t('menu')}
        aria-expanded={openAt === pathname}
        onClick={() => setOpenAt(pathname)}
      />
      <Link href="/" className={styles.brand} aria-label={t('brand')}>
        <Logo />
        <span>Berth</span>
      </Link>
      <ProjectSwitcher />
      <div className={styles.grow} />
      <PaletteButton />
      <div className={styles.wide}>
        <ClusterDot />
      </div>
      <div className={styles.wide}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <MeMenu />
      {/* Going somewhere closes it: it is open only for the page it was opened on. */}
      <Drawer
        open={openAt === pathname}
        onClose={() => setOpenAt(null)}
        placement="left"
        size={280}
        title={t('menu')}
        styles={{ body: { padding: 12 } }}
      >
        <SideNav />
        <ClusterDot />
      </Drawer>
    </header>
  );
}
