'use client';

import { SearchOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import styles from '@/components/shell/frame.module.css';

const Palette = dynamic(() => import('./palette').then((module) => module.Palette), { ssr: false });

/** Opens the palette, also by ⌘K or Ctrl+K from anywhere but a shell. */
export function PaletteButton() {
  const t = useTranslations('palette');
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      // Ctrl+K deletes to the end of the line in a shell; there it belongs to the shell.
      if (event.target instanceof Element && event.target.closest('.xterm')) return;
      event.preventDefault();
      setOpen((now) => !now);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <Button
        className={styles.palette}
        icon={<SearchOutlined />}
        aria-label={t('open')}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
      >
        <span>{t('short')}</span>
        <kbd>{t('keys')}</kbd>
      </Button>
      {open && <Palette onClose={() => setOpen(false)} />}
    </>
  );
}
