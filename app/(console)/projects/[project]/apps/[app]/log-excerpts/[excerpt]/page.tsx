import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LogExcerptPage } from '@/components/logs';

interface Props {
  params: Promise<{ project: string; app: string; excerpt: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { project, app } = await params;
  return { title: (await getTranslations('logs'))('pageTitle', { project, app }) };
}

export default async function Page({ params }: Props) {
  return <LogExcerptPage {...await params} />;
}
