import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('errors.notFound'))('title') };
}

/** An address that leads nowhere. */
export default async function NotFound() {
  const t = await getTranslations('errors.notFound');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState action={<Link href="/">{t('home')}</Link>}>{t('text')}</EmptyState>
    </>
  );
}
