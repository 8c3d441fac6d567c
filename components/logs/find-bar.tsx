'use client';

import { CloseOutlined, DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useTranslations } from 'next-intl';
import type { Find } from './use-find';
import styles from './logs.module.css';

interface Props {
  wanted: string;
  find: Find;
  onWanted: (wanted: string) => void;
  onClose: () => void;
}

/** Looks for a text in the lines that are shown: how many hold it, the next, the one before. */
export function FindBar({ wanted, find, onWanted, onClose }: Props) {
  const t = useTranslations('logs');
  const count = find.count ?? 0;
  return (
    <div className={styles.find} role="search" aria-label={t('find.label')}>
      <Input
        size="small"
        autoFocus
        value={wanted}
        aria-label={t('find.label')}
        placeholder={t('find.label')}
        title={t('searchHint')}
        onChange={(event) => onWanted(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'F3') find.go(!event.shiftKey);
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
        }}
      />
      <span className={styles.count} role="status">
        {wanted !== '' &&
          (find.count !== null ? t('find.count', { current: find.current, count }) : t('find.wrong'))}
      </span>
      <Button
        size="small"
        type="text"
        aria-label={t('find.before')}
        disabled={count === 0}
        icon={<UpOutlined />}
        onClick={() => find.go(false)}
      />
      <Button
        size="small"
        type="text"
        aria-label={t('find.next')}
        disabled={count === 0}
        icon={<DownOutlined />}
        onClick={() => find.go(true)}
      />
      <Button
        size="small"
        type="text"
        aria-label={t('find.close')}
        icon={<CloseOutlined />}
        onClick={onClose}
      />
    </div>
  );
}
