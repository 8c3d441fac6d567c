import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ShellPage } from '@/components/shells';

interface Props {
  params: Promise<{ project: string; shell: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('shells');
  return { title: t('pageTitle', { name: (await params).project }) };
}

/** One shell session with its recording. */
export default async function Page({ params }: Props) {
  return <ShellPage {...await params} />;
}
