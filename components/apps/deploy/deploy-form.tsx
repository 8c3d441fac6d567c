'use client';

import { Flex, Form, Input, type FormInstance } from 'antd';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { ImagePicker, type PickedImage } from '@/components/registries/image-picker';
import { Section } from '@/components/ui';
import { AppAddress } from '../app-address';
import { FoldedParts, NumberFields } from './folded-parts';
import { freeName, nameFromImage, type DeployValues } from './form-values';
import { ResourceSliders, type Most } from './resource-sliders';

interface Props {
  project: string;
  form: FormInstance<DeployValues>;
  initial: DeployValues;
  /** True for an app that exists: its name stands. */
  existing: boolean;
  /** Names that other apps of the project have. */
  taken: readonly string[];
  most: Most;
  onChange: () => void;
  onSubmit: () => void;
}

/** What the name of an app looks like. */
const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** The form's id, for the button that stands outside of it. */
export const DEPLOY_FORM = 'deploy-form';

/** The left side of the deploy page: image first, then the few things most people look at, then the folded rest. */
export function DeployForm({ project, form, initial, existing, taken, most, onChange, onSubmit }: Props) {
  const t = useTranslations('deploy');
  // Once somebody typed a name or port, another image does not change it.
  const touched = useRef({ name: existing, port: existing });
  const picked = Form.useWatch('image', form);
  const registry = Form.useWatch('registry', form);
  const name = Form.useWatch('name', form);
  const port = Form.useWatch('port', form);

  const onPick = (image: PickedImage) => {
    form.setFieldsValue({ image: image.reference, registry: image.registry });
    if (!touched.current.name) form.setFieldsValue({ name: freeName(nameFromImage(image.reference), taken) });
    if (!touched.current.port) form.setFieldsValue({ port: image.config?.ports[0]?.port ?? null });
    onChange();
  };

  return (
    <Form<DeployValues>
      id={DEPLOY_FORM}
      form={form}
      layout="vertical"
      initialValues={initial}
      requiredMark={false}
      onFinish={onSubmit}
      onValuesChange={(changed: Partial<DeployValues>) => {
        if (changed.name !== undefined) touched.current.name = true;
        if (changed.port !== undefined) touched.current.port = true;
        onChange();
      }}
    >
      <Flex vertical gap={16}>
        <Section title={t('image')}>
          <ImagePicker
            project={project}
            value={picked ? { registry: registry ?? null, reference: picked } : null}
            onChange={onPick}
          />
          <Form.Item name="image" hidden rules={[{ required: true, message: t('imageRequired') }]}>
            <Input />
          </Form.Item>
          <Form.Item name="registry" hidden>
            <Input />
          </Form.Item>
        </Section>
        <Section title={t('app')}>
          {!existing && (
            <Form.Item
              name="name"
              label={t('name')}
              extra={t('nameHint')}
              rules={[
                { required: true, message: t('required') },
                { pattern: NAME, message: t('nameRule') },
                { max: 63, message: t('nameRule') },
              ]}
            >
              <Input className="mono" autoComplete="off" spellCheck={false} />
            </Form.Item>
          )}
          <NumberFields />
          <ResourceSliders most={most} what="limit" />
          <FoldedParts project={project} most={most} />
          {existing && (
            <Form.Item name="message" label={t('message')}>
              <Input maxLength={500} placeholder={t('messageHint')} />
            </Form.Item>
          )}
          {name && NAME.test(name) && <AppAddress project={project} app={name} ports={port ? [port] : []} />}
        </Section>
      </Flex>
    </Form>
  );
}
