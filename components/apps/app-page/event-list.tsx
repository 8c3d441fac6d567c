'use client';

import { useTranslations } from 'next-intl';
import { EmptyState, PlainTable, RelativeTime, StateDot } from '@/components/ui';
import type { EventView } from '../types';

/** Kubernetes' events of the app and its pods, newest first. */
export function EventList({ events }: { events: EventView[] }) {
  const t = useTranslations('apps');
  if (events.length === 0) return <EmptyState>{t('noEvents')}</EmptyState>;
  return (
    <PlainTable<EventView>
      aria-label={t('events')}
      dataSource={events}
      rowKey={(event) => `${event.at} ${event.object} ${event.reason} ${event.message}`}
      columns={[
        { title: t('eventAt'), key: 'at', render: (_, event) => <RelativeTime at={event.at} /> },
        {
          title: t('eventReason'),
          key: 'reason',
          render: (_, event) => (
            <StateDot tone={event.type === 'Warning' ? 'warn' : 'idle'}>{event.reason}</StateDot>
          ),
        },
        {
          title: t('eventObject'),
          key: 'object',
          render: (_, event) => <span className="mono">{event.object}</span>,
        },
        {
          title: t('eventMessage'),
          key: 'message',
          render: (_, event) => (event.count > 1 ? `${event.message} (×${event.count})` : event.message),
        },
      ]}
    />
  );
}
