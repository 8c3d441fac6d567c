import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SecretsPage } from '@/components/secrets/secrets-page';

interface Props {
  params: Promise<{ project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('secrets');
  return { title: t('pageTitle', { name: (await params).project }) };
}

export default async function Page({ params }: Props) {
  return <SecretsPage name={(await params).project} />;
}
