'use client';

import { useTranslations } from 'next-intl';
import { QuotaBar } from '@/components/ui';
import { bytesOf, displayCpu, displayMemory, millicoresOf } from '@/lib/domain/quantity';
import type { TenantView } from './types';

/** What the quotas of a tenant's projects add up to, beside its caps. */
export function CapBars({ tenant }: { tenant: Pick<TenantView, 'given' | 'cpuQuota' | 'memoryQuota'> }) {
  const t = useTranslations('tenants');
  return (
    <div style={{ display: 'grid', gap: 4, minInlineSize: 200 }}>
      <QuotaBar
        label={t('cpu')}
        used={Number(millicoresOf(tenant.given.cpu))}
        hard={tenant.cpuQuota === null ? null : Number(millicoresOf(tenant.cpuQuota))}
        format={(value) => displayCpu(`${value}m`)}
      />
      <QuotaBar
        label={t('memory')}
        used={Number(bytesOf(tenant.given.memory))}
        hard={tenant.memoryQuota === null ? null : Number(bytesOf(tenant.memoryQuota))}
        format={(value) => displayMemory(String(value))}
      />
    </div>
  );
}
