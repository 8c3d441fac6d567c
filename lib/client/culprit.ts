/** What `/api/readyz` says is away; null when it is well. */
export async function culprit(signal: AbortSignal): Promise<'console' | 'database' | null> {
  try {
    const response = await fetch('/api/readyz', {
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
    });
    if (response.ok) return null;
    const body = (await response.json()) as { checks?: { database?: { ok?: boolean } } };
    return body.checks?.database?.ok === false ? 'database' : 'console';
  } catch {
    return 'console';
  }
}
