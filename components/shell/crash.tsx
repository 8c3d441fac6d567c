'use client';

import { Alert, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition, useEffect } from 'react';
import { CopyText } from '@/components/ui/copy-text';
import { useReach } from '@/lib/client/reach-context';
import { DATABASE_AWAY } from '@/lib/domain/problem';

interface Props {
  error: Error & { digest?: string };
  retry: () => void;
}

/** Only what threw at the server has a number to tell. */
export function crashTextOf({ digest }: { digest?: string }): 'crash.text' | 'crash.textHere' {
  return digest ? 'crash.text' : 'crash.textHere';
}

/** A page that threw: what is left to do, and the number under which the server logged it. */
export function Crash({ error, retry }: Props) {
  const t = useTranslations('errors');
  if (error.digest === DATABASE_AWAY) return <DatabaseAway retry={retry} />;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('crash.title')}
      description={
        <>
          <p>{t(crashTextOf(error))}</p>
          {error.digest && <CopyText text={error.digest} what={t('requestId')} />}
        </>
      }
      action={<Button onClick={retry}>{t('retry')}</Button>}
    />
  );
}

const EVERY_MS = 3_000;

/** The page was not to be had without the database; it is asked for again and again, at once when that is back. */
function DatabaseAway({ retry }: Pick<Props, 'retry'>) {
  const t = useTranslations('errors.database');
  const router = useRouter();
  const away = useReach().down !== null;
  useEffect(() => {
    const again = () =>
      startTransition(() => {
        router.refresh();
        retry();
      });
    if (!away) again();
    const timer = setInterval(again, EVERY_MS);
    return () => clearInterval(timer);
  }, [away, retry, router]);
  return <Alert type="error" showIcon role="alert" title={t('title')} description={t('text')} />;
}
