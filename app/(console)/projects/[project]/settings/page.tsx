import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SettingsPage } from '@/components/projects';

interface Props {
  params: Promise<{ project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('projects');
  return { title: t('pageTitle.Settings', { name: (await params).project }) };
}

export default async function Page({ params }: Props) {
  return <SettingsPage name={(await params).project} />;
}
