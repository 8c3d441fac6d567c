'use client';

import { EllipsisOutlined } from '@ant-design/icons';
import { Button, Dropdown, Modal } from 'antd';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { AskFirst, LinkButton, NameConfirmModal, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { deleteApp, restartApp, startApp, stopApp } from '@/lib/contract/apps';
import type { AppView } from '../types';

const ScaleModal = dynamic(() => import('./scale-modal').then((module) => module.ScaleModal), { ssr: false });

interface Props {
  app: AppView;
  mayDeploy: boolean;
  mayDelete: boolean;
  onRollback: () => void;
}

type Dialogue = 'scale' | 'stop' | 'delete' | null;

/** What can be done with the app; the most wanted act is the button, the rest is in the menu. */
export function AppActs({ app, mayDeploy, mayDelete, onRollback }: Props) {
  const t = useTranslations('apps');
  const [dialogue, setDialogue] = useState<Dialogue>(null);
  const params = { project: app.project, app: app.name };
  const refresh = [['app', app.project, app.name]];
  const stopped = app.status.verdict === 'stopped';
  const restart = useAct({ run: () => call(restartApp, { params }), done: t('restarting'), refresh });
  const start = useAct({ run: () => call(startApp, { params }), done: t('starting'), refresh });
  const stop = useAct({
    run: () => call(stopApp, { params }),
    done: t('stopping'),
    refresh,
    onDone: () => setDialogue(null),
  });
  if (!mayDeploy && !mayDelete) return null;
  const items = [
    ...(mayDeploy
      ? [
          { key: 'scale', label: t('scale') },
          ...((app.release?.number ?? 1) > 1 ? [{ key: 'rollback', label: t('rollback') }] : []),
          ...(stopped ? [] : [{ key: 'stop', label: t('stop') }]),
        ]
      : []),
    ...(mayDelete ? [{ key: 'delete', label: t('delete'), danger: true }] : []),
  ];
  return (
    <>
      {items.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items,
            onClick: ({ key }) => (key === 'rollback' ? onRollback() : setDialogue(key as Dialogue)),
          }}
        >
          <Button icon={<EllipsisOutlined />} aria-label={t('more')} />
        </Dropdown>
      )}
      {mayDeploy &&
        (stopped ? (
          <Button loading={start.isPending} onClick={() => start.mutate()}>
            {t('start')}
          </Button>
        ) : (
          <AskFirst
            title={t('restartAsk')}
            okText={t('restart')}
            cancelText={t('cancel')}
            onConfirm={() => restart.mutate()}
          >
            <Button loading={restart.isPending}>{t('restart')}</Button>
          </AskFirst>
        ))}
      {mayDeploy && (
        <LinkButton type="primary" href={`/projects/${app.project}/apps/${app.name}/deploy`}>
          {t('deployNext')}
        </LinkButton>
      )}
      {dialogue === 'scale' && <ScaleModal app={app} onClose={() => setDialogue(null)} />}
      <Modal
        open={dialogue === 'stop'}
        title={t('stopTitle', { app: app.name })}
        okText={t('stop')}
        okButtonProps={{ danger: true, loading: stop.isPending }}
        cancelText={t('cancel')}
        onCancel={() => setDialogue(null)}
        onOk={() => stop.mutate()}
      >
        {t('stopText')}
      </Modal>
      <DeleteModal app={app} open={dialogue === 'delete'} onClose={() => setDialogue(null)} />
    </>
  );
}

interface DeleteProps {
  app: AppView;
  open: boolean;
  onClose: () => void;
}

function DeleteModal({ app, open, onClose }: DeleteProps) {
  const t = useTranslations('apps');
  const router = useRouter();
  const remove = useAct({
    run: () =>
      call(deleteApp, { params: { project: app.project, app: app.name }, query: { confirm: app.name } }),
    done: t('deleted', { app: app.name }),
    refresh: [['apps', app.project]],
    toastError: false,
    onDone: () => router.push(`/projects/${app.project}`),
  });
  return (
    <NameConfirmModal
      open={open}
      title={t('deleteTitle', { app: app.name })}
      name={app.name}
      okText={t('delete')}
      busy={remove.isPending}
      error={remove.error}
      onCancel={onClose}
      onConfirm={() => remove.mutate()}
    >
      <p>{t('deleteText')}</p>
    </NameConfirmModal>
  );
}
