'use client';

import { Button, Radio } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useState } from 'react';
import { ErrorState, Loading, RelativeTime, SearchInput, usePages } from '@/components/ui';
import { call } from '@/lib/client/call';
import { listArtifacts } from '@/lib/contract/registries';
import { formatBytes } from './bytes';
import { CveBadge } from './cve-badge';
import styles from './registries.module.css';
import type { Artifact } from './types';

interface Props {
  registry: string;
  repository: string;
  tag: string | null;
  /** True when the newest is to be taken as soon as it is known. */
  preselect: boolean;
  onPick: (tag: string) => void;
}

const PAGE = 20;

/** The tags of a repository, newest first, one of them chosen. */
export function TagList({ registry, repository, tag, preselect, onPick }: Props) {
  const t = useTranslations('registries');
  const [search, setSearch] = useState('');
  const pages = usePages(['registry', registry, 'artifacts', repository, search], (cursor, signal) =>
    call(
      listArtifacts,
      { params: { registry }, query: { repository, search, limit: PAGE, ...(cursor ? { cursor } : {}) } },
      { signal },
    ),
  );
  const tags = pages.rows.flatMap((artifact) => artifact.tags.map((name) => ({ name, artifact })));
  const newest = tags.find(({ artifact }) => artifact.type === 'image')?.name;
  const pickNewest = useEffectEvent(onPick);
  useEffect(() => {
    if (preselect && newest !== undefined) pickNewest(newest);
  }, [preselect, newest]);

  return (
    <div className={styles.group}>
      <div className={styles.head}>
        <h3>{t('picker.tags', { repository })}</h3>
        {(search !== '' || pages.hasMore || tags.length > 8) && (
          <SearchInput value={search} onChange={setSearch} label={t('picker.tagSearch')} />
        )}
      </div>
      {pages.error !== null && (
        <ErrorState error={pages.error} retry={pages.reload} extra={t('picker.typeInstead')} />
      )}
      {pages.isLoading && <Loading rows={4} />}
      {!pages.isLoading && !pages.error && tags.length === 0 && (
        <p className="quiet">{t('browser.noneTags')}</p>
      )}
      {tags.length > 0 && (
        <Radio.Group
          block
          aria-label={t('picker.tags', { repository })}
          value={tag}
          onChange={(event) => onPick(String(event.target.value))}
        >
          <ul className={styles.list}>
            {tags.map(({ name, artifact }) => (
              <li key={name}>
                <TagRow name={name} artifact={artifact} />
              </li>
            ))}
          </ul>
        </Radio.Group>
      )}
      {pages.hasMore && (
        <Button loading={pages.isFetching} onClick={pages.loadMore}>
          {t('picker.moreTags')}
        </Button>
      )}
    </div>
  );
}

function TagRow({ name, artifact }: { name: string; artifact: Artifact }) {
  const t = useTranslations('registries.browser');
  const locale = useLocale();
  const image = artifact.type === 'image';
  return (
    <Radio value={name} disabled={!image} className={styles.radio}>
      <span className={styles.name}>{name}</span>
      {!image && <span className={styles.fact}>{t('notImage', { type: artifact.type })}</span>}
      <CveBadge scan={artifact.scan} />
      {artifact.pushedAt && (
        <span className={styles.fact}>
          <RelativeTime at={artifact.pushedAt} />
        </span>
      )}
      {artifact.size !== null && <span className={styles.fact}>{formatBytes(artifact.size, locale)}</span>}
      {artifact.digest && (
        <code className={styles.fact}>@{artifact.digest.replace(/^sha\d+:/, '').slice(0, 12)}</code>
      )}
    </Radio>
  );
}
