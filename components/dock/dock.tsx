'use client';

import { CodeOutlined, DownOutlined, FileTextOutlined, UpOutlined } from '@ant-design/icons';
import { App, Button, Tabs, Tooltip } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { LogView } from '@/components/logs';
import { Terminal } from '@/components/terminal';
import { useDockState, useDockStore } from './dock-context';
import type { DockTab } from './dock-store';
import { DockResizer } from './dock-resizer';
import styles from './dock.module.css';

/** The panel below the pages with shells and logs: going to another page ends nothing. */
export function Dock() {
  const t = useTranslations('dock');
  const { tabs, active, hidden, height } = useDockState();
  const store = useDockStore();
  const { modal } = App.useApp();
  const panel = useRef<HTMLElement>(null);
  const running = tabs.some((tab) => tab.kind === 'shell' && tab.running);

  useEffect(() => {
    if (!running) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [running]);

  if (tabs.length === 0) return null;

  const close = (id: string) => {
    const tab = tabs.find((item) => item.id === id);
    if (tab?.kind !== 'shell' || !tab.running) {
      store.close(id);
      return;
    }
    modal.confirm({
      title: t('closeTitle'),
      content: t('closeBody', { pod: tab.target.pod }),
      okText: t('closeOk'),
      cancelText: t('closeCancel'),
      okButtonProps: { danger: true },
      onOk: () => store.close(id),
    });
  };
  const toTabs = () =>
    panel.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();

  return (
    <section
      ref={panel}
      className={styles.dock}
      aria-label={t('label')}
      data-hidden={hidden}
      style={hidden ? undefined : { blockSize: `min(${height}px, 75dvh)` }}
    >
      {!hidden && <DockResizer height={height} onResize={store.setHeight} label={t('resize')} />}
      <Tooltip title={hidden ? t('show') : t('hide')}>
        <Button
          className={styles.hide ?? ''}
          type="text"
          size="small"
          aria-label={hidden ? t('show') : t('hide')}
          aria-expanded={!hidden}
          icon={hidden ? <UpOutlined /> : <DownOutlined />}
          onClick={() => store.setHidden(!hidden)}
        />
      </Tooltip>
      <Tabs
        className={styles.tabs}
        type="editable-card"
        size="small"
        hideAdd
        activeKey={active ?? ''}
        onChange={store.activate}
        onEdit={(key, action) => {
          if (action === 'remove' && typeof key === 'string') close(key);
        }}
        locale={{ removeAriaLabel: t('close') }}
        items={tabs.map((tab) => ({
          key: tab.id,
          label: <TabLabel tab={tab} />,
          children: <Pane tab={tab} onLeave={toTabs} onRunning={(now) => store.setRunning(tab.id, now)} />,
          forceRender: true,
        }))}
      />
    </section>
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

function Pane({
  tab,
  onLeave,
  onRunning,
}: {
  tab: DockTab;
  onLeave: () => void;
  onRunning: (running: boolean) => void;
}) {
  if (tab.kind === 'shell') return <Terminal target={tab.target} onLeave={onLeave} onRunning={onRunning} />;
  return <LogView {...tab.target} height="fill" />;
}
