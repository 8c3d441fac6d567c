'use client';

import { Crash } from '@/components/shell/crash';

/** A page of the console that threw; the frame stays. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <>
      <Crash error={error} retry={reset} />
    </>
  );
}
