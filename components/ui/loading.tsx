'use client';

import { Skeleton } from 'antd';
import { useTranslations } from 'next-intl';

/** Grey lines in the place of what is coming, so that nothing jumps. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const t = useTranslations('common');
  return (
    <div role="status" aria-busy="true">
      <span className="visually-hidden">{t('loading')}</span>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}
