'use client';

import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useProject } from '@/components/shell/use-project';
import { AskFirst, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { useMe } from '@/lib/client/me';
import { deleteLogExcerpt } from '@/lib/contract/log-excerpts';

interface Props {
  project: string;
  app: string;
  excerpt: { id: string; createdBy: string; note: string };
  small?: boolean;
  onDropped?: () => void;
}

/** Deletes kept lines: one's own, or any where one may operate apps; nothing for others. */
export function DropExcerpt({ project, app, excerpt, small = false, onDropped }: Props) {
  const t = useTranslations('logs');
  const me = useMe();
  const { may } = useProject(project);
  const act = useAct({
    run: () => call(deleteLogExcerpt, { params: { project, app, excerpt: excerpt.id } }),
    done: t('excerpt.dropped'),
    refresh: [['log-excerpts', project, app]],
    ...(onDropped ? { onDone: onDropped } : {}),
  });
  if (me.name !== excerpt.createdBy && !may('app.deploy')) return null;
  return (
    <AskFirst title={t('excerpt.dropSure')} okText={t('excerpt.drop')} onConfirm={() => act.mutate()}>
      <Button
        danger
        size={small ? 'small' : 'middle'}
        icon={<DeleteOutlined />}
        loading={act.isPending}
        {...(small
          ? { 'aria-label': t('excerpt.dropOf', { note: excerpt.note, who: excerpt.createdBy }) }
          : {})}
      >
        {t('excerpt.drop')}
      </Button>
    </AskFirst>
  );
}
