'use client';

import { Input, Slider } from 'antd';
import { useState } from 'react';
import { displayCpu, displayMemory } from '@/lib/domain/quantity';
import { readAmount, writeAmount, type Resource } from './amount';
import styles from '../apps.module.css';

const STEP = { cpu: 50, memory: 32 } as const;
const SHOW = {
  cpu: (value: number) => displayCpu(`${value}m`),
  memory: (value: number) => displayMemory(`${value}Mi`),
} as const;

interface Props {
  resource: Resource;
  label: string;
  most: number;
  /** Says whether what was typed is an amount; other values come from the slider. */
  onTyped: (isAmount: boolean) => void;
  /** Given by the form. */
  id?: string;
  value?: number;
  onChange?: (value: number) => void;
}

/** An amount of CPU or memory: drawn with a slider or typed as a quantity. */
export function AmountInput({ resource, label, most, onTyped, id, value = 0, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const show = SHOW[resource];
  const step = STEP[resource];
  const take = () => {
    if (typed === null) return;
    const amount = readAmount(resource, typed);
    if (amount !== null) {
      setTyped(null);
      if (amount !== value) onChange?.(amount);
    }
    onTyped(amount !== null);
  };
  return (
    <div className={styles.amount}>
      <Slider
        // A value that was typed or set over the API may lie beside the steps or beyond the quota of today.
        min={Math.min(step, value)}
        max={Math.max(most, value)}
        step={value % step === 0 ? step : 1}
        value={value}
        onChange={(drawn: number) => {
          setTyped(null);
          onChange?.(drawn);
          if (typed !== null) onTyped(true);
        }}
        tooltip={{ formatter: (shown) => show(shown ?? 0) }}
        ariaLabelForHandle={label}
        ariaValueTextFormatterForHandle={show}
      />
      <Input
        {...(id === undefined ? {} : { id })}
        className={styles.amountText ?? ''}
        value={typed ?? writeAmount(resource, value)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onPressEnter={take}
        autoComplete="off"
        spellCheck={false}
        maxLength={20}
      />
    </div>
  );
}
