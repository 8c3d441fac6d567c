'use client';

import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui';
import type { getHome } from '@/lib/contract/home';
import type { Answer } from '@/lib/contract/operation';

type Home = Answer<typeof getHome>;

/** What is begun from home: a project, and an app where one may deploy. */
export function HomeActs({ home }: { home: Home }) {
  const t = useTranslations('home');
  // An empty page says what comes first, and offers it itself.
  if (home.projects.length === 0 && !home.moreProjects) return null;
  return (
    <>
      {home.may.createProject && <LinkButton href="/projects?new=1">{t('create')}</LinkButton>}
      <Deploy home={home} />
    </>
  );
}

function Deploy({ home }: { home: Home }) {
  const t = useTranslations('home');
  const router = useRouter();
  const [first, ...others] = home.deployable;
  const address = (name: string) => `/projects/${name}/apps/new`;
  if (!first) return null;
  if (others.length === 0) {
    return (
      <LinkButton type="primary" href={address(first.name)}>
        {t('deploy')}
      </LinkButton>
    );
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        'aria-label': t('deployTo'),
        style: { maxBlockSize: '60vh', overflowY: 'auto' },
        items: [
          ...home.deployable.map(({ name, displayName }) => ({ key: address(name), label: displayName })),
          ...(home.moreProjects ? [{ key: '/projects', label: t('otherProject') }] : []),
        ],
        onClick: ({ key }) => router.push(key),
      }}
    >
      <Button type="primary" icon={<DownOutlined />} iconPlacement="end">
        {t('deploy')}
      </Button>
    </Dropdown>
  );
}
