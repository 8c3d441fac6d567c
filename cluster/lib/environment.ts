import { dirname } from 'node:path';

const passedOn =
  /^(?:HOME|LANG|TZ|SSL_CERT_(?:FILE|DIR)|NODE_EXTRA_CA_CERTS|(?:HTTPS?|NO|ALL)_PROXY|(?:https?|no|all)_proxy)$/;

/**
 * The environment of a background part: what it may need of ours and nothing
 * else, so that it is the same whoever starts it from wherever.
 */
export function partEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => passedOn.test(name));
  return {
    HOME: '/root',
    ...Object.fromEntries(kept),
    PATH: `${dirname(process.execPath)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    NODE_ENV: 'production',
    ...extra,
  };
}
