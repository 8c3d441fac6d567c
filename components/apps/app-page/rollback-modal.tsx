'use client';

import { useQuery } from '@tanstack/react-query';
import { Flex, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { DiffView, ErrorState, Loading, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { diffReleases, rollbackApp } from '@/lib/contract/apps';
import type { AppView } from '../types';

interface Props {
  app: AppView;
  /** The release to go back to; null keeps the dialogue closed. */
  release: number | null;
  onClose: () => void;
}

/** Shows what going back changes, and does it: a rollback is a new release made from the older one. */
export function RollbackModal({ app, release, onClose }: Props) {
  const t = useTranslations('apps');
  const params = { project: app.project, app: app.name };
  const from = app.release?.number ?? 0;
  const diff = useQuery({
    queryKey: ['release-diff', app.project, app.name, from, release],
    enabled: release !== null && from > 0 && release !== from,
    queryFn: ({ signal }) => call(diffReleases, { params, query: { from, to: release ?? 0 } }, { signal }),
  });
  const putsBack = release === from;
  const number = release ?? 0;
  const rollback = useAct({
    run: () => call(rollbackApp, { params, body: release === null ? {} : { release } }),
    done: t(putsBack ? 'puttingBack' : 'rollingBack', { number }),
    refresh: [
      ['app', app.project, app.name],
      ['releases', app.project, app.name],
    ],
    toastError: false,
    onDone: onClose,
  });
  return (
    <Modal
      open={release !== null}
      title={t(putsBack ? 'putBackTitle' : 'rollbackTitle', { number })}
      okText={putsBack ? t('putBack', { number }) : t('rollbackTo')}
      okButtonProps={{ loading: rollback.isPending }}
      cancelText={t('cancel')}
      onCancel={onClose}
      onOk={() => rollback.mutate()}
      width={720}
      destroyOnHidden
    >
      <Flex vertical gap={12}>
        <span>{putsBack ? t('putBackText', { number }) : t('rollbackText')}</span>
        {diff.isPending && !putsBack && <Loading />}
        {diff.error && <ErrorState error={diff.error} />}
        {diff.data && !putsBack && (diff.data.diff ? <DiffView diff={diff.data.diff} /> : t('noDifference'))}
        {rollback.error && <ErrorState error={rollback.error} />}
      </Flex>
    </Modal>
  );
}
