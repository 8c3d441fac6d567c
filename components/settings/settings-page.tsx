'use client';

import { useTranslations } from 'next-intl';
import { PageHeader, Section } from '@/components/ui';
import { useMe } from '@/lib/client/me';
import { AppearanceSection } from './appearance-section';
import { PasswordForm } from './password-form';
import { ProfileSection } from './profile-section';
import { SessionTable } from './session-table';
import { TokenSection } from './token-section';

/** One's own account: profile, looks, password, tokens, sessions. */
export function SettingsPage() {
  const t = useTranslations('settings');
  const me = useMe();
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <ProfileSection />
      <AppearanceSection />
      <Section title={t('password.title')}>
        <PasswordForm userName={me.name} submit={t('password.save')} done={t('password.done')} />
      </Section>
      <TokenSection />
      <Section title={t('sessions.title')}>
        <p className="quiet" style={{ marginBlockEnd: 12 }}>
          {t('sessions.hint')}
        </p>
        <SessionTable />
      </Section>
    </>
  );
}
