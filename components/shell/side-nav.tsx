'use client';

import {
  AppstoreOutlined,
  AuditOutlined,
  BankOutlined,
  BlockOutlined,
  ClusterOutlined,
  CodeOutlined,
  DatabaseOutlined,
  HomeOutlined,
  KeyOutlined,
  PieChartOutlined,
  ProjectOutlined,
  SettingOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useId, type ReactNode } from 'react';
import { useMe } from '@/lib/client/me';
import styles from './frame.module.css';
import { GENERAL, isCurrent, platformItems, projectItems, type NavItem } from './nav-items';
import { useFrameProject } from './use-frame-project';

const ICONS: Record<string, ReactNode> = {
  home: <HomeOutlined />,
  projects: <ProjectOutlined />,
  apps: <AppstoreOutlined />,
  pods: <BlockOutlined />,
  secrets: <KeyOutlined />,
  shells: <CodeOutlined />,
  members: <TeamOutlined />,
  quota: <PieChartOutlined />,
  projectAudit: <AuditOutlined />,
  projectSettings: <SettingOutlined />,
  tenants: <BankOutlined />,
  registries: <DatabaseOutlined />,
  clusters: <ClusterOutlined />,
  users: <UserOutlined />,
  audit: <AuditOutlined />,
};

/** The navigation: everybody's pages, the present project's, the platform's for those who may. */
export function SideNav() {
  const t = useTranslations('shell');
  const me = useMe();
  const project = useFrameProject();
  const platform = platformItems(me);
  return (
    <nav aria-label={t('navigation')} className={styles.nav}>
      <NavList items={GENERAL} />
      {project && (
        <NavList title={project.displayName} items={projectItems(project.name, project.permissions)} />
      )}
      {platform.length > 0 && <NavList title={t('platform')} items={platform} />}
    </nav>
  );
}

function NavList({ title, items }: { title?: string; items: NavItem[] }) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const id = useId();
  return (
    <div>
      {title && (
        <div id={id} className={styles.navTitle}>
          {title}
        </div>
      )}
      <ul aria-labelledby={title ? id : undefined}>
        {items.map((item) => (
          <li key={item.href}>
            <Link href={item.href} aria-current={isCurrent(item, pathname) ? 'page' : undefined}>
              <span aria-hidden="true">{ICONS[item.key]}</span>
              <span>{t(`nav.${item.key}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
