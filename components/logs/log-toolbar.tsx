'use client';

import {
  ClockCircleOutlined,
  CopyOutlined,
  DownloadOutlined,
  FileSearchOutlined,
  HistoryOutlined,
  LinkOutlined,
  MenuUnfoldOutlined,
  PauseOutlined,
  VerticalAlignBottomOutlined,
} from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import type { ShownLevel } from './entry';
import { CONTEXTS, LEVELS, SINCE, TAILS, type LogOptions } from './log-options';
import { LogTool } from './log-tool';
import styles from './logs.module.css';

interface Props {
  options: LogOptions;
  onChange: (change: Partial<LogOptions>) => void;
  /** Pods and containers that wrote something, as `pod` or `pod/container`. */
  sources: string[];
  search: string;
  onSearch: (search: string) => void;
  searchProblem: string | null;
  levels: ShownLevel[];
  onLevels: (levels: ShownLevel[]) => void;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  finding: boolean;
  onFinding: (finding: boolean) => void;
  /** Keeps the selected lines; absent where there is no app to keep them of. */
  onKeep: (() => void) | undefined;
  onCopy: () => void;
  download: string;
  fileName: string;
}

/** Everything that decides which lines are seen, and how. */
export function LogToolbar(props: Props) {
  const t = useTranslations('logs');
  const { options, onChange } = props;
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('toolbar')}>
      <Input
        className={styles.search ?? ''}
        size="small"
        allowClear
        value={props.search}
        status={props.searchProblem ? 'error' : ''}
        placeholder={t('search')}
        aria-label={t('search')}
        title={props.searchProblem ?? t('searchHint')}
        onChange={(event) => props.onSearch(event.target.value)}
      />
      {(props.search !== '' || props.levels.length > 0) && (
        <Select
          size="small"
          aria-label={t('context')}
          value={options.context}
          onChange={(context: number) => onChange({ context })}
          options={CONTEXTS.map((count) => ({ value: count, label: t('contextLines', { count }) }))}
          popupMatchSelectWidth={false}
        />
      )}
      <Select
        size="small"
        mode="multiple"
        className={styles.levelSelect ?? ''}
        aria-label={t('levels')}
        placeholder={t('allLevels')}
        value={props.levels}
        onChange={(levels: ShownLevel[]) => props.onLevels(levels)}
        options={LEVELS.map((level) => ({ value: level, label: t(`level.${level}`) }))}
        maxTagCount="responsive"
        popupMatchSelectWidth={false}
        showSearch={false}
      />
      {props.sources.length > 1 && (
        <Select
          size="small"
          className={styles.sourceSelect ?? ''}
          aria-label={t('source')}
          value={[options.pod, options.container].filter(Boolean).join('/')}
          onChange={(value: string) => {
            const [pod, container] = value.split('/');
            onChange({ pod: pod || undefined, container: container || undefined });
          }}
          options={[
            { value: '', label: t('allSources') },
            ...props.sources.map((value) => ({ value, label: value })),
          ]}
          popupMatchSelectWidth={false}
        />
      )}
      <Select
        size="small"
        aria-label={t('since')}
        value={options.since ?? ''}
        onChange={(value: string) => onChange({ since: value || undefined })}
        options={[
          { value: '', label: t('sinceAll') },
          ...SINCE.map((value) => ({ value, label: t('sinceSpan', { span: value }) })),
        ]}
        popupMatchSelectWidth={false}
      />
      <Select
        size="small"
        aria-label={t('tail')}
        value={options.tail}
        onChange={(tail: number) => onChange({ tail })}
        options={TAILS.map((value) => ({ value, label: t('tailLines', { count: value }) }))}
        popupMatchSelectWidth={false}
      />
      <span className={styles.toggles}>
        <LogTool
          name={t('previous')}
          text={t('short.previous')}
          on={options.previous}
          icon={<HistoryOutlined />}
          onClick={() => onChange({ previous: !options.previous })}
        />
        <LogTool
          name={t('wrap')}
          text={t('short.wrap')}
          on={options.wrap}
          icon={<MenuUnfoldOutlined />}
          onClick={() => onChange({ wrap: !options.wrap })}
        />
        <LogTool
          name={t('timestamps')}
          text={t('short.timestamps')}
          on={options.timestamps}
          icon={<ClockCircleOutlined />}
          onClick={() => onChange({ timestamps: !options.timestamps })}
        />
        <LogTool
          name={t('find.open')}
          text={t('short.find')}
          on={props.finding}
          icon={<FileSearchOutlined />}
          onClick={() => props.onFinding(!props.finding)}
        />
        {props.onKeep && (
          <LogTool
            name={t('keep.button')}
            text={t('short.keep')}
            icon={<LinkOutlined />}
            onClick={props.onKeep}
          />
        )}
        <LogTool name={t('copy')} text={t('short.copy')} icon={<CopyOutlined />} onClick={props.onCopy} />
        <LogTool
          name={t('download')}
          text={t('short.download')}
          icon={<DownloadOutlined />}
          href={props.download}
          download={props.fileName}
        />
        <Button
          size="small"
          type={props.follow ? 'default' : 'primary'}
          icon={props.follow ? <PauseOutlined /> : <VerticalAlignBottomOutlined />}
          onClick={() => props.onFollow(!props.follow)}
        >
          {props.follow ? t('pause') : t('follow')}
        </Button>
      </span>
    </div>
  );
}
