'use client';

import { Crash } from '@/components/shell/crash';

/** A page outside of the frame that threw. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main>
      <Crash error={error} retry={reset} />
    </main>
  );
}
