import { Problem } from '@/lib/domain/problem';
import { OutboundError } from '@/lib/integrations/outbound';

/** Any error of a call to a registry as a Problem; Problems pass through. */
export function registryProblem(error: unknown): unknown {
  if (!(error instanceof OutboundError)) return error;
  const cause = { cause: error };
  switch (error.reason) {
    case 'name':
      return new Problem('registry.name', { host: error.host }, cause);
    case 'address':
      return new Problem('registry.address_refused', { host: error.host }, cause);
    case 'tls':
      return new Problem('registry.tls', { detail: error.message }, cause);
    case 'timeout':
      return new Problem('registry.timeout', { seconds: Number(error.message) || 5 }, cause);
    case 'too_large':
      return new Problem('registry.failed', { detail: error.message }, cause);
    case 'redirect':
      return new Problem('registry.failed', { detail: `it redirects, and ${error.message}` }, cause);
    case 'connection':
    case 'aborted':
      return new Problem('registry.unreachable', { detail: `${error.host}: ${error.message}` }, cause);
    default:
      return error;
  }
}
