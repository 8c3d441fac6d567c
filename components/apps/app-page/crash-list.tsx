'use client';

import { useQuery } from '@tanstack/react-query';
import { Collapse } from 'antd';
import { useTranslations } from 'next-intl';
import { ErrorState, Loading, RelativeTime } from '@/components/ui';
import { call } from '@/lib/client/call';
import { getCrash } from '@/lib/contract/crashes';
import type { CrashView } from '../types';
import styles from '../apps.module.css';

interface Props {
  project: string;
  app: string;
  crashes: CrashView[];
}

/** The last crashes with what their containers wrote last, also of pods that are gone; folded, below the verdict. */
export function CrashList({ project, app, crashes }: Props) {
  const t = useTranslations('apps');
  if (crashes.length === 0) return null;
  return (
    <Collapse
      size="small"
      items={[
        {
          key: 'all',
          label: t('crashes', { count: crashes.length }),
          children: (
            <Collapse
              size="small"
              ghost
              destroyOnHidden
              items={crashes.map((crash) => ({
                key: crash.id,
                label: <CrashLine crash={crash} />,
                children: <CrashText project={project} app={app} crash={crash} />,
              }))}
            />
          ),
        },
      ]}
    />
  );
}

function CrashLine({ crash }: { crash: CrashView }) {
  const t = useTranslations('apps');
  return (
    <span className={styles.crashLine}>
      <RelativeTime at={crash.endedAt} /> · <span className="mono">{crash.pod}</span> ·{' '}
      {t('crashExit', { code: crash.exitCode, reason: crash.reason ?? '' })}
      {crash.release !== null && ` · #${crash.release}`} · {t('crashLines', { count: crash.lines })}
    </span>
  );
}

function CrashText({ project, app, crash }: { project: string; app: string; crash: CrashView }) {
  const t = useTranslations('apps');
  const query = useQuery({
    queryKey: ['crash', project, app, crash.id],
    // What a container wrote before it ended does not change.
    staleTime: Infinity,
    queryFn: ({ signal }) => call(getCrash, { params: { project, app, crash: crash.id } }, { signal }),
  });
  if (query.isPending) return <Loading rows={4} />;
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (query.data.text === '') return <span className="quiet">{t('crashSilent')}</span>;
  return (
    <>
      {crash.cut && <p className="quiet">{t('crashCut')}</p>}
      <pre
        className={styles.crashText}
        tabIndex={0}
        role="region"
        aria-label={t('crashTextOf', { pod: crash.pod })}
      >
        {query.data.text}
      </pre>
    </>
  );
}
