export interface BearerChallenge {
  kind: 'bearer';
  realm: string;
  service: string | null;
  scope: string | null;
}
export type Challenge = BearerChallenge | { kind: 'basic' };

/** Parses WWW-Authenticate (RFC 9110, 11.6.1): a Bearer challenge with realm is preferred to Basic; null for neither. */
export function parseChallenge(header: string | null): Challenge | null {
  const text = header ?? '';
  const bearer = /(?:^|,)\s*bearer\s+/i.exec(text);
  if (bearer) {
    const fields = new Map<string, string>();
    const rest = text.slice(bearer.index + bearer[0].length);
    for (const match of rest.matchAll(/([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)) {
      const name = (match[1] ?? '').toLowerCase();
      if (!fields.has(name)) fields.set(name, (match[2] ?? match[3] ?? '').replaceAll(/\\(.)/g, '$1'));
    }
    const realm = fields.get('realm');
    if (realm !== undefined && realm !== '') {
      return {
        kind: 'bearer',
        realm,
        service: fields.get('service') ?? null,
        scope: fields.get('scope') ?? null,
      };
    }
  }
  return /(?:^|,)\s*basic\b/i.test(text) ? { kind: 'basic' } : null;
}
