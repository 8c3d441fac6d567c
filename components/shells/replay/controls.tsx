'use client';

import { CaretRightOutlined, PauseOutlined, RedoOutlined } from '@ant-design/icons';
import { Button, Checkbox, Select, Slider } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { SPEEDS, type Player, type Speed } from './player';
import styles from './replay.module.css';

/** Play and pause, the place, the speed. */
export function Controls({ player }: { player: Player }) {
  const t = useTranslations('shells.player');
  const locale = useLocale();
  const { playing, position, duration, atEnd, speed, skipIdle } = useSyncExternalStore(
    player.subscribe,
    player.get,
    player.get,
  );
  const stopped = atEnd ? t('again') : t('play');
  const number = new Intl.NumberFormat(locale);
  return (
    <>
      <div className={styles.controls}>
        <Button
          type="primary"
          icon={icon(playing, atEnd)}
          aria-label={playing ? t('pause') : stopped}
          onClick={() => player.toggle()}
        />
        <Slider
          className={styles.slider ?? ''}
          min={0}
          max={Math.max(duration, 0.1)}
          step={0.1}
          value={position}
          onChange={(value) => player.seek(value)}
          tooltip={{ formatter: (value) => clock(value ?? 0) }}
          ariaLabelForHandle={t('position')}
          ariaValueTextFormatterForHandle={(value) => `${clock(value)} / ${clock(duration)}`}
        />
        <span className={styles.time}>
          {clock(position)} / {clock(duration)}
        </span>
        <Select<Speed>
          aria-label={t('speed')}
          value={speed}
          onChange={(value) => player.setSpeed(value)}
          options={SPEEDS.map((value) => ({ value, label: `${number.format(value)}×` }))}
          popupMatchSelectWidth={false}
        />
        <Checkbox checked={skipIdle} onChange={(event) => player.setSkipIdle(event.target.checked)}>
          {t('skipIdle')}
        </Checkbox>
      </div>
      <p className={styles.keys}>{t('keys')}</p>
    </>
  );
}

function icon(playing: boolean, atEnd: boolean) {
  if (playing) return <PauseOutlined />;
  return atEnd ? <RedoOutlined /> : <CaretRightOutlined />;
}

/** `0:07`, `1:02:03`. */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':').replace(/^0(?=\d:)/, '');
}
