'use client';

import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { DEPLOY_FORM } from './deploy-form';
import { useFindingText, type Plan } from './finding-text';
import styles from '../apps.module.css';

interface Props {
  /** Errors of the plan as it is shown. */
  errors: Plan['findings'];
  ready: boolean;
  busy: boolean;
}

/** The one button that matters, always in view, with what the plan says against pressing it. */
export function DeployBar({ errors, ready, busy }: Props) {
  const t = useTranslations('deploy');
  // A name that somebody else has can't work; all else may have changed by the time it is tried.
  const impossible = errors.some((finding) => finding.kind === 'name');
  return (
    <div className={styles.deployBar}>
      {errors.length > 0 && <span role="status">{t('blocked', { count: errors.length })}</span>}
      <Button
        type="primary"
        size="large"
        block
        htmlType="submit"
        form={DEPLOY_FORM}
        danger={errors.length > 0}
        loading={busy}
        disabled={!ready || impossible}
      >
        {errors.length > 0 && !impossible ? t('anyway') : t('deploy')}
      </Button>
    </div>
  );
}

/** Asks once more where the plan says that it would fail. */
export function useAnyway(errors: Plan['findings']): (go: () => void) => void {
  const t = useTranslations('deploy');
  const text = useFindingText();
  const { modal } = App.useApp();
  return (go) => {
    if (errors.length === 0) return go();
    modal.confirm({
      title: t('anywayTitle'),
      content: (
        <ul className={styles.reasons}>
          {errors.map((finding) => (
            <li key={`${finding.kind} ${finding.message}`}>{text(finding)}</li>
          ))}
        </ul>
      ),
      okText: t('anywayDo'),
      okButtonProps: { danger: true },
      onOk: go,
    });
    return undefined;
  };
}
