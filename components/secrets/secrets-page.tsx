'use client';

import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { ProjectFrame } from '@/components/projects/project-frame';
import { DataTable, EmptyState, SearchInput, useEverOpen, usePages, useView } from '@/components/ui';
import { call } from '@/lib/client/call';
import { listSecrets } from '@/lib/contract/secrets';
import { DeleteSecret } from './delete-secret';
import { secretColumns } from './secret-columns';
import { SecretDrawer } from './secret-drawer';
import type { SecretView } from './types';
import { useSecretUses, type SecretUse } from './use-secret-uses';

const SecretForm = dynamic(() => import('./secret-form').then((module) => module.SecretForm), { ssr: false });

/** The Secrets of a project: names and keys; a value only where somebody asks for it. */
export function SecretsPage({ name }: { name: string }) {
  const t = useTranslations('secrets');
  return (
    <ProjectFrame name={name} tab="secrets">
      {(project, may) =>
        may('secrets.manage') ? <Secrets project={project.name} /> : <EmptyState>{t('noRight')}</EmptyState>
      }
    </ProjectFrame>
  );
}

interface FormState {
  secret: SecretView | null;
  wanted?: { name: string; keys: string[] };
}

function Secrets({ project }: { project: string }) {
  const t = useTranslations('secrets');
  const [view, setView] = useView({ search: '', secret: '' });
  const [form, setForm] = useState<FormState | null>(null);
  const formOpened = useEverOpen(form !== null);
  const [deleting, setDeleting] = useState<SecretView | null>(null);
  const uses = useSecretUses(project);
  const pages = usePages<SecretView>(['project', project, 'secrets'], async (_, signal) => ({
    ...(await call(listSecrets, { params: { project } }, { signal })),
    next: null,
  }));
  // The API gives them all at once: nobody has so many that this would have to ask again.
  const rows = pages.rows.filter((row) =>
    [row.name, ...row.keys].some((text) => text.toLowerCase().includes(view.search.toLowerCase())),
  );
  const open = (row: SecretView) => setView({ secret: row.name });
  const columns = useMemo(
    () =>
      secretColumns(t, project, uses, {
        open: (row) => setView({ secret: row.name }),
        edit: (secret) => setForm({ secret }),
        remove: setDeleting,
      }),
    [t, project, uses, setView],
  );
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setForm({ secret: null })}>
      {t('create')}
    </Button>
  );
  return (
    <>
      {!pages.isLoading && !pages.error && (
        <Missing
          missing={missingIn(pages.rows, uses)}
          onMake={(wanted) => {
            const secret = pages.rows.find((row) => row.name === wanted.name && row.managed) ?? null;
            setForm(secret ? { secret } : { secret: null, wanted });
          }}
        />
      )}
      <DataTable<SecretView>
        label={t('title')}
        columns={columns}
        rowKey={(row) => row.name}
        pages={{ ...pages, rows }}
        filtered={view.search !== ''}
        onOpen={open}
        toolbar={
          <>
            <SearchInput label={t('search')} value={view.search} onChange={(search) => setView({ search })} />
            {create}
          </>
        }
        empty={<EmptyState action={create}>{t('empty')}</EmptyState>}
      />
      <SecretDrawer
        project={project}
        secret={pages.rows.find((row) => row.name === view.secret) ?? null}
        uses={uses}
        onClose={() => setView({ secret: '' })}
        onEdit={(secret) => setForm({ secret })}
        onDelete={setDeleting}
      />
      {formOpened && (
        <SecretForm
          project={project}
          open={form !== null}
          secret={form?.secret ?? null}
          wanted={form?.wanted}
          taken={pages.rows.map((row) => row.name)}
          onClose={() => setForm(null)}
        />
      )}
      <DeleteSecret
        project={project}
        secret={deleting}
        uses={uses}
        onClose={() => setDeleting(null)}
        onDone={() => {
          setDeleting(null);
          setView({ secret: '' });
        }}
      />
    </>
  );
}

interface MissingProps {
  missing: SecretUse[];
  onMake: (wanted: { name: string; keys: string[] }) => void;
}

/** Apps that wait for a key that is not there: their pods can't start. */
function Missing({ missing, onMake }: MissingProps) {
  const t = useTranslations('secrets.missing');
  const [first] = missing;
  if (!first) return null;
  const keys = missing.filter((use) => use.secret === first.secret).map((use) => use.key);
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      style={{ marginBlockEnd: 12 }}
      title={t('title')}
      description={
        <ul style={{ paddingInlineStart: 20 }}>
          {missing.map((use) => (
            <li key={`${use.app} ${use.secret}/${use.key}`}>
              {t('line', { app: use.app, key: `${use.secret}/${use.key}` })}
            </li>
          ))}
        </ul>
      }
      action={
        <Button onClick={() => onMake({ name: first.secret, keys: [...new Set(keys)] })}>
          {t('make', { name: first.secret })}
        </Button>
      }
    />
  );
}

function missingIn(rows: readonly SecretView[], uses: readonly SecretUse[] | undefined): SecretUse[] {
  const there = new Set(rows.flatMap((row) => row.keys.map((key) => `${row.name}/${key}`)));
  return (uses ?? []).filter((use) => !there.has(`${use.secret}/${use.key}`));
}
