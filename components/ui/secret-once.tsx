'use client';

import { Alert, Button, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { CopyText } from './copy-text';

interface Props {
  open: boolean;
  title: string;
  /** What it is, for the copy button: “password”, “token”. */
  what: string;
  /** That it is shown this once. */
  warning: string;
  secret: string;
  onClose: () => void;
}

/** A secret that the server shows once. Only the button closes it: a slip of the pointer must not lose it. */
export function SecretOnce({ open, title, what, warning, secret, onClose }: Props) {
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
      <p style={{ marginBlockEnd: 16, fontSize: 16 }} data-testid="secret">
        <CopyText text={secret} what={what} />
      </p>
      <Alert type="warning" showIcon title={warning} />
    </Modal>
  );
}
