import { listSessions as operation } from '@/lib/contract/sessions';
import { db } from '@/lib/db';
import { SESSION_IDLE_MS } from '@/lib/domain/identity';
import { Problem } from '@/lib/domain/problem';
import { authorise, useCase } from '@/lib/services/kernel';

/** Sessions that still hold, the latest used first: one's own, or, for administrators, of a user. */
export const listSessions = useCase(operation, {
  run: async ({ principal, scope }, { query }) => {
    const name = query.user ?? principal.name;
    if (name !== principal.name) authorise(principal, 'users.manage', scope);
    const user = await db().user.findUnique({ where: { name } });
    if (!user) throw new Problem('resource.not_found', { what: name });
    const now = new Date();
    const rows = await db().session.findMany({
      where: {
        userId: user.id,
        revokedAt: null,
        expiresAt: { gt: now },
        lastSeenAt: { gt: new Date(now.getTime() - SESSION_IDLE_MS) },
      },
      orderBy: { lastSeenAt: 'desc' },
      take: 200,
    });
    return {
      items: rows.map((row) => ({
        id: row.id,
        user: user.name,
        createdAt: row.createdAt.toISOString(),
        lastSeenAt: row.lastSeenAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        address: row.address,
        userAgent: row.userAgent,
        current: principal.via === 'session' && row.id === principal.credentialId,
      })),
    };
  },
});
