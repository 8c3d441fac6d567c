import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuditPage } from '@/components/audit/audit-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') };
}

/** The audit of one project. */
export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  return <AuditPage project={(await params).project} />;
}
