'use client';

import { CloseOutlined, CodeOutlined, FileTextOutlined } from '@ant-design/icons';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import type { DockTab } from './dock-store';
import styles from './dock.module.css';

interface Props {
  tabs: DockTab[];
  active: string | null;
  onActivate: (id: string) => void;
  onClose: (id: string) => void;
}

/** The ids that join a tab to its panel. */
export const tabId = (id: string) => `dock-tab-${id}`;
export const panelId = (id: string) => `dock-panel-${id}`;

/**
 * The dock's tabs (ARIA: arrow keys move, Delete closes). Ant Design's closable tabs put buttons into the tab list,
 * where assistive technology does not look for them; here the cross is for the pointer only.
 */
export function DockTabs({ tabs, active, onActivate, onClose }: Props) {
  const t = useTranslations('dock');
  const key = (event: KeyboardEvent<HTMLElement>, at: number) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (tab) {
      event.preventDefault();
      onActivate(tab.id);
      document.getElementById(tabId(tab.id))?.focus();
    } else if (event.key === 'Delete') {
      onClose(tabs[at]?.id ?? '');
    }
  };
  return (
    <div role="tablist" aria-label={t('label')} className={styles.tabs}>
      {tabs.map((tab, at) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={tabId(tab.id)}
          aria-selected={tab.id === active}
          aria-controls={panelId(tab.id)}
          tabIndex={tab.id === active ? 0 : -1}
          className={styles.tab}
          title={t('tabHint')}
          onClick={() => onActivate(tab.id)}
          onAuxClick={() => onClose(tab.id)}
          onKeyDown={(event) => key(event, at)}
        >
          <TabLabel tab={tab} />
          <span
            aria-hidden
            className={styles.cross}
            onClick={(event) => {
              event.stopPropagation();
              onClose(tab.id);
            }}
          >
            <CloseOutlined />
          </span>
        </button>
      ))}
    </div>
  );
}

function TabLabel({ tab }: { tab: DockTab }) {
  const t = useTranslations('dock');
  const ended = tab.kind === 'shell' && !tab.running;
  return (
    <span className={styles.label} data-ended={ended}>
      {tab.kind === 'shell' ? <CodeOutlined aria-hidden /> : <FileTextOutlined aria-hidden />}
      <span className="visually-hidden">{tab.kind === 'shell' ? t('shell') : t('log')} </span>
      <span className={styles.name}>{tab.title}</span>
      {ended && <span className="visually-hidden"> {t('ended')}</span>}
    </span>
  );
}
