'use client';

import { Flex, Form, Slider, Typography } from 'antd';
import { useTranslations } from 'next-intl';
import { displayCpu, displayMemory } from '@/lib/domain/quantity';

/** What the quota leaves for one app: CPU in millicores, memory in MiB. */
export interface Most {
  cpu: number;
  memory: number;
}

const STEP = { cpu: 50, memory: 32 } as const;
const PLACE = { request: 0, limit: 1 } as const;
const SHOW = {
  cpu: (value: number) => displayCpu(`${value}m`),
  memory: (value: number) => displayMemory(`${value}Mi`),
} as const;

/** CPU and memory as sliders bounded by the quota: the limits, or what is requested. */
export function ResourceSliders({ most, what }: { most: Most; what: 'request' | 'limit' }) {
  return (
    <>
      <OneSlider resource="cpu" what={what} max={most.cpu} />
      <OneSlider resource="memory" what={what} max={most.memory} />
    </>
  );
}

interface Props {
  resource: 'cpu' | 'memory';
  what: 'request' | 'limit';
  max: number;
}

function OneSlider({ resource, what, max }: Props) {
  const t = useTranslations('deploy');
  const name = [resource, PLACE[what]];
  const value = (Form.useWatch(name) as number | undefined) ?? 0;
  const show = SHOW[resource];
  const label = t(`${resource}.${what}`);
  const step = STEP[resource];
  return (
    <Form.Item
      label={
        <Flex gap={8} align="baseline">
          <span>{label}</span>
          <Typography.Text type="secondary">{show(value)}</Typography.Text>
        </Flex>
      }
    >
      <Form.Item name={name} noStyle>
        <Slider
          // A value that was set over the API may lie beside the steps or beyond the quota of today.
          min={Math.min(step, value)}
          max={Math.max(max, value)}
          step={value % step === 0 ? step : 1}
          tooltip={{ formatter: (shown) => show(shown ?? 0) }}
          ariaLabelForHandle={label}
          ariaValueTextFormatterForHandle={show}
        />
      </Form.Item>
    </Form.Item>
  );
}
