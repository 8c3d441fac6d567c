'use client';

import { UploadOutlined } from '@ant-design/icons';
import { App, Upload, type UploadProps } from 'antd';
import { useTranslations } from 'next-intl';
import { useErrorText } from '@/components/ui';
import { upload } from '@/lib/client/transfer';
import { uploadFile } from '@/lib/contract/files';
import { joinPath } from '@/lib/domain/file';
import { displayMemory } from '@/lib/domain/quantity';
import type { FileList } from './types';

interface Props {
  place: { project: string; pod: string; container: string };
  list: FileList;
  onDone: () => void;
}

/** Takes files by button and by drag; what is there already is asked for first. */
export function UploadArea({ place, list, onDone }: Props) {
  const t = useTranslations('files');
  const { modal, message, notification } = App.useApp();
  const text = useErrorText();
  const { project, pod, container } = place;

  const replaces = (name: string) =>
    new Promise<boolean>((resolve) => {
      modal.confirm({
        title: t('replaceTitle', { name }),
        content: t('replaceText'),
        okText: t('replace'),
        cancelText: t('cancel'),
        okButtonProps: { danger: true },
        onOk: () => resolve(true),
        onCancel: () => resolve(false),
      });
    });
  const beforeUpload: UploadProps['beforeUpload'] = async (file) => {
    if (file.size > list.limit) {
      notification.error({
        title: t('tooLarge', { name: file.name, limit: displayMemory(String(list.limit)) }),
        duration: 8,
      });
      return Upload.LIST_IGNORE;
    }
    const there = list.items.find(({ name }) => name === file.name);
    return !there || (await replaces(file.name)) ? true : Upload.LIST_IGNORE;
  };
  const customRequest: UploadProps['customRequest'] = ({ file, onProgress, onSuccess, onError }) => {
    if (typeof file === 'string') return { abort: () => undefined };
    const { name } = file as File;
    const abort = new AbortController();
    const args = { params: { project, pod }, query: { container, path: joinPath(list.path, name) } };
    upload(uploadFile, args, file, {
      progress: (share) => onProgress?.({ percent: (share ?? 0) * 100 }),
      signal: abort.signal,
    }).then(
      (answer) => {
        onSuccess?.(answer);
        void message.success(t('uploaded', { name }));
        onDone();
      },
      (error: Error) => {
        onError?.(error);
        if (abort.signal.aborted) return;
        const { why, todo } = text(error);
        notification.error({ title: why, description: todo, duration: 8 });
      },
    );
    return { abort: () => abort.abort() };
  };
  return (
    <Upload.Dragger
      multiple
      beforeUpload={beforeUpload}
      customRequest={customRequest}
      itemRender={(item, { status }) => (status === 'uploading' ? item : null)}
    >
      <UploadOutlined aria-hidden /> {t('upload', { limit: displayMemory(String(list.limit)) })}
    </Upload.Dragger>
  );
}
