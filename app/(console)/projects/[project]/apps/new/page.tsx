import { NewAppPage } from '@/components/apps';

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  return <NewAppPage project={(await params).project} />;
}
