'use client';

import { Alert, Button, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { CopyText } from './copy-text';
import styles from './ui.module.css';

interface Props {
  open: boolean;
  title: string;
  /** What it is, for its label and the copy button: “Password”, “Token”. */
  what: string;
  /** That it is shown this once. */
  warning: string;
  secret: string;
  /** What is handed over with it, before and after it. */
  before?: readonly LabelledText[];
  after?: readonly LabelledText[];
  onClose: () => void;
}

interface LabelledText {
  label: string;
  text: string;
}

/** A secret that the server shows once. Only the button closes it: a slip of the pointer must not lose it. */
export function SecretOnce({ open, title, what, warning, secret, before = [], after = [], onClose }: Props) {
  const t = useTranslations('common');
  return (
    <Modal
      open={open}
      title={title}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        <Button type="primary" onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      <dl className={styles.handedOver}>
        {before.map((line) => (
          <Line key={line.label} {...line} />
        ))}
        <Line label={what} text={secret} testId="secret" />
        {after.map((line) => (
          <Line key={line.label} {...line} />
        ))}
      </dl>
      <Alert type="warning" showIcon title={warning} />
    </Modal>
  );
}

function Line({ label, text, testId }: LabelledText & { testId?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-testid={testId}>
        <CopyText text={text} what={label} />
      </dd>
    </div>
  );
}
