'use client';

import { Drawer } from 'antd';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { Loading } from '@/components/ui';
import type { FilePlace } from './types';

export type { FilePlace } from './types';

// Upload, table and form come only when somebody looks at files.
const Files = dynamic(() => import('./files').then((module) => module.Files), {
  loading: () => <Loading rows={8} />,
});

interface Props {
  /** Null: closed. */
  place: FilePlace | null;
  onClose: () => void;
}

/** Files of a pod's containers: looked through, downloaded, uploaded. */
export function FilesDrawer({ place, onClose }: Props) {
  const t = useTranslations('files');
  return (
    <Drawer
      open={place !== null}
      styles={{ wrapper: { inlineSize: 'min(840px, 100vw)' } }}
      title={t('title', { pod: place?.pod ?? '' })}
      onClose={onClose}
      destroyOnHidden
    >
      {place && <Files key={place.pod} place={place} />}
    </Drawer>
  );
}
