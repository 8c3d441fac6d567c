'use client';

import { ReloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Tooltip } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { StateDot, useErrorText } from '@/components/ui';
import { call } from '@/lib/client/call';
import { getRegistryStatus } from '@/lib/contract/registries';
import { problemText } from '@/lib/domain/problem';
import type { TestResult } from './types';

/** How the connection of a registry is, with the reason when it fails. */
export function ConnectionState({ registry }: { registry: string }) {
  const t = useTranslations('registries.state');
  const reason = useReason();
  const text = useErrorText();
  const query = useQuery({
    queryKey: ['registry', registry, 'status'],
    queryFn: ({ signal }) => call(getRegistryStatus, { params: { registry } }, { signal }),
    staleTime: 30_000,
    retry: false,
  });
  if (query.isPending) return <StateDot tone="busy">{t('checking')}</StateDot>;
  const problem = query.error
    ? text(query.error).why
    : query.data?.ok
      ? null
      : query.data && reason(query.data);
  if (problem !== null) {
    return (
      <Flex vertical gap={2} style={{ maxInlineSize: 320, whiteSpace: 'normal' }}>
        <Flex gap={4} align="center">
          <StateDot tone="bad">{t('failed')}</StateDot>
          <Button
            type="text"
            size="small"
            aria-label={t('again', { name: registry })}
            loading={query.isFetching}
            icon={<ReloadOutlined />}
            onClick={() => void query.refetch()}
          />
        </Flex>
        <span className="quiet">{problem}</span>
      </Flex>
    );
  }
  if (query.data?.can?.list) return <StateDot tone="ok">{t('ok')}</StateDot>;
  return (
    <Tooltip title={t('okPullHint')}>
      <span>
        <StateDot tone="warn">{t('okPull')}</StateDot>
      </span>
    </Tooltip>
  );
}

/** The reason of a failed test in the page's language. */
export function useReason(): (result: TestResult) => string {
  const language = useLocale() === 'zh' ? 'zh' : 'en';
  return (result) => problemText(result.reason as Parameters<typeof problemText>[0], language, result.params);
}
