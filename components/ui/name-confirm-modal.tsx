'use client';

import { Input, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { useId, useState, type ReactNode } from 'react';
import { ErrorState } from './error-state';
import styles from './ui.module.css';

interface Props {
  open: boolean;
  title: string;
  /** The name that has to be typed. */
  name: string;
  /** What goes with it, and that it can't come back. */
  children: ReactNode;
  okText: string;
  busy?: boolean;
  /** True while it can't be done at all: then nothing is asked for, and the text says what comes first. */
  blocked?: boolean;
  error?: unknown;
  onCancel: () => void;
  onConfirm: () => void;
}

/** Asks for the name before what can't come back. */
export function NameConfirmModal(props: Props) {
  const t = useTranslations('common');
  const [typed, setTyped] = useState('');
  const id = useId();
  const matches = typed.trim() === props.name && !props.blocked;
  const confirm = () => {
    if (matches && !props.busy) props.onConfirm();
  };
  return (
    <Modal
      open={props.open}
      title={props.title}
      okText={props.okText}
      okButtonProps={{ danger: true, disabled: !matches, loading: props.busy === true }}
      cancelText={t('cancel')}
      onCancel={props.onCancel}
      onOk={confirm}
      afterClose={() => setTyped('')}
      destroyOnHidden
    >
      <div className={styles.confirm}>
        <div>{props.children}</div>
        {!props.blocked && (
          <>
            <label htmlFor={id}>{t('typeName', { name: props.name })}</label>
            <Input
              id={id}
              className="mono"
              value={typed}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
              onPressEnter={confirm}
            />
          </>
        )}
        {props.error !== undefined && props.error !== null && <ErrorState error={props.error} />}
      </div>
    </Modal>
  );
}
