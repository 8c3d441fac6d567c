'use client';

import { useLocale, useTranslations } from 'next-intl';
import { CopyText } from '@/components/ui';
import type { LineEntry } from './entry';
import { fieldsOf, looksLikeJson } from './fields';
import { fullTime } from './log-time';
import { plainText, writtenText } from './safe-text';
import styles from './logs.module.css';

/** A line opened: when and where it was written, and the values of a JSON object one by one, each to copy. */
export function LogDetails({ entry }: { entry: LineEntry }) {
  const t = useTranslations('logs');
  const locale = useLocale();
  const text = writtenText(entry.text);
  const fields = looksLikeJson(text) ? fieldsOf(text) : null;
  const { local, utc } = fullTime(entry.ts, locale);
  const own = [
    { name: t('details.time'), value: local },
    { name: 'UTC', value: utc },
    { name: t('details.pod'), value: entry.pod },
    { name: t('details.container'), value: entry.container },
    { name: t('details.level'), value: t(`level.${entry.level}`) },
  ];
  return (
    <div className={styles.details} data-details>
      <dl>
        {own.map(({ name, value }) => (
          <Field key={name} name={name} value={value} />
        ))}
      </dl>
      {fields && fields.length > 0 && (
        <dl data-fields>
          {fields.map(({ name, value }) => (
            <Field key={name} name={name} value={value} code />
          ))}
        </dl>
      )}
      {!fields && <CopyText text={text} what={t('details.line')} />}
    </div>
  );
}

function Field({ name, value, code = false }: { name: string; value: string; code?: boolean }) {
  return (
    <div>
      <dt>{code ? <code>{plainText(name)}</code> : name}</dt>
      <dd>
        <CopyText text={value} what={name}>
          {plainText(value)}
        </CopyText>
      </dd>
    </div>
  );
}
