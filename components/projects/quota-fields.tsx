'use client';

import { Alert, Collapse, Form, Input, InputNumber } from 'antd';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { displayCpu, displayMemory } from '@/lib/domain/quantity';
import {
  capBreach,
  capsLeft,
  DEFAULT_QUOTA,
  defaultQuotaWithin,
  LEAST_MEMORY,
  quotaSchema,
  type TenantCaps,
} from '@/lib/domain/project';
import type { TenantChoice } from './types';

type Part = 'cpu' | 'memory';

const NO_CAPS: TenantCaps = { cpu: null, memory: null };
const SHOW = { cpu: displayCpu, memory: displayMemory } as const;

/** Title and quota of a new project, folded; the fold says what the quota will be and opens when the tenant's cap refuses it. */
export function QuotaFields({ tenants }: { tenants: readonly TenantChoice[] }) {
  const t = useTranslations('projects');
  const form = Form.useFormInstance();
  const [unfolded, setUnfolded] = useState(false);
  const chosen = Form.useWatch('tenant', form) as string | undefined;
  const typed = Form.useWatch('quota', form) as { cpu?: string; memory?: string } | undefined;
  const tenant = tenants.find(({ name }) => name === chosen);
  const caps = tenant ? { cpu: tenant.cpuQuota, memory: tenant.memoryQuota } : NO_CAPS;
  const others = tenant ? [tenant.given] : [];
  const standard = defaultQuotaWithin(caps, others);
  const left = capsLeft(caps, others);
  const quota = {
    cpu: valid('cpu', typed?.cpu) ?? standard.cpu,
    memory: valid('memory', typed?.memory) ?? standard.memory,
  };
  const breachOf = (part: Part) => capBreach({ ...NO_CAPS, [part]: caps[part] }, others, quota);
  const breaches = (['cpu', 'memory'] as const).flatMap((part) => breachOf(part) ?? []);
  const rest = (part: Part) => (left[part] === null ? t('form.noCap') : SHOW[part](left[part]));
  const field = (part: Part) => {
    const breach = breachOf(part);
    const refusal =
      breach &&
      t('quota.cap', {
        resource: t(`resource.${part}`),
        left: SHOW[part](breach.left),
        asked: SHOW[part](breach.asked),
      });
    return (
      <Form.Item
        name={['quota', part]}
        label={t(`form.${part}`)}
        extra={t(`form.${part}Hint`, { standard: standard[part], left: rest(part) })}
        rules={[
          {
            validator: (_, value: string | undefined) => {
              if (value?.trim() && valid(part, value) === null) {
                return Promise.reject(new Error(t(`form.${part}Rule`, { least: LEAST_MEMORY })));
              }
              return refusal ? Promise.reject(new Error(refusal)) : Promise.resolve();
            },
          },
        ]}
        {...(refusal ? { validateStatus: 'error', help: refusal } : {})}
      >
        <Input placeholder={standard[part]} maxLength={30} autoComplete="off" />
      </Form.Item>
    );
  };
  return (
    <>
      <Collapse
        ghost
        size="small"
        activeKey={unfolded || breaches.length > 0 ? ['more'] : []}
        onChange={(keys) => setUnfolded(keys.length > 0)}
        items={[
          {
            key: 'more',
            label: t('form.more', {
              cpu: displayCpu(quota.cpu),
              memory: displayMemory(quota.memory),
              all: String(isAll(quota, left)),
            }),
            forceRender: true,
            children: (
              <>
                <Form.Item name="displayName" label={t('form.displayName')} extra={t('form.displayNameHint')}>
                  <Input maxLength={100} autoComplete="off" />
                </Form.Item>
                {field('cpu')}
                {field('memory')}
                <Form.Item name={['quota', 'pods']} label={t('resource.pods')}>
                  <InputNumber
                    placeholder={String(DEFAULT_QUOTA.pods)}
                    min={1}
                    max={100_000}
                    precision={0}
                    style={{ inlineSize: '100%' }}
                  />
                </Form.Item>
              </>
            ),
          },
        ]}
      />
      {tenant && breaches.length > 0 && (
        <Alert
          type="warning"
          showIcon
          role="status"
          title={t('form.capReached')}
          description={
            <Link href={`/tenants?tenant=${tenant.name}`}>
              {t('form.openTenant', { name: tenant.displayName })}
            </Link>
          }
        />
      )}
    </>
  );
}

/** The amount as it was typed, when it is one. */
function valid(part: Part, text: string | undefined): string | null {
  const parsed = quotaSchema.shape[part].safeParse(text?.trim() ?? '');
  return parsed.success ? parsed.data : null;
}

function isAll(quota: Record<Part, string>, left: Record<Part, string | null>): boolean {
  return (['cpu', 'memory'] as const).some(
    (part) => left[part] !== null && SHOW[part](left[part]) === SHOW[part](quota[part]),
  );
}
