import { encode } from 'next-auth/jwt';
import { beforeAll, describe, expect, it } from 'vitest';
import { ANONYMOUS, type Caller } from '@/lib/services/kernel';
import { useUnitConfig } from '@/lib/testing/unit-config';
import { authOptions } from './next-auth';
import { secureCookies, sessionIdOf, sessionSecret } from './session-cookie';

useUnitConfig({ BERTH_URL: 'https://berth.example' });

// What the console of the other tests is like, without TLS, they show.
describe('behind TLS', () => {
  let token = '';
  beforeAll(async () => {
    token = await encode({ token: { sub: 'somebody', sid: 'a-session' }, secret: sessionSecret() });
  });

  it('cookies are made for TLS only', () => {
    expect(secureCookies()).toBe(true);
    expect(authOptions({ principal: ANONYMOUS } as Caller).useSecureCookies).toBe(true);
  });

  it('a session is read from the cookie that only TLS can set, and from no other', async () => {
    const sessionOf = (cookie: string) => sessionIdOf(new Headers({ cookie }));
    expect(await sessionOf(`a=b; __Secure-next-auth.session-token=${token}`)).toBe('a-session');
    expect(await sessionOf(`next-auth.session-token=${token}`)).toBeNull();
    expect(await sessionOf(`__Secure-next-auth.session-token=${token.slice(0, -3)}AAA`)).toBeNull();
    expect(await sessionOf('__Secure-next-auth.session-token=')).toBeNull();
  });
});
