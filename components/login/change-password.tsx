'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { PasswordForm } from '@/components/settings/password-form';
import { signOut } from '@/lib/client/sign-in';

/** Asks for a password of one's own before anything else; then goes on to `next`. */
export function ChangePassword({ userName, next }: { userName: string; next: string }) {
  const t = useTranslations('login.change');
  return (
    <>
      <PasswordForm
        userName={userName}
        submit={t('done')}
        autoFocus
        onDone={() => window.location.assign(next)}
      />
      <p className="login-help">
        <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => void signOut()}>
          {t('signOut')}
        </Button>
      </p>
    </>
  );
}
