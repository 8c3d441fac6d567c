import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ProjectAuditPage } from '@/components/audit/audit-page';

interface Props {
  params: Promise<{ project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('audit');
  return { title: t('projectTitle', { name: (await params).project }) };
}

/** The audit of one project. */
export default async function Page({ params }: Props) {
  return <ProjectAuditPage name={(await params).project} />;
}
