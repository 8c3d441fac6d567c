import { NextReleasePage } from '@/components/apps';

export default async function Page({ params }: { params: Promise<{ project: string; app: string }> }) {
  const { project, app } = await params;
  return <NextReleasePage project={project} app={app} />;
}
