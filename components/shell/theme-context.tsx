'use client';

import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { keepCookie, SCHEME_COOKIE, THEME_COOKIE, type Scheme, type ThemeChoice } from '@/lib/client/theme';

interface ThemeState {
  choice: ThemeChoice;
  scheme: Scheme;
  choose: (choice: ThemeChoice) => void;
}

const ThemeContext = createContext<ThemeState | null>(null);

/** The theme that is drawn, and how to choose another. */
export function useTheme(): ThemeState {
  const state = use(ThemeContext);
  if (!state) throw new Error('useTheme outside of ThemeProvider');
  return state;
}

/** Holds the theme of the page; follows the system while the choice is `system`. */
export function ThemeProvider(props: { choice: ThemeChoice; scheme: Scheme; children: ReactNode }) {
  const [choice, setChoice] = useState(props.choice);
  const [scheme, setScheme] = useState(props.scheme);

  const choose = useCallback((next: ThemeChoice) => {
    keepCookie(THEME_COOKIE, next);
    setChoice(next);
    if (next !== 'system') setScheme(next);
  }, []);

  useEffect(() => {
    if (choice !== 'system') return;
    const media = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => {
      const next: Scheme = media.matches ? 'dark' : 'light';
      keepCookie(SCHEME_COOKIE, next);
      setScheme(next);
    };
    follow();
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, [choice]);

  useEffect(() => {
    document.documentElement.dataset['scheme'] = scheme;
    document.documentElement.dataset['choice'] = choice;
  }, [scheme, choice]);

  const state = useMemo(() => ({ choice, scheme, choose }), [choice, scheme, choose]);
  return <ThemeContext value={state}>{props.children}</ThemeContext>;
}
