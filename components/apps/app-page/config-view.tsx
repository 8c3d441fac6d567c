'use client';

import { Descriptions } from 'antd';
import { useTranslations } from 'next-intl';
import { Digest } from '@/components/ui';
import type { AppView } from '../types';
import styles from '../apps.module.css';

/** The AppSpec of the present release, as people read it. */
export function ConfigView({ app }: { app: AppView }) {
  const t = useTranslations('apps');
  const { spec } = app;
  const { resources } = spec;
  const none = <span className="quiet">—</span>;
  return (
    <Descriptions
      bordered
      size="small"
      column={1}
      items={[
        { key: 'image', label: t('config.image'), children: <span className="mono">{spec.image}</span> },
        { key: 'digest', label: t('config.digest'), children: <Digest digest={app.digest} /> },
        { key: 'registry', label: t('config.registry'), children: spec.registry },
        { key: 'replicas', label: t('config.replicas'), children: app.replicas },
        { key: 'cpu', label: 'CPU', children: `${resources.cpuRequest} – ${resources.cpuLimit}` },
        {
          key: 'memory',
          label: t('config.memory'),
          children: `${resources.memoryRequest} – ${resources.memoryLimit}`,
        },
        {
          key: 'ports',
          label: t('config.ports'),
          children:
            spec.ports.length > 0
              ? spec.ports.map((port) => `${port.port}/${port.protocol} (${port.name})`).join(', ')
              : none,
        },
        {
          key: 'command',
          label: t('config.command'),
          children:
            spec.command.length + spec.args.length > 0 ? (
              <code>{[...spec.command, ...spec.args].join(' ')}</code>
            ) : (
              t('config.fromImage')
            ),
        },
        {
          key: 'env',
          label: t('config.env'),
          children:
            spec.env.length > 0 ? (
              <ul className={`mono ${styles.plainList}`}>
                {spec.env.map((env) => (
                  <li key={env.name}>
                    {env.name}={env.secret ? `Secret ${env.secret.name}/${env.secret.key}` : env.value}
                  </li>
                ))}
              </ul>
            ) : (
              none
            ),
        },
        { key: 'readiness', label: t('config.readiness'), children: probeText(spec.readiness) ?? none },
        { key: 'liveness', label: t('config.liveness'), children: probeText(spec.liveness) ?? none },
      ]}
    />
  );
}

function probeText(probe: AppView['spec']['readiness']): string | null {
  if (probe.kind === 'none') return null;
  if (probe.kind === 'tcp') return `TCP ${probe.port}`;
  if (probe.kind === 'http') return `HTTP GET ${probe.path} (${probe.port})`;
  return probe.command.join(' ');
}
