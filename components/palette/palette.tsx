'use client';

import { Input, Modal, Tag, type InputRef } from 'antd';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect, useId, useRef, useState } from 'react';
import { ErrorState } from '@/components/ui';
import type { Entry } from './entries';
import styles from './palette.module.css';
import { useEntries } from './use-entries';

const PAUSE = 120;

/** Search everything that one may see, and go there: a combobox over a list, all by keyboard. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTranslations('palette');
  const router = useRouter();
  const id = useId();
  const input = useRef<InputRef>(null);
  const [text, setText] = useState('');
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { entries, busy, error } = useEntries(typed);
  const active = Math.min(at, entries.length - 1);

  useEffect(() => {
    const timer = setTimeout(() => {
      setTyped(text.trim());
      setAt(0);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text]);

  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, id]);

  const go = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    router.push(entry.href);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((active + step + entries.length) % Math.max(1, entries.length));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      go(entries[active]);
    }
  };

  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      width={600}
      title={<span className="visually-hidden">{t('title')}</span>}
      afterOpenChange={(open) => open && input.current?.focus()}
      style={{ top: '12vh' }}
    >
      <Input
        ref={input}
        autoFocus
        size="large"
        variant="borderless"
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        aria-label={t('open')}
        placeholder={t('placeholder')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {error !== null && error !== undefined && <ErrorState error={error} />}
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t('results')}
        aria-busy={busy}
        className={styles.list}
      >
        {entries.map((entry, index) => (
          <div
            key={entry.key}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={styles.option}
            onMouseMove={() => setAt(index)}
            onClick={() => go(entry)}
            onKeyDown={onKeyDown}
          >
            <span className={styles.title}>{entry.title}</span>
            <span className={styles.note}>{entry.note}</span>
            <Tag>{t(`kind.${entry.kind}`)}</Tag>
          </div>
        ))}
      </div>
      {entries.length === 0 && !busy && <p className={styles.none}>{t('none')}</p>}
      <p className={styles.hint}>{t('hint')}</p>
    </Modal>
  );
}
