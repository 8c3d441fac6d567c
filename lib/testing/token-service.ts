import { createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import type { Certificate } from './certificates';
import { serveDouble, type HttpDouble } from './http-double';

interface Account {
  username: string;
  password: string;
  /** `repository:samples/web:pull`, `registry:catalog:*`; `*` grants whatever is asked. */
  scopes: string[];
}

export const TOKEN_SERVICE = { service: 'test-registry', issuer: 'test-issuer' };

/** A token server as distribution's token authentication describes it. */
export function startTokenService(signer: Certificate, accounts: Account[]): Promise<HttpDouble> {
  const key = createPrivateKey(signer.key);
  const x5c = [new X509Certificate(signer.cert).raw.toString('base64')];
  return serveDouble((request, response) => {
    const url = new URL(request.url ?? '/', 'http://tokens');
    const [username, password] = Buffer.from(
      (request.headers.authorization ?? '').replace('Basic ', ''),
      'base64',
    )
      .toString()
      .split(':');
    const account = accounts.find((entry) => entry.username === username && entry.password === password);
    if (!account) {
      response
        .writeHead(401, { 'content-type': 'application/json' })
        .end('{"errors":[{"code":"UNAUTHORIZED"}]}');
      return;
    }
    const granted = url.searchParams
      .getAll('scope')
      .filter((scope) => account.scopes.includes('*') || account.scopes.includes(scope));
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: TOKEN_SERVICE.issuer,
      aud: TOKEN_SERVICE.service,
      sub: username,
      nbf: now - 5,
      iat: now,
      exp: now + 300,
      jti: randomUUID(),
      access: granted.map((scope) => {
        const [type, name, actions] = scope.split(':');
        return { type, name, actions: (actions ?? '').split(',') };
      }),
    };
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${part({ typ: 'JWT', alg: 'ES256', x5c })}.${part(claims)}`;
    const signature = sign('sha256', Buffer.from(unsigned), { key, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    );
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ token: `${unsigned}.${signature}`, expires_in: 300 }));
  });
}
