'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { call } from '@/lib/client/call';
import { listShells } from '@/lib/contract/shells';

/** From the act of opening a shell to its session, with its recording where there is one. */
export function SessionLink({ project, audit }: { project: string; audit: string }) {
  const t = useTranslations('audit');
  const query = useQuery({
    queryKey: ['shells', project, 'audit', audit],
    queryFn: ({ signal }) =>
      call(listShells, { params: { project }, query: { audit, limit: 1 } }, { signal }),
    retry: false,
  });
  if (query.isPending) return <span className="quiet">…</span>;
  const session = query.data?.items[0];
  if (!session) return <span className="quiet">{t('noSession')}</span>;
  const recorded = session.recording !== null && session.recording.state !== 'deleted';
  return (
    <Link href={`/projects/${project}/shells/${session.id}`}>
      {recorded ? t('toSession') : t('noRecording')}
    </Link>
  );
}
