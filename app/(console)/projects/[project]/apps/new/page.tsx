import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewAppPage } from '@/components/apps';

interface Props {
  params: Promise<{ project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getTranslations('deploy'))('pageTitle.new', await params) };
}

export default async function Page({ params }: Props) {
  return <NewAppPage project={(await params).project} />;
}
