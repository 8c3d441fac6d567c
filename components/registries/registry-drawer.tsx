'use client';

import { Button, Drawer, Flex, Form, type FormInstance } from 'antd';
import { useTranslations } from 'next-intl';
import { ErrorState, showFieldErrors, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { createRegistry, testNewRegistry, testRegistry, updateRegistry } from '@/lib/contract/registries';
import { RegistryFields } from './registry-fields';
import { emptyValues, toCreateBody, toPatchBody, valuesOf, type RegistryValues } from './registry-values';
import styles from './registries.module.css';
import { TestAnswer } from './test-answer';
import type { Registry } from './types';

interface Props {
  /** Null to add one. */
  registry: Registry | null;
  onClose: () => void;
}

/** Adds or edits a registry; its connection can be tried before it is saved. */
export function RegistryDrawer({ registry, onClose }: Props) {
  const t = useTranslations('registries.form');
  const tc = useTranslations('common');
  const [form] = Form.useForm<RegistryValues>();
  const save = useAct({
    run: (values: RegistryValues) =>
      registry === null
        ? call(createRegistry, { body: toCreateBody(values) })
        : call(updateRegistry, { params: { registry: registry.name }, body: toPatchBody(values, registry) }),
    done: (answer) => t('saved', { name: answer.name }),
    refresh: [['registries'], ['registry']],
    toastError: false,
    onDone: onClose,
    onError: (error) => void showFieldErrors(form, error),
  });
  const test = useTest(registry, form);
  return (
    <Drawer
      open
      size="large"
      title={registry === null ? t('addTitle') : t('editTitle', { name: registry.name })}
      onClose={onClose}
      footer={
        <>
          {/* Beside the buttons: below the fields nobody would see it. */}
          {(test.data ?? test.error ?? save.error) && (
            <div className={styles.answer}>
              {test.data && <TestAnswer result={test.data} />}
              {test.error && <ErrorState error={test.error} />}
              {save.error && <ErrorState error={save.error} />}
            </div>
          )}
          <Flex gap={8} justify="end" wrap>
            <Button
              loading={test.isPending}
              onClick={() => test.mutate()}
              style={{ marginInlineEnd: 'auto' }}
            >
              {test.isPending ? t('testing') : t('test')}
            </Button>
            <Button onClick={onClose}>{tc('cancel')}</Button>
            <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
              {registry === null ? t('create') : tc('save')}
            </Button>
          </Flex>
        </>
      }
    >
      <Form<RegistryValues>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={registry === null ? emptyValues : valuesOf(registry)}
        onFinish={(values) => save.mutate(values)}
        onValuesChange={() => {
          test.reset();
          save.reset();
        }}
      >
        <RegistryFields registry={registry} />
      </Form>
    </Drawer>
  );
}

function useTest(registry: Registry | null, form: FormInstance<RegistryValues>) {
  return useAct({
    run: async () => {
      const values = await form.validateFields(['kind', 'url', 'username', 'password', 'caBundle']);
      const whole: RegistryValues = { ...emptyValues, ...values };
      if (registry === null) {
        const { kind, url, username, password, caBundle } = toCreateBody(whole);
        return call(testNewRegistry, { body: { kind, url, username, password, caBundle } });
      }
      const { kind, url, username, password, caBundle } = toPatchBody(whole, registry);
      const body = { kind, url, username, caBundle, ...(password === undefined ? {} : { password }) };
      return call(testRegistry, { params: { registry: registry.name }, body });
    },
    toastError: false,
    onError: (error) => void showFieldErrors(form, error),
  });
}
