'use client';

import { ReloadOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { ApiError } from '@/lib/client/call';
import { CopyText } from './copy-text';
import { LinkButton } from './link-button';
import styles from './ui.module.css';

interface Props {
  error: unknown;
  /** What was tried: “The apps can't be shown”. */
  what?: string;
  retry?: () => void;
  extra?: ReactNode;
}

/** A refusal or fault: what happened, why, what to do, and the request id to copy. */
export function ErrorState({ error, what, retry, extra }: Props) {
  const t = useTranslations('errors');
  const text = useErrorText();
  const { why, todo, requestId } = text(error);
  const pathname = usePathname();
  // Below a project that is gone, or that one may not see, there is nothing to try again.
  const away = error instanceof ApiError && error.status === 404 && pathname.startsWith('/projects/');
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={what ?? why}
      description={
        <div className={styles.errorBody}>
          {what && <p>{why}</p>}
          <p>{todo}</p>
          {requestId && (
            <p className={styles.requestId}>
              {t('requestId')} <CopyText text={requestId} what={t('requestId')} />
            </p>
          )}
          {(retry !== undefined || extra !== undefined || away) && (
            <div className={styles.actions}>
              {extra}
              {away && <LinkButton href="/projects">{t('toProjects')}</LinkButton>}
              {retry && (
                <Button icon={<ReloadOutlined />} onClick={retry}>
                  {t('retry')}
                </Button>
              )}
            </div>
          )}
        </div>
      }
    />
  );
}

interface ErrorText {
  why: string;
  todo: string;
  requestId: string;
}

/** Turns any error into sentences in the page's language. */
export function useErrorText(): (error: unknown) => ErrorText {
  const t = useTranslations('errors');
  const language = useLocale() === 'zh' ? 'zh' : 'en';
  return (error) => {
    if (!(error instanceof ApiError)) return { why: t('unexpected'), todo: t('todo.reload'), requestId: '' };
    // A form that was filled in wrongly is nobody's fault to look up.
    const requestId = error.status === 422 || error.status === 400 ? '' : error.requestId;
    return { why: error.text(language), todo: t(`todo.${todoOf(error)}`), requestId };
  };
}

function todoOf(error: ApiError): string {
  if (error.code === 'network') return 'network';
  if (error.status === 401) return 'signIn';
  if (error.status === 403) return 'ask';
  if (error.status === 404) return 'gone';
  if (error.status === 409) return 'conflict';
  if (error.status === 422 || error.status === 400) return 'correct';
  if (error.status === 429) return 'wait';
  if (error.status === 503 || error.status === 504 || error.status === 502) return 'later';
  return 'report';
}
