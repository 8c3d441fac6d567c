'use client';

import { Form, Input, InputNumber, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyText, FormDialog, RelativeTime } from '@/components/ui';
import { call } from '@/lib/client/call';
import type { Answer } from '@/lib/contract/operation';
import { createLogExcerpt } from '@/lib/contract/log-excerpts';

/** The lines to keep. */
export interface KeptRange {
  from: string;
  to: string;
  pods: string[];
  container?: string;
  lines: number;
}

interface Props {
  project: string;
  app: string;
  /** Null while nothing is to be kept. */
  range: KeptRange | null;
  onClose: () => void;
}

interface Values {
  note: string;
  days: number;
}

// More pods than may be named: all of the app.
const MOST_PODS = 60;

/** Keeps a range of lines, then shows the link to it. */
export function KeepExcerpt({ project, app, range, onClose }: Props) {
  const t = useTranslations('logs');
  const [kept, setKept] = useState<Answer<typeof createLogExcerpt> | null>(null);
  const link = kept
    ? `${window.location.origin}/projects/${project}/apps/${app}/log-excerpts/${kept.id}`
    : '';
  const close = () => {
    setKept(null);
    onClose();
  };
  return (
    <>
      <FormDialog<Values, Answer<typeof createLogExcerpt>>
        open={range !== null && !kept}
        title={t('keep.title')}
        okText={t('keep.ok')}
        initial={{ note: '', days: 30 }}
        refresh={[['log-excerpts', project, app]]}
        run={({ note, days }) => {
          if (!range) throw new Error('nothing is selected');
          const { from, to, pods, container } = range;
          const where = {
            ...(pods.length <= MOST_PODS ? { pods } : {}),
            ...(container === undefined ? {} : { container }),
          };
          return call(createLogExcerpt, {
            params: { project, app },
            body: { from, to, note, days, ...where },
          });
        }}
        onClose={onClose}
        onDone={setKept}
      >
        <p>{t('keep.text', { count: range?.lines ?? 0 })}</p>
        <Form.Item name="note" label={t('keep.note')}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="days" label={t('keep.days')} rules={[{ required: true }]}>
          <InputNumber min={1} max={365} precision={0} />
        </Form.Item>
      </FormDialog>
      <Modal
        open={kept !== null}
        title={t('keep.done')}
        onCancel={close}
        onOk={close}
        cancelButtonProps={{ hidden: true }}
        destroyOnHidden
      >
        {kept && (
          <>
            <p>{t('keep.kept', { count: kept.lines })}</p>
            {kept.cut && <p>{t('keep.cut')}</p>}
            <p style={{ overflowWrap: 'anywhere' }}>
              <CopyText text={link} what={t('keep.link')} />
            </p>
            <p className="quiet">
              {t('keep.until')} <RelativeTime at={kept.expiresAt} />
            </p>
          </>
        )}
      </Modal>
    </>
  );
}
