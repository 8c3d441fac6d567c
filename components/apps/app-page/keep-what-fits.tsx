'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { scaleApp } from '@/lib/contract/apps';
import type { AppView } from '../types';

/** Where the quota has room for some of the pods: how many, and the button that asks for no more. */
export function KeepWhatFits({ app }: { app: AppView }) {
  const t = useTranslations('apps');
  const { reason, replicas } = app.status;
  const { updated, desired, serving, available } = replicas;
  const scale = useAct({
    run: () =>
      call(scaleApp, { params: { project: app.project, app: app.name }, body: { replicas: updated } }),
    done: t('scaling'),
    refresh: [['app', app.project, app.name]],
  });
  // While pods of an older release take room, how many of the new ones fit is not known.
  if (reason !== 'Quota' || updated === 0 || updated >= desired || serving > available) return null;
  return (
    <>
      <span>{t('podsFit', { fits: updated, desired })}</span>
      <Button size="small" type="primary" loading={scale.isPending} onClick={() => scale.mutate()}>
        {t('keepPods', { fits: updated })}
      </Button>
    </>
  );
}
