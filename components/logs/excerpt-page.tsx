'use client';

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { CopyText, ErrorState, Loading, PageHeader, RelativeTime } from '@/components/ui';
import { call } from '@/lib/client/call';
import type { Answer } from '@/lib/contract/operation';
import { readLogExcerpt } from '@/lib/contract/log-excerpts';
import { DropExcerpt } from './drop-excerpt';
import { LogBuffer } from './log-buffer';
import { LogPane } from './log-pane';
import { LogScreen } from './log-screen';
import styles from './logs.module.css';

interface Props {
  project: string;
  app: string;
  excerpt: string;
}

type Excerpt = Answer<typeof readLogExcerpt>;

/** A kept range of an app's log: its lines, who kept it and why, and until when; the pods may be long gone. */
export function LogExcerptPage({ project, app, excerpt }: Props) {
  const t = useTranslations('logs');
  const router = useRouter();
  const params = { project, app, excerpt };
  const query = useQuery({
    queryKey: ['log-excerpts', project, app, excerpt],
    // What was kept does not change.
    staleTime: Infinity,
    retry: false,
    queryFn: ({ signal }) => call(readLogExcerpt, { params }, { signal }),
  });
  const trail = [
    { href: `/projects/${project}`, text: project },
    { href: `/projects/${project}/apps/${app}`, text: app },
  ];
  if (query.isPending || query.error) {
    return (
      <>
        <PageHeader title={t('excerpt.title')} trail={trail} />
        {query.error ? (
          <ErrorState error={query.error} what={t('excerpt.cantShow')} retry={() => void query.refetch()} />
        ) : (
          <Loading rows={8} />
        )}
      </>
    );
  }
  const { data } = query;
  return (
    <>
      <PageHeader
        title={t('excerpt.title')}
        trail={trail}
        description={data.note === '' ? undefined : data.note}
        actions={
          <DropExcerpt
            {...{ project, app }}
            excerpt={data}
            onDropped={() => router.push(`/projects/${project}/apps/${app}?tab=excerpts`)}
          />
        }
      />
      <div className={styles.excerpt}>
        <p>
          {t('excerpt.kept', { name: data.createdBy })} <RelativeTime at={data.createdAt} /> ·{' '}
          {t('keep.until')} <RelativeTime at={data.expiresAt} />
          {data.cut && <> · {t('keep.cut')}</>}
        </p>
        <ExcerptLines app={app} excerpt={data} />
      </div>
    </>
  );
}

function ExcerptLines({ app, excerpt }: { app: string; excerpt: Excerpt }) {
  const t = useTranslations('logs');
  const [screen] = useState(() => new LogScreen(new LogBuffer()));
  const [finding, setFinding] = useState(false);
  const { buffer } = screen;
  const log = useSyncExternalStore(buffer.subscribe, buffer.get, buffer.get);
  useEffect(() => {
    buffer.clear();
    buffer.add(excerpt.records);
    buffer.tell({ kind: 'ended', reason: 'finished' });
    screen.setFollow(false);
  }, [buffer, screen, excerpt]);
  return (
    <div className={styles.view} style={{ blockSize: '70dvh' }}>
      <div className={styles.toolbar}>
        <Button size="small" onClick={() => setFinding(!finding)}>
          {t('find.open')}
        </Button>
        <CopyText
          text={excerpt.records.flatMap((record) => ('line' in record ? [record.line ?? ''] : [])).join('\n')}
          what={t('excerpt.lines')}
        >
          {t('held', { count: excerpt.lines })}
        </CopyText>
      </div>
      <LogPane
        screen={screen}
        log={log}
        label={t('label', { name: app })}
        wrap
        timestamps
        filter=""
        finding={finding}
        onFinding={setFinding}
        status={{ tone: null, text: t('excerpt.status') }}
      />
    </div>
  );
}
