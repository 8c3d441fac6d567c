'use client';

import { PlusOutlined } from '@ant-design/icons';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { z } from 'zod';
import { EmptyState, ErrorState, LinkButton, Loading, PageHeader, Section } from '@/components/ui';
import { useLiveRows } from '@/lib/client/live-rows';
import type { getHome } from '@/lib/contract/home';
import { HomeActs } from './home-acts';
import styles from './home.module.css';
import { NeedList } from './need-list';
import { ProjectRows } from './project-rows';
import { ReleaseRows } from './release-rows';

type Home = z.output<(typeof getHome)['response']>;

/** What needs me, my projects, recent releases. */
export function HomePage() {
  const t = useTranslations('home');
  const { frame, error, again } = useLiveRows({ topic: 'home' });
  const home = frame && {
    needs: frame.lists.needs.rows,
    projects: frame.lists.projects.rows,
    releases: frame.lists.releases.rows,
    ...frame.info,
  };
  return (
    <>
      <PageHeader title={t('title')} actions={home && <HomeActs home={home} />} />
      {!home && !error && <Loading rows={8} />}
      {!home && error && <ErrorState error={error} what={t('failed')} retry={again} />}
      {home && <Overview home={home} />}
    </>
  );
}

function Overview({ home }: { home: Home }) {
  const t = useTranslations('home');
  if (home.projects.length === 0 && !home.moreProjects) return <Beginning may={home.may} />;
  const everywhere = home.covers === 'platform';
  return (
    <div className={styles.columns}>
      <div>
        <Section
          title={t('needs.title')}
          extra={everywhere && <span className="quiet">{t('needs.covers')}</span>}
          flush={home.needs.length > 0}
        >
          {home.needs.length === 0 ? (
            <p className="quiet">{t(everywhere ? 'needs.noneAnywhere' : 'needs.none')}</p>
          ) : (
            <NeedList needs={home.needs} />
          )}
        </Section>
        <Section
          title={t('projects.title')}
          extra={home.moreProjects ? <Link href="/projects">{t('projects.all')}</Link> : undefined}
          flush
        >
          {home.projects.length === 0 ? (
            <EmptyState action={<LinkButton href="/projects">{t('projects.all')}</LinkButton>}>
              {t('projects.noneMine')}
            </EmptyState>
          ) : (
            <ProjectRows projects={home.projects} />
          )}
        </Section>
      </div>
      <div>
        <Section
          title={t('releases.title')}
          extra={everywhere && <span className="quiet">{t('releases.covers')}</span>}
          flush={home.releases.length > 0}
        >
          {home.releases.length === 0 ? (
            <p className="quiet">{t('releases.none')}</p>
          ) : (
            <ReleaseRows releases={home.releases} />
          )}
        </Section>
      </div>
    </div>
  );
}

/** The first page that somebody sees: one sentence and the next step. */
function Beginning({ may }: { may: Home['may'] }) {
  const t = useTranslations('home.empty');
  if (may.createProject) {
    return (
      <EmptyState action={<Next href="/projects?new=1" text={t('newProject')} />}>{t('project')}</EmptyState>
    );
  }
  if (may.createTenant) {
    return (
      <EmptyState action={<Next href="/tenants?new=1" text={t('newTenant')} />}>{t('tenant')}</EmptyState>
    );
  }
  return <EmptyState>{t('ask')}</EmptyState>;
}

function Next({ href, text }: { href: string; text: string }) {
  return (
    <LinkButton type="primary" icon={<PlusOutlined />} href={href}>
      {text}
    </LinkButton>
  );
}
