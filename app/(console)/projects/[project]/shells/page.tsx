import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ShellsPage } from '@/components/shells';

interface Props {
  params: Promise<{ project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('shells');
  return { title: t('pageTitle', { name: (await params).project }) };
}

/** The shell sessions of a project. */
export default async function Page({ params }: Props) {
  return <ShellsPage name={(await params).project} />;
}
