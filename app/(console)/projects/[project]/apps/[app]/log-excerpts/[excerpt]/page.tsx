import { LogExcerptPage } from '@/components/logs';

interface Params {
  project: string;
  app: string;
  excerpt: string;
}

export default async function Page({ params }: { params: Promise<Params> }) {
  return <LogExcerptPage {...await params} />;
}
