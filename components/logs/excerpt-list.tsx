'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { clockTime, DataTable, EmptyState, RelativeTime, usePages } from '@/components/ui';
import { call } from '@/lib/client/call';
import { listLogExcerpts } from '@/lib/contract/log-excerpts';
import type { Answer } from '@/lib/contract/operation';
import { DropExcerpt } from './drop-excerpt';

type Excerpt = Answer<typeof listLogExcerpts>['items'][number];

/** What is kept of an app's log, newest first: which lines, by whom, until when; each can be opened and deleted. */
export function ExcerptList({ project, app }: { project: string; app: string }) {
  const t = useTranslations('logs.excerpt');
  const pages = usePages<Excerpt>(['log-excerpts', project, app, 'list'], (cursor, signal) =>
    call(listLogExcerpts, { params: { project, app }, query: { limit: 20, cursor } }, { signal }),
  );
  return (
    <DataTable<Excerpt>
      label={t('list')}
      pages={pages}
      rowKey={(excerpt) => excerpt.id}
      empty={<EmptyState>{t('none')}</EmptyState>}
      columns={[
        {
          title: t('column.note'),
          key: 'note',
          render: (_, excerpt) => (
            <Link href={`/projects/${project}/apps/${app}/log-excerpts/${excerpt.id}`}>
              {excerpt.note || t('column.lines', { count: excerpt.lines })}
            </Link>
          ),
        },
        { title: t('column.range'), key: 'range', render: (_, excerpt) => <Range excerpt={excerpt} /> },
        {
          title: t('column.size'),
          key: 'size',
          render: (_, excerpt) => t('column.lines', { count: excerpt.lines }),
        },
        { title: t('column.who'), key: 'who', render: (_, excerpt) => excerpt.createdBy },
        {
          title: t('column.when'),
          key: 'when',
          render: (_, excerpt) => <RelativeTime at={excerpt.createdAt} />,
        },
        {
          title: t('column.until'),
          key: 'until',
          render: (_, excerpt) => <RelativeTime at={excerpt.expiresAt} />,
        },
        {
          title: <span className="visually-hidden">{t('column.acts')}</span>,
          key: 'acts',
          render: (_, excerpt) => <DropExcerpt {...{ project, app, excerpt }} small />,
        },
      ]}
    />
  );
}

/** When the lines were written, and by which pods. */
function Range({ excerpt }: { excerpt: Excerpt }) {
  const t = useTranslations('logs.excerpt');
  const locale = useLocale();
  const { from, to, pods } = excerpt;
  return (
    <>
      {clockTime(new Date(from), locale)} – {clockTime(new Date(to), locale)}{' '}
      <span className="quiet">{t('column.pods', { count: pods.length, pod: pods[0] ?? '' })}</span>
    </>
  );
}
