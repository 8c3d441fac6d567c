'use client';

import { BugOutlined, SyncOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useState } from 'react';
import { ErrorState } from '@/components/ui';
import { call } from '@/lib/client/call';
import { listDebugContainers, startDebugContainer } from '@/lib/contract/debug';
import { Terminal } from './terminal';
import type { TerminalViewProps } from './terminal-view';
import styles from './terminal.module.css';

/** A shell in a debug container: started first, or found where one runs already. */
export function DebugShell(props: TerminalViewProps) {
  const { project, pod, container } = props.target;
  const t = useTranslations('terminal');
  const [image, setImage] = useState<string | undefined>();
  const params = { project, pod };
  // Asking again finds the same container, so a question it is.
  const start = useQuery({
    queryKey: ['debug-start', project, pod, container, image],
    queryFn: ({ signal }) => call(startDebugContainer, { params, body: { container, image } }, { signal }),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
  });
  const failed = useEffectEvent(() => props.onRunning(false, false));
  useEffect(() => {
    if (start.error) failed();
  }, [start.error]);

  if (start.data) {
    const { name, target } = start.data;
    return (
      <div className={styles.debug}>
        <p className={styles.sign}>
          <BugOutlined aria-hidden />
          {t('debugIn', { name, target: target ?? '' })}
        </p>
        <Terminal {...props} target={{ project, pod, container: name }} />
      </div>
    );
  }
  if (start.error && !start.isFetching) {
    return (
      <div className={styles.debugNote}>
        <ErrorState error={start.error} what={t('debugFailed')} retry={() => void start.refetch()} />
        <Form<{ image: string }> layout="inline" onFinish={(values) => setImage(values.image)}>
          <Form.Item name="image" label={t('debugImage')} rules={[{ required: true }]}>
            <Input className="mono" spellCheck={false} placeholder="samples/busybox:1" />
          </Form.Item>
          <Button htmlType="submit">{t('debugTry')}</Button>
        </Form>
      </div>
    );
  }
  return <Starting params={params} />;
}

/** How far the container is: pulling and starting may take a while. */
function Starting({ params }: { params: { project: string; pod: string } }) {
  const t = useTranslations('terminal');
  const list = useQuery({
    queryKey: ['debug', params.project, params.pod],
    queryFn: ({ signal }) => call(listDebugContainers, { params }, { signal }),
    refetchInterval: 1000,
    retry: false,
  });
  const coming = list.data?.items.findLast(({ state }) => state === 'waiting' || state === 'unknown');
  return (
    <p className={styles.debugNote} role="status">
      <SyncOutlined spin aria-hidden />{' '}
      {coming ? t('debugPulling', { name: coming.name }) : t('debugStarting')}
    </p>
  );
}
