import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { LoginForm } from '@/components/login/login-form';
import { LoginFrame } from '@/components/login/login-frame';
import { pagePrincipal } from '@/lib/auth/page';
import { readRefusal } from '@/lib/client/sign-in';
import { safeNextPath } from '@/lib/domain/identity';

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('login'))('title') };
}

/** The sign-in page; whoever is signed in already goes on at once. */
export default async function LoginPage({ searchParams }: Props) {
  const query = await searchParams;
  const next = safeNextPath(pathOf(one(query['next']) ?? one(query['callbackUrl'])));
  if (await pagePrincipal()) redirect(next);
  const t = await getTranslations('login');
  const error = one(query['error']);
  return (
    <LoginFrame heading={t('heading')}>
      <LoginForm next={next} refusal={error === undefined ? null : readRefusal(error)} />
      <p className="login-help">{t('help')}</p>
    </LoginFrame>
  );
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** next-auth names whole addresses: of one only the path can matter, and `safeNextPath` judges that. */
function pathOf(value: string | undefined): string | undefined {
  if (value === undefined || !/^https?:\/\//i.test(value) || !URL.canParse(value)) return value;
  const url = new URL(value);
  return url.pathname + url.search;
}
