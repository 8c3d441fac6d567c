import type { ReactNode } from 'react';
import { LanguageSwitch } from '@/components/shell/language-switch';
import { Logo } from '@/components/shell/logo';
import { ThemeSwitch } from '@/components/shell/theme-switch';
import './login.css';

interface Props {
  heading: string;
  lead?: string;
  children: ReactNode;
}

/** The frame of the pages outside the console: one quiet column, language and theme below. */
export function LoginFrame({ heading, lead, children }: Props) {
  return (
    <div className="login">
      <main className="login-main">
        <div className="login-mark">
          <Logo size={44} />
        </div>
        <h1>{heading}</h1>
        {lead && <p className="login-lead">{lead}</p>}
        {children}
      </main>
      <footer className="login-footer">
        <LanguageSwitch />
        <ThemeSwitch />
      </footer>
    </div>
  );
}
