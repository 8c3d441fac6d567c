'use client';

import { useTranslations } from 'next-intl';
import { useSyncExternalStore, type ReactNode } from 'react';
import { Dock, DockProvider } from '@/components/dock';
import { MeProvider } from '@/lib/client/me';
import { ReachProvider } from '@/lib/client/reach';
import { signedOut } from '@/lib/client/signed-out';
import type { Me } from '@/lib/domain/access';
import styles from './frame.module.css';
import { OutageBanner } from './outage-banner';
import { SideNav } from './side-nav';
import { SignedOut } from './signed-out';
import { TopBar } from './top-bar';

/** What stays while the pages change: top bar, navigation, the page's place, and the dock. */
export function Frame({ me, children }: { me: Me; children: ReactNode }) {
  const t = useTranslations('shell');
  const over = useSyncExternalStore(signedOut.subscribe, signedOut.get, () => false);
  if (over) return <SignedOut />;
  return (
    <MeProvider me={me}>
      <ReachProvider>
        <DockProvider>
          <a className={styles.skip} href="#main">
            {t('skip')}
          </a>
          <div className={styles.frame}>
            <TopBar />
            <aside className={styles.side}>
              <SideNav />
            </aside>
            <div className={styles.place}>
              <main id="main" tabIndex={-1} className={styles.main}>
                <div className={styles.page}>
                  <OutageBanner />
                  {children}
                </div>
              </main>
              <Dock />
            </div>
          </div>
        </DockProvider>
      </ReachProvider>
    </MeProvider>
  );
}
