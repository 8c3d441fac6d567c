'use client';

import { DownOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Popover } from 'antd';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { ErrorState, Loading, SearchInput } from '@/components/ui';
import { call } from '@/lib/client/call';
import { listProjects } from '@/lib/contract/projects';
import { useCurrentProject } from './current-project';
import styles from './frame.module.css';
import { useFrameProject } from './use-frame-project';

/** The present project's name, and the way to another. */
export function ProjectSwitcher() {
  const t = useTranslations('shell');
  const [open, setOpen] = useState(false);
  const name = useCurrentProject();
  const project = useFrameProject();
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      content={<ProjectList current={name} close={() => setOpen(false)} />}
    >
      <Button
        className={styles.switcher}
        aria-haspopup="dialog"
        aria-expanded={open}
        icon={<DownOutlined aria-hidden="true" style={{ fontSize: 10 }} />}
        iconPlacement="end"
      >
        {project?.displayName ?? t('switcher.choose')}
      </Button>
    </Popover>
  );
}

function ProjectList({ current, close }: { current: string | null; close: () => void }) {
  const t = useTranslations('shell');
  const [search, setSearch] = useState('');
  const query = useQuery({
    queryKey: ['projects', 'switcher', search],
    queryFn: ({ signal }) => call(listProjects, { query: { limit: 30, search } }, { signal }),
  });
  return (
    <div className={styles.switchList}>
      <SearchInput label={t('switcher.search')} value={search} onChange={setSearch} autoFocus />
      {query.isPending && <Loading rows={3} />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <p className="quiet">{t('switcher.none')}</p>}
      <ul>
        {query.data?.items.map((project) => (
          <li key={project.name}>
            <Link
              href={`/projects/${project.name}`}
              aria-current={project.name === current ? 'true' : undefined}
              onClick={close}
            >
              <span>{project.displayName}</span>
              <code className="quiet">{project.name}</code>
            </Link>
          </li>
        ))}
      </ul>
      <Link href="/projects" onClick={close}>
        {t('switcher.all')}
      </Link>
    </div>
  );
}
