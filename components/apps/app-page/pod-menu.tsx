'use client';

import { BugOutlined, EllipsisOutlined, FolderOpenOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslations } from 'next-intl';
import { useDock } from '@/components/dock';
import type { PodView } from '../types';

interface Props {
  project: string;
  pod: PodView;
  onFiles: () => void;
}

/** What may be done with a pod beside its log and shell, for who may open shells. */
export function PodMenu({ project, pod, onFiles }: Props) {
  const t = useTranslations('apps');
  const dock = useDock();
  const container = pod.containers[0]?.name ?? '';
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'debug', label: t('debugShell'), icon: <BugOutlined /> },
          { key: 'files', label: t('files'), icon: <FolderOpenOutlined /> },
        ],
        onClick: ({ key }) => {
          if (key === 'files') onFiles();
          else dock.openShell({ project, pod: pod.name, container, debug: true });
        },
      }}
    >
      <Button size="small" icon={<EllipsisOutlined />} aria-label={t('podMore', { pod: pod.name })} />
    </Dropdown>
  );
}
