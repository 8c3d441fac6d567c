import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AppPage } from '@/components/apps';

interface Props {
  params: Promise<{ project: string; app: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getTranslations('apps'))('pageTitle', await params) };
}

export default async function Page({ params }: Props) {
  const { project, app } = await params;
  return <AppPage project={project} name={app} />;
}
