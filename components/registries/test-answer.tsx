'use client';

import { Alert } from 'antd';
import { useTranslations } from 'next-intl';
import { useReason } from './connection-state';
import type { TestResult } from './types';

/** What a connection test found. */
export function TestAnswer({ result }: { result: TestResult }) {
  const t = useTranslations('registries.test');
  const reason = useReason();
  if (!result.ok) {
    return <Alert type="error" showIcon role="alert" title={t('failed')} description={reason(result)} />;
  }
  const facts = { ms: Math.round(result.durationMs), product: result.product ?? '' };
  if (result.can?.list === false) {
    return (
      <Alert
        type="warning"
        showIcon
        role="status"
        title={t('okPull', facts)}
        description={result.account === 'robot' ? t('robotHint') : undefined}
      />
    );
  }
  const key = result.account === 'anonymous' ? 'okAnonymous' : 'ok';
  return <Alert type="success" showIcon role="status" title={t(key, facts)} />;
}
