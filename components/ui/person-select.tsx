'use client';

import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';

interface Person {
  name: string;
  displayName: string;
}

interface Props {
  /** Names the search for the cache: `['project', 'shop']`. */
  scope: readonly string[];
  find: (search: string, signal: AbortSignal) => Promise<Person[]>;
  /** Given by the form field around it. */
  id?: string;
  value?: string;
  onChange?: (name: string) => void;
  label: string;
  allowClear?: boolean;
}

const PAUSE = 250;

/** Finds somebody by part of the name; the value is the name that is typed at sign-in. */
export function PersonSelect({ scope, find, label, allowClear = false, ...field }: Props) {
  const t = useTranslations('common.person');
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  const query = useQuery({
    queryKey: ['candidates', ...scope, search],
    queryFn: ({ signal }) => find(search, signal),
    staleTime: 10_000,
  });
  return (
    <Select
      {...field}
      aria-label={label}
      allowClear={allowClear}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={query.isFetching}
      placeholder={t('placeholder')}
      notFoundContent={query.isFetching ? t('searching') : query.error ? t('failed') : t('nobody')}
      options={(query.data ?? []).map(({ name, displayName }) => ({
        value: name,
        label: displayName === name ? name : `${displayName} (${name})`,
      }))}
    />
  );
}
