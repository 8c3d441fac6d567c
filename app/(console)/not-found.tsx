import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { EmptyState } from '@/components/ui';

/** An address that leads nowhere. */
export default async function NotFound() {
  const t = await getTranslations('errors.notFound');
  return (
    <>
      <EmptyState action={<Link href="/">{t('home')}</Link>}>
        <strong>{t('title')}</strong>
        <br />
        {t('text')}
      </EmptyState>
    </>
  );
}
