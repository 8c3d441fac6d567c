'use client';

import { Alert, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { CopyText } from '@/components/ui';

/** A page that threw: what is left to do, and the number under which the server logged it. */
export function Crash({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useTranslations('errors');
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('crash.title')}
      description={
        <>
          <p>{t('crash.text')}</p>
          {error.digest && <CopyText text={error.digest} what={t('requestId')} />}
        </>
      }
      action={<Button onClick={retry}>{t('retry')}</Button>}
    />
  );
}
