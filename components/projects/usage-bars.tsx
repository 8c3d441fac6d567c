'use client';

import { useTranslations } from 'next-intl';
import { QuotaBar } from '@/components/ui';
import { bytesOf, displayCpu, displayMemory, millicoresOf, quantityOrZero } from '@/lib/domain/quantity';
import type { ProjectView } from './types';

type Use = NonNullable<ProjectView['usage']>[number];

interface Props {
  usage: readonly Use[];
  /** Which parts, in which order; all when not given. */
  only?: readonly Use['resource'][];
}

const ALL = ['cpu', 'memory', 'pods', 'volumes', 'storage'] as const;

/** Use of a quota as bars. */
export function UsageBars({ usage, only = ALL }: Props) {
  const t = useTranslations('projects');
  return only.map((resource) => {
    const part = usage.find((candidate) => candidate.resource === resource);
    if (!part) return null;
    return (
      <QuotaBar
        key={resource}
        label={t(`resource.${resource}`)}
        used={numberOf(resource, part.used)}
        hard={numberOf(resource, part.hard)}
        format={(value) => textOf(resource, value)}
      />
    );
  });
}

// Bars need a share only: what a number rounds of many petabytes is no pixel.
function numberOf(resource: Use['resource'], text: string): number {
  if (resource === 'cpu') return Number(millicoresOf(text));
  if (resource === 'memory' || resource === 'storage') return Number(bytesOf(text));
  return Number(quantityOrZero(text) / 1_000_000_000n);
}

function textOf(resource: Use['resource'], value: number): string {
  if (resource === 'cpu') return displayCpu(`${value}m`);
  if (resource === 'memory' || resource === 'storage') return displayMemory(String(value));
  return String(value);
}
