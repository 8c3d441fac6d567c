'use client';

import { Alert, Button, Collapse, Flex, Typography } from 'antd';
import { useTranslations } from 'next-intl';
import { DiffView, ErrorState, Loading, QuotaBar, Section } from '@/components/ui';
import { displayCpu, displayMemory, quantityOrZero } from '@/lib/domain/quantity';
import { useFindingText, type Plan } from './finding-text';

interface Props {
  plan: Plan | undefined;
  error: unknown;
  /** True while a newer plan is being made; the old one stays in view. */
  pending: boolean;
  /** False until there is enough to plan with. */
  ready: boolean;
  onReplicas: (replicas: number) => void;
}

/** What Deploy would do: the quota with this app drawn in, what would fail, and what changes. */
export function PlanPanel({ plan, error, pending, ready, onReplicas }: Props) {
  const t = useTranslations('deploy');
  return (
    <Section title={t('plan')}>
      <div aria-live="polite" aria-busy={pending}>
        {!ready && <Typography.Text type="secondary">{t('planWaiting')}</Typography.Text>}
        {ready && error !== null && error !== undefined && <ErrorState error={error} />}
        {ready && !error && !plan && <Loading rows={5} />}
        {ready && !error && plan && (
          <Flex vertical gap={16} style={{ opacity: pending ? 0.65 : 1 }}>
            <Findings findings={plan.findings} onReplicas={onReplicas} />
            <Quota quota={plan.quota} />
            <Changes changes={plan.changes} />
          </Flex>
        )}
      </div>
    </Section>
  );
}

interface FindingsProps extends Pick<Props, 'onReplicas'> {
  findings: Plan['findings'];
}

function Findings({ findings, onReplicas }: FindingsProps) {
  const t = useTranslations('deploy');
  const text = useFindingText();
  // Of several resources that run out, all say the same number: it is told and offered once.
  const first = findings.find(({ kind, params }) => kind === 'quota' && params['fits'] !== undefined);
  if (findings.length === 0) return <Alert type="success" showIcon title={t('planClean')} />;
  return (
    <Flex vertical gap={8}>
      {findings.map((finding) => (
        <Alert
          key={`${finding.kind} ${finding.message}`}
          type={finding.severity}
          showIcon
          title={t.has(`finding.${finding.kind}`) ? t(`finding.${finding.kind}`) : finding.kind}
          description={
            <Flex vertical gap={8} align="flex-start">
              <span>{text(finding)}</span>
              {finding === first && <WhatFits params={finding.params} onReplicas={onReplicas} />}
            </Flex>
          }
        />
      ))}
    </Flex>
  );
}

/** How many pods the quota has room for, and the button that asks for no more. */
function WhatFits({ params, onReplicas }: Pick<Props, 'onReplicas'> & { params: Record<string, string> }) {
  const t = useTranslations('deploy');
  const { fits = '', wanted = '' } = params;
  return (
    <>
      <span>{t('fits', { fits, wanted })}</span>
      <Button size="small" onClick={() => onReplicas(Number(fits))}>
        {t('setReplicas', { count: fits })}
      </Button>
    </>
  );
}

const BILLION = 1_000_000_000;
const toNumber = (text: string | null) => (text === null ? null : Number(quantityOrZero(text)) / BILLION);

function Quota({ quota }: { quota: Plan['quota'] }) {
  const t = useTranslations('deploy');
  const lines = [
    { key: 'cpu', ...quota.cpu, format: (value: number) => displayCpu(value.toFixed(3)) },
    { key: 'memory', ...quota.memory, format: (value: number) => displayMemory(String(Math.round(value))) },
    { key: 'pods', ...quota.pods, format: (value: number) => String(value) },
  ];
  return (
    <Flex vertical gap={8}>
      {lines.map((line) => (
        <QuotaBar
          key={line.key}
          label={t(`quota.${line.key}`)}
          used={toNumber(line.used) ?? 0}
          added={Math.max(0, toNumber(line.added) ?? 0)}
          hard={toNumber(line.hard)}
          format={line.format}
        />
      ))}
    </Flex>
  );
}

function Changes({ changes }: { changes: Plan['changes'] }) {
  const t = useTranslations('deploy');
  const real = changes.filter((change) => change.action !== 'none');
  if (real.length === 0) return <Typography.Text type="secondary">{t('noChanges')}</Typography.Text>;
  return (
    <Collapse
      size="small"
      items={real.map((change) => ({
        key: `${change.kind}/${change.name}`,
        label: `${t(`action.${change.action}`)} ${change.kind} ${change.name}`,
        children: <DiffView diff={change.diff} label={`${change.kind} ${change.name}`} />,
      }))}
    />
  );
}
