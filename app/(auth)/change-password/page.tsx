import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { ChangePassword } from '@/components/login/change-password';
import { LoginFrame } from '@/components/login/login-frame';
import { pagePrincipal } from '@/lib/auth/page';
import { safeNextPath } from '@/lib/domain/identity';

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('login.change'))('title') };
}

/** Where somebody with a password from somebody else chooses their own. */
export default async function ChangePasswordPage({ searchParams }: Props) {
  const principal = await pagePrincipal();
  if (!principal) redirect('/login');
  const { next } = await searchParams;
  const t = await getTranslations('login.change');
  return (
    <LoginFrame heading={t('heading')} lead={t('why')}>
      <ChangePassword userName={principal.name} next={safeNextPath(Array.isArray(next) ? next[0] : next)} />
    </LoginFrame>
  );
}
