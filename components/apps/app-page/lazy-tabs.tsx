'use client';

import dynamic from 'next/dynamic';
import { Loading } from '@/components/ui';

// As long as their lists show while they are read: nothing moves when the code is there.
const loading = () => <Loading rows={6} />;

/** The releases; their code, and the tables', is loaded when the tab is opened, as that of the other tabs. */
export const ReleaseList = dynamic(() => import('./release-list').then((module) => module.ReleaseList), {
  loading,
});

/** What is kept of the log. */
export const ExcerptList = dynamic(
  () => import('@/components/logs/excerpt-list').then((module) => module.ExcerptList),
  { loading },
);

/** The AppSpec. */
export const ConfigView = dynamic(() => import('./config-view').then((module) => module.ConfigView), {
  loading,
});

/** Kubernetes' events. */
export const EventList = dynamic(() => import('./event-list').then((module) => module.EventList), {
  loading,
});
