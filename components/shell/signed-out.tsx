'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui';

/** Stands in the place of everything once the session is over: what was open is no longer for who looks at it. */
export function SignedOut() {
  const t = useTranslations('shell.signedOut');
  const next = encodeURIComponent(location.pathname + location.search);
  return (
    <main id="main" tabIndex={-1}>
      <div role="alert">
        <EmptyState
          action={
            <Button type="primary" href={`/login?next=${next}`}>
              {t('signIn')}
            </Button>
          }
        >
          <strong>{t('title')}</strong>
          <br />
          {t('text')}
        </EmptyState>
      </div>
    </main>
  );
}
