'use client';

import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { CopyText, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { revealSecret } from '@/lib/contract/secrets';
import styles from './secrets.module.css';

interface Props {
  project: string;
  secret: string;
  keyName: string;
}

/** A value stands on the screen no longer than it takes to use it. */
const SHOWN_MS = 30_000;

/** The value of one key: fetched when somebody asks for it, which the audit keeps, and gone again by itself. */
export function RevealKey({ project, secret, keyName }: Props) {
  const t = useTranslations('secrets');
  const [shown, setShown] = useState<{ value: string; binary: boolean } | null>(null);
  const act = useAct({
    run: async () => {
      const answer = await call(revealSecret, { params: { project, secret }, body: { keys: [keyName] } });
      setShown({ value: answer.values[keyName] ?? '', binary: answer.binary.includes(keyName) });
    },
    // Nothing of it stays in the cache of answers.
    onDone: () => act.reset(),
  });
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  if (!shown) {
    return (
      <Button
        size="small"
        icon={<EyeOutlined />}
        loading={act.isPending}
        aria-label={t('reveal.of', { key: keyName })}
        onClick={() => act.mutate()}
      >
        {t('reveal.show')}
      </Button>
    );
  }
  return (
    <div className={styles.shown} aria-live="polite">
      <CopyText text={shown.value} what={keyName}>
        <span className={styles.value}>
          {shown.value === '' ? <span className="quiet">{t('reveal.empty')}</span> : shown.value}
        </span>
      </CopyText>
      {shown.binary && <span className="quiet">{t('reveal.binary')}</span>}
      <Button
        size="small"
        icon={<EyeInvisibleOutlined />}
        aria-label={t('reveal.hideOf', { key: keyName })}
        onClick={() => setShown(null)}
      >
        {t('reveal.hide')}
      </Button>
    </div>
  );
}
