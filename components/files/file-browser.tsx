'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { EmptyState, ErrorState, Loading, useAct } from '@/components/ui';
import { ApiError, call } from '@/lib/client/call';
import { startDebugContainer } from '@/lib/contract/debug';
import { listFiles } from '@/lib/contract/files';
import { joinPath } from '@/lib/domain/file';
import { FileTable } from './file-table';
import styles from './files.module.css';
import { PathBar } from './path-bar';
import { Transfers } from './transfers';
import { UploadArea } from './upload-area';
import { useDownloads } from './use-downloads';

interface Props {
  project: string;
  pod: string;
  containers: string[];
  container: string;
  path: string;
  onPath: (path: string) => void;
  onContainer: (container: string) => void;
  /** A debug container runs that can reach the files. */
  onDebug: (container: string) => void;
}

/** One directory of a container, with the way to others. */
export function FileBrowser(props: Props) {
  const { project, pod, container, path, onPath } = props;
  const t = useTranslations('files');
  const queryClient = useQueryClient();
  const queryKey = ['files', project, pod, container, path];
  const params = { project, pod };
  const list = useQuery({
    queryKey,
    queryFn: ({ signal }) => call(listFiles, { params, query: { container, path } }, { signal }),
    retry: false,
    // Each look is a command in the container.
    staleTime: Infinity,
    gcTime: 0,
  });
  const downloads = useDownloads({ project, pod, container });
  const debug = useAct({
    run: () => call(startDebugContainer, { params, body: { container } }),
    onDone: ({ name }) => props.onDebug(name),
  });
  const bare = list.error instanceof ApiError && list.error.code === 'file.no_tools';
  const reload = () => void queryClient.invalidateQueries({ queryKey });
  return (
    <div className={styles.browser}>
      {props.containers.length > 1 && (
        <Select
          aria-label={t('container')}
          value={container}
          options={props.containers.map((name) => ({ value: name, label: name }))}
          onChange={props.onContainer}
        />
      )}
      <PathBar key={path} path={path} onPath={onPath} onReload={reload} loading={list.isFetching} />
      {list.isPending && <Loading rows={8} />}
      {list.error && (
        <ErrorState
          error={list.error}
          what={t('cantList', { path })}
          {...(bare ? {} : { retry: reload })}
          extra={
            bare && (
              <Button type="primary" loading={debug.isPending} onClick={() => debug.mutate()}>
                {t('useDebug')}
              </Button>
            )
          }
        />
      )}
      {list.data && (
        <>
          <UploadArea place={{ project, pod, container }} list={list.data} onDone={reload} />
          <Transfers running={downloads.running} onCancel={downloads.cancel} />
          {list.data.more && <Alert type="warning" showIcon title={t('more')} />}
          {list.data.items.length === 0 ? (
            <EmptyState>{t('empty')}</EmptyState>
          ) : (
            <FileTable
              items={list.data.items}
              onOpen={(name) => onPath(joinPath(path, name))}
              onDownload={(entry) => downloads.start(joinPath(path, entry.name), entry.kind === 'directory')}
            />
          )}
        </>
      )}
    </div>
  );
}
