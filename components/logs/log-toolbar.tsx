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
import { Button, Input, Select, Tooltip } from 'antd';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ShownLevel } from './entry';
import { CONTEXTS, LEVELS, SINCE, TAILS, type LogOptions } from './log-options';
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
        <Toggle
          name={t('previous')}
          on={options.previous}
          icon={<HistoryOutlined />}
          onClick={() => onChange({ previous: !options.previous })}
        />
        <Toggle
          name={t('wrap')}
          on={options.wrap}
          icon={<MenuUnfoldOutlined />}
          onClick={() => onChange({ wrap: !options.wrap })}
        />
        <Toggle
          name={t('timestamps')}
          on={options.timestamps}
          icon={<ClockCircleOutlined />}
          onClick={() => onChange({ timestamps: !options.timestamps })}
        />
        <Toggle
          name={t('find.open')}
          on={props.finding}
          icon={<FileSearchOutlined />}
          onClick={() => props.onFinding(!props.finding)}
        />
        {props.onKeep && (
          <Tooltip title={t('keep.button')}>
            <Button
              size="small"
              type="text"
              aria-label={t('keep.button')}
              icon={<LinkOutlined />}
              onClick={props.onKeep}
            />
          </Tooltip>
        )}
        <Tooltip title={t('copy')}>
          <Button
            size="small"
            type="text"
            aria-label={t('copy')}
            icon={<CopyOutlined />}
            onClick={props.onCopy}
          />
        </Tooltip>
        <Tooltip title={t('download')}>
          <Button
            size="small"
            type="text"
            aria-label={t('download')}
            icon={<DownloadOutlined />}
            href={props.download}
            download={props.fileName}
          />
        </Tooltip>
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

function Toggle({
  name,
  on,
  icon,
  onClick,
}: {
  name: string;
  on: boolean;
  icon: ReactNode;
  onClick: () => void;
}) {
  return (
    <Tooltip title={name}>
      <Button
        size="small"
        type={on ? 'default' : 'text'}
        aria-label={name}
        aria-pressed={on}
        className={on ? styles.on : ''}
        icon={icon}
        onClick={onClick}
      />
    </Tooltip>
  );
}
