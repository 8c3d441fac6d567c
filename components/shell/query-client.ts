import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/client/call';

/** A client for one page load: a refusal is not asked again, a broken line is, twice. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) =>
          count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
      mutations: { retry: false },
    },
  });
}
