import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NextReleasePage } from '@/components/apps';

interface Props {
  params: Promise<{ project: string; app: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getTranslations('deploy'))('pageTitle.next', await params) };
}

export default async function Page({ params }: Props) {
  const { project, app } = await params;
  return <NextReleasePage project={project} app={app} />;
}
