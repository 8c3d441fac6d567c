'use client';

import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useTranslations } from 'next-intl';
import { ArtifactTable } from './artifact-table';
import styles from './registries.module.css';
import { RepositoryTable } from './repository-table';
import type { Registry } from './types';

interface Props {
  /** Null: closed. */
  registry: Registry | null;
  repository: string | null;
  onRepository: (repository: string | null) => void;
  onClose: () => void;
}

/** Looks into a registry: repositories, then the artifacts of one. */
export function BrowseDrawer({ registry, repository, onRepository, onClose }: Props) {
  const t = useTranslations('registries.browser');
  return (
    <Drawer
      open={registry !== null}
      styles={{ wrapper: { inlineSize: 'min(960px, 100vw)' } }}
      title={t('title', { name: registry?.name ?? '' })}
      onClose={onClose}
      destroyOnHidden
    >
      {registry && repository === null && <RepositoryTable registry={registry.name} onOpen={onRepository} />}
      {registry && repository !== null && (
        <>
          <Button
            type="link"
            style={{ padding: 0 }}
            icon={<ArrowLeftOutlined />}
            onClick={() => onRepository(null)}
          >
            {t('back')}
          </Button>
          <h2 className={`mono ${styles.title}`}>{repository}</h2>
          <ArtifactTable registry={registry} repository={repository} />
        </>
      )}
    </Drawer>
  );
}
