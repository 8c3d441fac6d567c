'use client';

import { Flex, Form, Slider, Typography } from 'antd';
import { useTranslations } from 'next-intl';
import { displayCpu, displayMemory } from '@/lib/domain/quantity';

interface Props {
  /** What the quota leaves for one app: CPU in millicores, memory in MiB. */
  most: { cpu: number; memory: number };
}

/** CPU and memory: each one slider with two handles, request and limit, bounded by the quota. */
export function ResourceSliders({ most }: Props) {
  const t = useTranslations('deploy');
  return (
    <>
      <Range
        name="cpu"
        label={t('cpu')}
        min={10}
        max={most.cpu}
        step={10}
        show={(value) => displayCpu(`${value}m`)}
        handles={[t('cpuRequest'), t('cpuLimit')]}
        summary={(low, high) => t('rangeCpu', { low, high })}
      />
      <Range
        name="memory"
        label={t('memory')}
        min={16}
        max={most.memory}
        step={16}
        show={(value) => displayMemory(`${value}Mi`)}
        handles={[t('memoryRequest'), t('memoryLimit')]}
        summary={(low, high) => t('rangeMemory', { low, high })}
      />
    </>
  );
}

interface RangeProps {
  name: 'cpu' | 'memory';
  label: string;
  min: number;
  max: number;
  step: number;
  show: (value: number) => string;
  handles: [string, string];
  summary: (low: string, high: string) => string;
}

function Range({ name, label, min, max, step, show, handles, summary }: RangeProps) {
  const [low, high] = (Form.useWatch(name) as [number, number] | undefined) ?? [min, max];
  return (
    <Form.Item
      label={
        <Flex gap={8} align="baseline">
          <span>{label}</span>
          <Typography.Text type="secondary">{summary(show(low), show(high))}</Typography.Text>
        </Flex>
      }
      htmlFor={`deploy-${name}`}
    >
      <Form.Item name={name} noStyle>
        <Slider
          range
          min={min}
          max={Math.max(max, high)}
          step={step}
          tooltip={{ formatter: (value) => show(value ?? 0) }}
          ariaLabelForHandle={handles}
          ariaValueTextFormatterForHandle={[show, show]}
        />
      </Form.Item>
    </Form.Item>
  );
}
