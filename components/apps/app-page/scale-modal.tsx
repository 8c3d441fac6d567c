'use client';

import { InputNumber, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { scaleApp } from '@/lib/contract/apps';
import type { AppView } from '../types';

interface Props {
  app: AppView;
  onClose: () => void;
}

/** Asks for a number of replicas. Made anew for each opening: what is typed while it still opens is not lost. */
export function ScaleModal({ app, onClose }: Props) {
  const t = useTranslations('apps');
  const [replicas, setReplicas] = useState<number | null>(app.replicas);
  const scale = useAct({
    run: () =>
      call(scaleApp, { params: { project: app.project, app: app.name }, body: { replicas: replicas ?? 0 } }),
    done: t('scaling'),
    refresh: [['app', app.project, app.name]],
    onDone: onClose,
  });
  return (
    <Modal
      open
      title={t('scaleTitle', { app: app.name })}
      okText={t('scale')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: replicas === null, loading: scale.isPending }}
      onCancel={onClose}
      onOk={() => scale.mutate()}
    >
      <label htmlFor="scale-replicas">{t('config.replicas')}</label>{' '}
      <InputNumber
        id="scale-replicas"
        min={0}
        max={1000}
        precision={0}
        value={replicas}
        onChange={setReplicas}
        autoFocus
      />
    </Modal>
  );
}
