'use client';

import { useQuery } from '@tanstack/react-query';
import { Alert, Flex, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { DiffView, ErrorState, Loading, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { diffReleases, rollbackApp } from '@/lib/contract/apps';
import type { AppView, ReleaseView } from '../types';
import { hasFailed, useRollbackTarget, type RollbackTo } from './use-rollback-target';

interface Props {
  app: AppView;
  /** The release to go back to; null keeps the dialogue closed. */
  to: RollbackTo | null;
  onClose: () => void;
}

/** Shows what going back changes, and does it: a rollback is a new release made from the older one. */
export function RollbackModal({ app, to, onClose }: Props) {
  const t = useTranslations('apps');
  const params = { project: app.project, app: app.name };
  const from = app.release?.number ?? 0;
  const { target, error } = useRollbackTarget(params, from, to);
  const number = target?.number ?? 0;
  const putsBack = to === from;
  const diff = useQuery({
    queryKey: ['release-diff', app.project, app.name, from, number],
    enabled: number > 0 && from > 0 && !putsBack,
    queryFn: ({ signal }) => call(diffReleases, { params, query: { from, to: number } }, { signal }),
  });
  const rollback = useAct({
    run: () => call(rollbackApp, { params, body: { release: number } }),
    done: t(putsBack ? 'puttingBack' : 'rollingBack', { number }),
    refresh: [
      ['app', app.project, app.name],
      ['releases', app.project, app.name],
    ],
    toastError: false,
    onDone: onClose,
  });
  const risky = target !== undefined && !putsBack && hasFailed(target);
  return (
    <Modal
      open={to !== null}
      title={
        target ? t(putsBack ? 'putBackTitle' : 'rollbackTitle', { number }) : <span>{t('rollback')}</span>
      }
      okText={putsBack ? t('putBack', { number }) : t('rollbackTo')}
      okButtonProps={{ loading: rollback.isPending, disabled: !target, danger: risky }}
      cancelText={t('cancel')}
      onCancel={onClose}
      onOk={() => rollback.mutate()}
      width={720}
      destroyOnHidden
    >
      <Flex vertical gap={12}>
        {risky && <FailedBefore release={target} />}
        {target && <span>{putsBack ? t('putBackText', { number }) : t('rollbackText')}</span>}
        {!target && !error && <Loading />}
        {diff.isPending && target && !putsBack && <Loading />}
        {(error || diff.error) && <ErrorState error={error ?? diff.error} />}
        {diff.data && !putsBack && (diff.data.diff ? <DiffView diff={diff.data.diff} /> : t('noDifference'))}
        {rollback.error && <ErrorState error={rollback.error} />}
      </Flex>
    </Modal>
  );
}

function FailedBefore({ release }: { release: ReleaseView }) {
  const t = useTranslations('apps');
  const { number, reason } = release;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('rollbackFailed', { number })}
      description={reason ? t('rollbackReason', { reason }) : undefined}
    />
  );
}
