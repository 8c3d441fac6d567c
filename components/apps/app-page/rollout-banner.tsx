'use client';

import { Alert, Button, Flex, Typography } from 'antd';
import { useTranslations } from 'next-intl';
import { LinkButton, RelativeTime } from '@/components/ui';
import { useReach } from '@/lib/client/reach-context';
import { StatusSentence } from '../status-sentence';
import { KeepWhatFits } from './keep-what-fits';
import { StableIn } from './stable-in';
import type { AppView, Evidence } from '../types';
import styles from '../apps.module.css';

interface Props {
  app: AppView;
  stale: boolean;
  mayDeploy: boolean;
  onRollback: () => void;
  onPutBack: () => void;
}

const TYPES = {
  available: 'success',
  progressing: 'info',
  degraded: 'warning',
  failed: 'error',
  stopped: 'info',
} as const;

/** The first thing on the page: what has become of the rollout, why, on what evidence, and what mends it. */
export function RolloutBanner({ app, stale, mayDeploy, onRollback, onPutBack }: Props) {
  const t = useTranslations('apps');
  const { status, release } = app;
  const { down, clusters = [] } = useReach();
  // What can't be reached is named above the page already.
  const told = down !== null || clusters.some(({ reachable }) => !reachable);
  const bad = status.verdict === 'failed' || status.verdict === 'degraded';
  return (
    <Flex vertical gap={8}>
      {stale && !told && <Alert type="warning" banner title={t('stale')} />}
      <Alert
        type={TYPES[status.verdict]}
        showIcon
        role={bad ? 'alert' : 'status'}
        title={
          <span data-testid="verdict" data-verdict={status.verdict} data-reason={status.reason}>
            <StatusSentence status={status} /> {!stale && <StableIn status={status} />}
          </span>
        }
        description={
          <Flex vertical gap={8}>
            {release && (
              <Typography.Text type="secondary">
                {t('releaseLine', { number: release.number, who: release.createdBy })} ·{' '}
                <RelativeTime at={release.createdAt} />
                {release.rollbackOf !== null && ` · ${t('rollbackOf', { number: release.rollbackOf })}`}
                {release.message && ` · ${release.message}`}
              </Typography.Text>
            )}
            {status.evidence.length > 0 && <EvidenceList evidence={status.evidence} />}
            {status.drift.length > 0 && <DriftList drift={status.drift} />}
            {bad && mayDeploy && (
              <Flex gap={8} wrap align="center">
                <KeepWhatFits app={app} />
                {release && status.drift.length > 0 && (
                  <Button size="small" type="primary" onClick={onPutBack}>
                    {t('putBack', { number: release.number })}
                  </Button>
                )}
                <LinkButton size="small" href={`/projects/${app.project}/apps/${app.name}/deploy`}>
                  {t('editConfig')}
                </LinkButton>
                {(release?.number ?? 1) > 1 && (
                  <Button size="small" onClick={onRollback}>
                    {t('rollback')}
                  </Button>
                )}
              </Flex>
            )}
          </Flex>
        }
      />
    </Flex>
  );
}

function DriftList({ drift }: { drift: AppView['status']['drift'] }) {
  const t = useTranslations('apps');
  return (
    <div>
      {t('drift')}
      <ul className={styles.evidence}>
        {drift.map(({ field, by, released, now }) => (
          <li key={field} className="mono">
            {released !== null && now !== null
              ? t('driftFrom', { field, by, released, now })
              : t('driftField', { field, by })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function EvidenceList({ evidence }: { evidence: Evidence[] }) {
  const t = useTranslations('apps');
  return (
    <ul className={styles.evidence} aria-label={t('evidence')}>
      {evidence.map((item, index) => (
        // Evidence has no identity of its own; the list is replaced as a whole.
        <li key={index}>
          <span className="quiet">
            {t(`evidenceKind.${item.kind}`)} · {item.object}
            {item.at && (
              <>
                {' · '}
                <RelativeTime at={item.at} />
              </>
            )}
          </span>
          <pre className={styles.evidenceText} tabIndex={0} ref={item.kind === 'log' ? toItsEnd : null}>
            {item.kind === 'log' || !item.reason ? item.message : `${item.reason}: ${item.message}`}
          </pre>
        </li>
      ))}
    </ul>
  );
}

/** What a program wrote last says why it ended. */
function toItsEnd(lines: HTMLPreElement | null): void {
  if (lines) lines.scrollTop = lines.scrollHeight;
}
