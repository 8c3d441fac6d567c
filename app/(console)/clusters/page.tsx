import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClustersPage } from '@/components/clusters/clusters-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('clusters'))('title') };
}

export default function Page() {
  return <ClustersPage />;
}
