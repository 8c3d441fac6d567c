'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Loading, RelativeTime, useErrorText } from '@/components/ui';
import { ApiError, call } from '@/lib/client/call';
import { searchRepositories } from '@/lib/contract/registries';
import styles from './registries.module.css';

interface Props {
  registry: string;
  search: string;
  /** True when there is another registry beside it, so that its name matters. */
  several: boolean;
  onChoose: (repository: string) => void;
  empty: string;
}

const SHOWN = 30;
const SLOW_MS = 2500;

/** What one registry holds for a search. A registry that refuses or is slow says so and stops nobody. */
export function RepositoryResults({ registry, search, several, onChoose, empty }: Props) {
  const t = useTranslations('registries');
  const text = useErrorText();
  const query = useQuery({
    queryKey: ['registry', registry, 'repositories', search],
    queryFn: ({ signal }) =>
      call(searchRepositories, { params: { registry }, query: { search, limit: SHOWN } }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
    refetchInterval: ({ state }) => (state.data && !state.data.complete ? 1500 : false),
  });
  const slow = useSlow(query.isPending);
  // This refusal already says what to do.
  const refused = query.error instanceof ApiError && query.error.code === 'registry.listing_refused';
  const items = query.data?.items ?? [];
  return (
    <div className={styles.group}>
      {several && <h3>{registry}</h3>}
      {query.error && (
        <Alert
          type="warning"
          showIcon
          title={t('picker.registryFailed', { registry })}
          description={
            <>
              <div>{text(query.error).why}</div>
              {!refused && <div>{t('picker.typeInstead')}</div>}
            </>
          }
        />
      )}
      {query.isPending && <Loading rows={3} />}
      {slow && <p className="quiet">{t('picker.slow', { registry })}</p>}
      {query.data && items.length === 0 && query.data.complete && <p className="quiet">{empty}</p>}
      {items.length > 0 && (
        <ul className={styles.list}>
          {items.map((item) => (
            <li key={item.name}>
              <button type="button" className={styles.row} onClick={() => onChoose(item.name)}>
                <span className={styles.name}>{item.name}</span>
                {item.artifacts !== null && (
                  <span className={styles.fact}>{t('browser.artifacts', { count: item.artifacts })}</span>
                )}
                {item.updatedAt && (
                  <span className={styles.fact}>
                    <RelativeTime at={item.updatedAt} />
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
      {query.data && !query.data.complete && <p className="quiet">{t('picker.reading', { registry })}</p>}
      {query.data && query.data.refused.length > 0 && (
        <p className="quiet">{t('browser.refused', { projects: query.data.refused.join(', ') })}</p>
      )}
    </div>
  );
}

/** True when something has been on its way for longer than people like to wait. */
function useSlow(pending: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!pending) return undefined;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [pending]);
  return slow;
}
