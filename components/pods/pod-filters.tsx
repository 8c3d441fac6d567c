'use client';

import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { LIVE_PAUSE, SearchInput } from '@/components/ui';
import { useNarrow } from '@/components/ui/use-narrow';
import type { LiveRows } from '@/lib/contract/live';
import { POD_STATES } from '@/lib/domain/app';
import type { PodView } from './pod-view';

interface Props {
  view: PodView;
  info: LiveRows['pods']['info'] | undefined;
  onChange: (change: Partial<Record<'search' | 'state' | 'app' | 'sort', string>>) => void;
}

/** Orders that a narrow screen offers, where there is no head of a table to choose one by. */
const ORDERS = {
  name: 'name',
  state: 'state',
  restarts: '-restarts',
  started: '-started',
  cpu: '-cpu',
  memory: '-memory',
};

/** Search, status and app of a list of pods; the statuses with how many there are. */
export function PodFilters({ view, info, onChange }: Props) {
  const t = useTranslations('pods');
  const narrow = useNarrow();
  const apps = new Set([...(info?.apps ?? []), ...(view.app === '' ? [] : [view.app])]);
  return (
    <>
      <SearchInput
        label={t('search')}
        value={view.search}
        pause={LIVE_PAUSE}
        onChange={(search) => onChange({ search })}
      />
      <Select
        aria-label={t('stateLabel')}
        value={view.state}
        onChange={(state) => onChange({ state })}
        style={{ minInlineSize: 170 }}
        options={[
          { value: '', label: t('anyState') },
          ...POD_STATES.map((state) => ({
            value: state,
            label: t('option', { word: t(`state.${state}`), count: info?.states[state] ?? 0 }),
          })),
        ]}
      />
      <Select
        aria-label={t('appLabel')}
        showSearch
        value={view.app}
        onChange={(app) => onChange({ app })}
        style={{ minInlineSize: 150 }}
        options={[
          { value: '', label: t('anyApp') },
          ...[...apps].sort().map((app) => ({ value: app, label: app })),
        ]}
      />
      {narrow && (
        <Select
          aria-label={t('sortLabel')}
          value={view.sort}
          onChange={(sort) => onChange({ sort })}
          style={{ minInlineSize: 190 }}
          options={Object.entries(ORDERS).map(([key, value]) => ({ value, label: t(`sort.${key}`) }))}
        />
      )}
    </>
  );
}
