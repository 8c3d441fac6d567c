'use client';

import { Alert, Button, Input, type InputRef } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useLayoutEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { refusalText, signIn, type SignInRefusal } from '@/lib/client/sign-in';
import { LoginField } from './login-field';

const FIELDS = ['name', 'password'] as const;

/** Name and password; goes to `next` once they are right. `refusal` is what an earlier try left in the address. */
export function LoginForm({ next, refusal: earlier }: { next: string; refusal: SignInRefusal | null }) {
  const t = useTranslations('login');
  const locale = useLocale() === 'zh' ? 'zh' : 'en';
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<readonly ('name' | 'password')[]>([]);
  const [refusal, setRefusal] = useState(earlier);
  const [busy, setBusy] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const nameInput = useRef<InputRef>(null);
  const passwordInput = useRef<InputRef>(null);

  // What was typed or filled in before the page came alive would be wiped by the first render after that.
  useLayoutEffect(() => {
    setName(nameInput.current?.input?.value ?? '');
    setPassword(passwordInput.current?.input?.value ?? '');
  }, []);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // Password managers may fill fields without an event: the form itself is asked.
    const fields = new FormData(event.currentTarget);
    const typed = { name: textOf(fields.get('name')), password: textOf(fields.get('password')) };
    const empty = FIELDS.filter((field) => typed[field].trim() === '');
    setMissing(empty);
    if (empty.length > 0) return (empty[0] === 'name' ? nameInput : passwordInput).current?.focus();
    setBusy(true);
    setRefusal(null);
    const refused = await signIn(typed.name, typed.password);
    if (!refused) {
      window.location.assign(next);
      return;
    }
    setBusy(false);
    setRefusal(refused);
    setPassword('');
    passwordInput.current?.focus();
  }

  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));

  return (
    // Before the page is alive a browser would send the form itself: by POST, so that no password gets into an address.
    <form className="login-form" method="post" action="/login" noValidate onSubmit={submit}>
      {refusal && <Alert type="error" showIcon role="alert" title={refusalText(refusal, locale)} />}
      <LoginField id="name" label={t('name')} fault={missing.includes('name') ? t('nameMissing') : null}>
        {(describedBy) => (
          <Input
            id="name"
            name="name"
            ref={nameInput}
            size="large"
            value={name}
            onChange={(event) => setName(event.target.value)}
            autoFocus
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            status={missing.includes('name') ? 'error' : ''}
            aria-invalid={missing.includes('name')}
            aria-describedby={describedBy}
          />
        )}
      </LoginField>
      <LoginField
        id="password"
        label={t('password')}
        fault={missing.includes('password') ? t('passwordMissing') : null}
        hint={capsLock ? t('capsLock') : null}
      >
        {(describedBy) => (
          <Input.Password
            id="password"
            name="password"
            ref={passwordInput}
            size="large"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            onKeyUp={watchCapsLock}
            onKeyDown={watchCapsLock}
            autoComplete="current-password"
            status={missing.includes('password') ? 'error' : ''}
            aria-invalid={missing.includes('password')}
            aria-describedby={describedBy}
          />
        )}
      </LoginField>
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t('submit')}
      </Button>
    </form>
  );
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : '';
}
