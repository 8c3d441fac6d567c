import { AppPage } from '@/components/apps';

export default async function Page({ params }: { params: Promise<{ project: string; app: string }> }) {
  const { project, app } = await params;
  return <AppPage project={project} name={app} />;
}
