'use client';

import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState, Loading, SearchInput } from '@/components/ui';
import { ApiError, call } from '@/lib/client/call';
import { listProjectRegistries } from '@/lib/contract/registries';
import { parseReference } from '@/lib/domain/registry';
import { recentImages, type RecentImage } from './recent-images';
import styles from './registries.module.css';
import { RepositoryResults } from './repository-results';
import { TagList } from './tag-list';
import type { PickedImage } from './types';
import { usePick } from './use-pick';

export type { PickedImage } from './types';

interface Props {
  project: string;
  value: { registry: string | null; reference: string } | null;
  onChange: (image: PickedImage) => void;
}

/**
 * Image search over the registries that a project may use. A repository shows its tags with the newest chosen; a full
 * name may be typed at any time, so a registry that can't be listed or is slow stops nobody.
 */
export function ImagePicker({ project, value, onChange }: Props) {
  const t = useTranslations('registries.picker');
  const [search, setSearch] = useState('');
  // Undefined until somebody chooses: then what the form came with counts.
  const [chosen, setChosen] = useState<RecentImage | null | undefined>(undefined);
  const registries = useQuery({
    queryKey: ['project', project, 'registries'],
    queryFn: ({ signal }) => call(listProjectRegistries, { params: { project } }, { signal }),
  });
  const picking = usePick(project, (image) => {
    if (image.registry !== null) setChosen({ registry: image.registry, repository: image.repository });
    setSearch('');
    onChange(image);
  });

  const current = value ? parseReference(value.reference) : null;
  const initial =
    value?.registry && current ? { registry: value.registry, repository: current.repository } : null;
  const open = chosen === undefined ? initial : chosen;
  const choose = (image: RecentImage | null) => {
    picking.forget();
    setChosen(image);
  };
  const isOpen =
    open !== null && current?.repository === open.repository && value?.registry === open.registry;

  if (registries.isPending) return <Loading rows={4} />;
  if (registries.error)
    return <ErrorState error={registries.error} retry={() => void registries.refetch()} />;
  if (registries.data.items.length === 0) return <Alert type="info" showIcon title={t('noRegistry')} />;

  const typed = typedReference(search);
  return (
    <div className={styles.picker}>
      <SearchInput
        value={search}
        onChange={(next) => {
          picking.forget();
          setSearch(next);
        }}
        label={t('search')}
        onEnter={(text) => {
          const reference = typedReference(text);
          if (reference !== null) picking.pick({ reference });
        }}
      />
      {typed !== null && (
        <Button
          type="primary"
          style={{ alignSelf: 'start' }}
          loading={picking.pending?.reference === typed}
          onClick={() => picking.pick({ reference: typed })}
        >
          {t('use', { image: typed })}
        </Button>
      )}
      {picking.failed?.wanted && (
        <ErrorState
          error={picking.failed.error}
          what={picking.failed.wanted.registry === undefined ? undefined : t('configFailed')}
          extra={
            picking.failed.wanted.registry === undefined &&
            mayBeThere(picking.failed.error) && (
              <Button onClick={() => picking.failed?.wanted && picking.accept(picking.failed.wanted)}>
                {t('useAnyway')}
              </Button>
            )
          }
        />
      )}
      {value && (
        <p role="status">
          {t('chosen', { image: '' })}
          <code>{value.reference}</code> {value.registry && t('inRegistry', { registry: value.registry })}
        </p>
      )}
      {open !== null && search === '' ? (
        <>
          <TagList
            key={`${open.registry}/${open.repository}`}
            {...open}
            tag={picking.pending ? tagOf(picking.pending.reference) : isOpen ? (current?.tag ?? null) : null}
            preselect={!isOpen && picking.pending === null && picking.failed === null}
            onPick={(tag) =>
              picking.pick({ reference: `${open.repository}:${tag}`, registry: open.registry })
            }
          />
          <Button style={{ alignSelf: 'start' }} onClick={() => choose(null)}>
            {t('change')}
          </Button>
        </>
      ) : (
        <Repositories
          project={project}
          registries={registries.data.items.map((registry) => registry.name)}
          search={typed === null ? search : (parseReference(typed)?.repository ?? search)}
          onChoose={(image) => {
            setSearch('');
            choose(image);
          }}
        />
      )}
    </div>
  );
}

interface RepositoriesProps {
  project: string;
  registries: string[];
  search: string;
  onChoose: (image: RecentImage) => void;
}

/** Recent images, then what the registries hold. */
function Repositories({ project, registries, search, onChoose }: RepositoriesProps) {
  const t = useTranslations('registries.picker');
  // The browser's own memory; this part is never rendered on the server, which has none of the registries.
  const [recent] = useState(() => recentImages(project));
  const usable = recent.filter((image) => registries.includes(image.registry));
  return (
    <>
      {search === '' && usable.length > 0 && (
        <div className={styles.group}>
          <h3>{t('recent')}</h3>
          <ul className={styles.list}>
            {usable.map((image) => (
              <li key={`${image.registry}/${image.repository}`}>
                <button type="button" className={styles.row} onClick={() => onChoose(image)}>
                  <span className={styles.name}>{image.repository}</span>
                  <span className={styles.fact}>{image.registry}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={styles.group}>
        <h3>{search === '' ? t('results') : t('resultsFor', { search })}</h3>
        {registries.map((registry) => (
          <RepositoryResults
            key={registry}
            registry={registry}
            search={search}
            several={registries.length > 1}
            onChoose={(repository) => onChoose({ registry, repository })}
            empty={search === '' ? t('noneAtAll') : t('none', { search, registry })}
          />
        ))}
      </div>
    </>
  );
}

/** What was typed, when it is a full name rather than a search: with a tag, a digest or a host. */
function typedReference(search: string): string | null {
  const parsed = parseReference(search);
  return parsed && (parsed.tag !== null || parsed.digest !== null || parsed.host !== null)
    ? search.trim()
    : null;
}

/** True where the registry could not say; an image that it does not have is not offered. */
function mayBeThere(error: unknown): boolean {
  return error instanceof ApiError && error.code.startsWith('registry.');
}

function tagOf(reference: string): string | null {
  return parseReference(reference)?.tag ?? null;
}
