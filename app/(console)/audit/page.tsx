import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { AuditPage } from '@/components/audit/audit-page';
import { requirePagePrincipal } from '@/lib/auth/page';
import { can } from '@/lib/domain/access';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') };
}

/** The audit of the platform. */
export default async function Page() {
  const principal = await requirePagePrincipal();
  if (!can(principal, 'audit.read', { kind: 'platform' })) notFound();
  return <AuditPage />;
}
