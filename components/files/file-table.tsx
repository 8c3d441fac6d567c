'use client';

import {
  DownloadOutlined,
  FileOutlined,
  FolderOutlined,
  LinkOutlined,
  QuestionOutlined,
} from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { PlainTable, RelativeTime } from '@/components/ui';
import { displayMemory } from '@/lib/domain/quantity';
import styles from './files.module.css';
import type { FileEntry } from './types';

interface Props {
  items: FileEntry[];
  onOpen: (name: string) => void;
  onDownload: (entry: FileEntry) => void;
}

/** Image builders that repeat themselves stamp files with second 0: no time, and not “56 years ago”. */
const knownTime = (at: string) => (Date.parse(at) > 0 ? at : null);

const ICONS = {
  directory: <FolderOutlined aria-hidden />,
  file: <FileOutlined aria-hidden />,
  link: <LinkOutlined aria-hidden />,
  other: <QuestionOutlined aria-hidden />,
};

const isDirectory = ({ kind, leadsToDirectory }: FileEntry) => kind === 'directory' || leadsToDirectory;

/** The entries of a directory, directories first. */
export function FileTable({ items, onOpen, onDownload }: Props) {
  const t = useTranslations('files');
  const collator = new Intl.Collator(useLocale(), { numeric: true });
  const rows = items.toSorted(
    (a, b) => Number(isDirectory(b)) - Number(isDirectory(a)) || collator.compare(a.name, b.name),
  );
  return (
    <PlainTable<FileEntry>
      aria-label={t('label')}
      rowKey={(entry) => entry.name}
      dataSource={rows}
      columns={[
        {
          key: 'name',
          title: t('column.name'),
          render: (_, entry) => (
            <span className={styles.name}>
              {ICONS[entry.kind]}
              <span className="visually-hidden">{t(`kind.${entry.kind}`)} </span>
              {isDirectory(entry) ? (
                <Button type="link" size="small" className="mono" onClick={() => onOpen(entry.name)}>
                  {entry.name}
                </Button>
              ) : (
                <span className="mono">{entry.name}</span>
              )}
            </span>
          ),
        },
        {
          key: 'size',
          title: t('column.size'),
          align: 'end',
          render: (_, { kind, size }) => (kind === 'file' ? displayMemory(String(size)) : ''),
        },
        {
          key: 'time',
          title: t('column.time'),
          responsive: ['sm'],
          render: (_, { modifiedAt }) => <RelativeTime at={knownTime(modifiedAt)} />,
        },
        {
          key: 'mode',
          title: t('column.mode'),
          responsive: ['sm'],
          render: (_, { mode }) => <span className="mono">{mode}</span>,
        },
        {
          key: 'download',
          title: <span className="visually-hidden">{t('column.acts')}</span>,
          align: 'end',
          render: (_, entry) =>
            entry.kind !== 'other' && (
              <Tooltip title={isDirectory(entry) ? t('downloadTar') : t('download')}>
                <Button
                  size="small"
                  icon={<DownloadOutlined />}
                  aria-label={t('downloadOf', { name: entry.name })}
                  onClick={() => onDownload(entry)}
                />
              </Tooltip>
            ),
        },
      ]}
    />
  );
}
