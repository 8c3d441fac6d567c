import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { RegistriesPage } from '@/components/registries';
import { requirePagePrincipal } from '@/lib/auth/page';
import { can } from '@/lib/domain/access';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('registries');
  return { title: t('title') };
}

/** The registries: administrators manage them, everybody else sees and browses what they may use. */
export default async function Page() {
  const principal = await requirePagePrincipal();
  return (
    <Suspense>
      <RegistriesPage manages={can(principal, 'registries.manage', { kind: 'platform' })} />
    </Suspense>
  );
}
