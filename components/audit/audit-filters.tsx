'use client';

import { Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { SearchInput } from '@/components/ui';
import { RESULTS } from '@/lib/contract/audit';
import { localTime, RANGES, type AuditView } from './view';

/** The nouns that actions begin with; a prefix ending in a point means all of its acts. */
const NOUNS = [
  'app',
  'project',
  'tenant',
  'user',
  'session',
  'shell',
  'token',
  'registry',
  'secret',
  'log',
  'audit',
];

interface Props {
  view: AuditView;
  change: (change: Partial<AuditView>) => void;
  /** Inside a project the fields for project and tenant make no sense. */
  platform: boolean;
}

/** The filters of the audit; every one is kept in the address. */
export function AuditFilters({ view, change, platform }: Props) {
  const t = useTranslations('audit');
  const field = (key: 'actor' | 'project' | 'tenant') => (
    <SearchInput
      width={150}
      label={t(`filter.${key}`)}
      value={view[key]}
      onChange={(value) => change({ [key]: value })}
    />
  );
  return (
    <>
      <SearchInput label={t('filter.search')} value={view.search} onChange={(search) => change({ search })} />
      <Select
        aria-label={t('filter.range')}
        value={view.range}
        onChange={(range: string) => change({ range, from: '', to: '' })}
        options={RANGES.map((range) => ({ value: range, label: t(`range.${range}`) }))}
      />
      {view.range === 'own' && <OwnRange view={view} change={change} />}
      <Select
        aria-label={t('filter.action')}
        value={view.action}
        onChange={(action: string) => change({ action })}
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: t('any.action') },
          ...NOUNS.map((noun) => ({ value: `${noun}.`, label: t(`noun.${noun}`) })),
        ]}
      />
      <Select
        aria-label={t('filter.result')}
        value={view.result}
        onChange={(result: string) => change({ result })}
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: t('any.result') },
          ...RESULTS.map((result) => ({ value: result, label: t(`result.${result}`) })),
        ]}
      />
      {field('actor')}
      {platform && field('project')}
      {platform && field('tenant')}
    </>
  );
}

function OwnRange({ view, change }: Pick<Props, 'view' | 'change'>) {
  const t = useTranslations('audit');
  return (['from', 'to'] as const).map((end) => (
    <Input
      key={end}
      type="datetime-local"
      aria-label={t(`filter.${end}`)}
      style={{ inlineSize: 210 }}
      value={view[end] ? localTime(new Date(view[end])) : ''}
      onChange={({ target }) => change({ [end]: target.value ? new Date(target.value).toISOString() : '' })}
    />
  ));
}
