'use client';

import { CloseOutlined, DownOutlined, UpOutlined } from '@ant-design/icons';
import { App, Button, Tooltip } from 'antd';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { LogView } from '@/components/logs';
import { DebugShell, Terminal } from '@/components/terminal';
import { useDockState, useDockStore } from './dock-context';
import type { DockTab, ShellTarget } from './dock-store';
import { DockResizer } from './dock-resizer';
import { DockTabs, panelId, tabId } from './dock-tabs';
import styles from './dock.module.css';

/** The panel below the pages with shells and logs: going to another page ends nothing. */
export function Dock() {
  const t = useTranslations('dock');
  const { tabs, active, hidden, height } = useDockState();
  const store = useDockStore();
  const { modal } = App.useApp();
  const panel = useRef<HTMLElement>(null);

  if (tabs.length === 0) return null;

  const close = (id: string) => {
    const tab = tabs.find((item) => item.id === id);
    if (tab?.kind !== 'shell' || !tab.running || tab.target.watch) {
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
      <div className={styles.bar}>
        <DockTabs tabs={tabs} active={active} onActivate={store.activate} onClose={close} />
        <Tooltip title={t('closeTab')}>
          <Button
            type="text"
            size="small"
            aria-label={t('closeTab')}
            icon={<CloseOutlined />}
            onClick={() => close(active ?? '')}
          />
        </Tooltip>
        <Tooltip title={hidden ? t('show') : t('hide')}>
          <Button
            type="text"
            size="small"
            aria-label={hidden ? t('show') : t('hide')}
            aria-expanded={!hidden}
            icon={hidden ? <UpOutlined /> : <DownOutlined />}
            onClick={() => store.setHidden(!hidden)}
          />
        </Tooltip>
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.id}
          role="tabpanel"
          id={panelId(tab.id)}
          aria-labelledby={tabId(tab.id)}
          className={styles.panel}
          hidden={hidden || tab.id !== active}
        >
          <Pane
            tab={tab}
            onLeave={toTabs}
            onRunning={(running, lasting) => store.setRunning(tab.id, running, lasting)}
            onSession={(session) => store.setSession(tab.id, session)}
            onDebug={(target) => store.replaceShell(tab.id, { ...target, debug: true })}
          />
        </div>
      ))}
    </section>
  );
}

function Pane({
  tab,
  onLeave,
  onRunning,
  onSession,
  onDebug,
}: {
  tab: DockTab;
  onLeave: () => void;
  onRunning: (running: boolean, lasting: boolean) => void;
  onSession: (session: string) => void;
  onDebug: (target: ShellTarget) => void;
}) {
  if (tab.kind === 'shell') {
    const { target } = tab;
    const Shell = target.debug ? DebugShell : Terminal;
    return (
      <Shell
        target={target}
        session={tab.session ?? null}
        onLeave={onLeave}
        onRunning={onRunning}
        onSession={onSession}
        onDebug={() => onDebug(target)}
      />
    );
  }
  return <LogView {...tab.target} height="fill" />;
}
