import type { ReactNode } from 'react';
import { BerthMark } from './berth-mark';
import { Preferences } from './preferences';
import './login.css';

/** The frame of the pages outside the console: one quiet column, language and appearance below. */
export function LoginFrame({
  heading,
  lead,
  children,
}: {
  heading: string;
  lead?: string;
  children: ReactNode;
}) {
  return (
    <div className="login">
      <main className="login-main">
        <BerthMark />
        <h1>{heading}</h1>
        {lead && <p className="login-lead">{lead}</p>}
        {children}
      </main>
      <footer className="login-footer">
        <Preferences />
      </footer>
    </div>
  );
}
