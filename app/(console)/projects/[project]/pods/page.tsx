import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PodsPage } from '@/components/pods';

interface Props {
  params: Promise<{ project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('projects');
  return { title: t('pageTitle.Pods', { name: (await params).project }) };
}

export default async function Page({ params }: Props) {
  return <PodsPage name={(await params).project} />;
}
